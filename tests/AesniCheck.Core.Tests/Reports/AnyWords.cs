using AesniCheck.Plans;
using AesniCheck.Records;
using FsCheck;
using FsCheck.Fluent;

namespace AesniCheck.Reports;

/// <summary>Records with arbitrary words, preferably of characters that are special in some format.</summary>
internal static class AnyWords
{
    private const string Nasty = "\"\\\n\r\t\0\u0001\u001b\u007f\u0085\u2028\u2029\ufeff\ufffe\ud800\udc00<>&'#{},= ]é\U0001f600";

    /// <summary>Such words.</summary>
    public static Gen<string> Words { get; } =
        Gen.ListOf(Gen.OneOf(Gen.Elements(Nasty.ToCharArray()), Gen.Choose(char.MinValue, char.MaxValue).Select(value => (char)value))).Select(characters => string.Concat(characters));

    /// <summary>The records: <see cref="ReportSamples.Faulty"/> otherwise.</summary>
    public static Arbitrary<RunRecord> Records { get; } = Words.Four().Select(words => With(words.Item1, words.Item2, words.Item3, words.Item4)).ToArbitrary();

    private static RunRecord With(string a, string b, string c, string d)
    {
        RunRecord record = ReportSamples.Faulty;
        return record with
        {
            ToolVersion = a,
            Reasons = [b],
            Notes = [c],
            Host = record.Host with
            {
                Name = d,
                Cpu = record.Host.Cpu with { Model = a, Vendor = b, Microcode = c },
                Hypervisor = record.Host.Hypervisor with { Name = b, Cloud = c },
                Kernel = record.Host.Kernel with { Release = d, OsName = a },
            },
            Plan = record.Plan with { Probes = [new PlannedProbe(a, 1), new PlannedProbe(b, 2)], SkippedProbes = [new SkippedPart(c, d, Requested: true)] },
            Exposure = record.Exposure with { ProcessStressors = [new StressorExposure(d, 1)], Unattributed = [Samples.Probed(a, 10)] },
            KnownAnswers = [new KnownAnswerSummary(d, 1, 0, [])],
            Findings = [Samples.Finding with { Probe = a, Explanation = [b, c] }, Samples.Finding with { Probe = d, Cpu = null, Verdict = Verdict.Library, Explanation = [d] }],
        };
    }
}
