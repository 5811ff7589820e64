using AesniCheck.Records;
using FsCheck;
using FsCheck.Fluent;

namespace AesniCheck.Reports;

/// <summary>Words that a broken process or odd firmware may come up with.</summary>
internal static class Wild
{
    private static readonly string[] Pieces =
    [
        "a", " ", "#", "# SKIP", "# TODO", "\\", "\\#", "{", "}", "\n", "\r\n", "\t", "\0", "\u001b[31m", "\ud800", "\udfff", "\U0001F600", "\ufffe", "\ufeff", "\u0085", "\u2028",
        "]]>", "<!--", "&amp;", "<b>", "\"", "'", "ok 1 - so", "not ok 2", "1..0", "Bail out!", "TAP version 14", "---", "...", "  ---\n", ": ", "- ", "ä",
    ];

    /// <summary>Any characters at all, and sequences with a meaning in some format.</summary>
    public static Arbitrary<string> Text { get; } = Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)),
        Gen.Choose(0, char.MaxValue).Select(value => (char)value).ListOf().Select(characters => new string([.. characters]))).ToArbitrary();

    /// <summary>A run in which every word from outside is this one.</summary>
    public static RunRecord Record(string words) => ReportSamples.Faulty with
    {
        Reasons = [words],
        Notes = [words],
        Host = ReportSamples.Faulty.Host with { Name = words, Cpu = ReportSamples.Faulty.Host.Cpu with { Model = words } },
        Plan = ReportSamples.Faulty.Plan with { SkippedProbes = [ReportSamples.Faulty.Plan.SkippedProbes[0] with { Reason = words }] },
        Findings =
        [
            Samples.Finding with { Explanation = [words, words] },
            Samples.Crash with { Explanation = [words], Process = Samples.Crash.Process! with { StandardError = [words], Garbage = [words] } },
        ],
    };
}
