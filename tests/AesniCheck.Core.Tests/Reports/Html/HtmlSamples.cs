using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>Pages that all claims about pages are tried on.</summary>
internal static class HtmlSamples
{
    /// <summary>Machines of two kinds: of the older four are faulty, of the newer all are healthy; one did not finish, one has no AES, and one ran twice.</summary>
    public static IReadOnlyList<RunRecord> Fleet { get; } =
    [
        .. Enumerable.Range(0, 5).Select(number => Machine(number < 4 ? ReportSamples.Faulty : ReportSamples.Passed, $"old-{number}", "Xeon E5-2650", "0x70d")),
        .. Enumerable.Range(0, 6).Select(number => Machine(ReportSamples.Passed, $"new-{number}", "Xeon 8259CL", "0x5003604")),
        Machine(ReportSamples.Interrupted, "new-6", "Xeon 8259CL", "0x5003604"),
        Machine(ReportSamples.Unsupported, "new-7", "Xeon 8259CL", "0x5003604"),
        Machine(ReportSamples.Passed, "old-0", "Xeon E5-2650", "0x70d"),
    ];

    /// <summary>Findings with evidence of every kind.</summary>
    public static RunRecord EveryEvidence { get; } = ReportSamples.Faulty with
    {
        Findings = [.. MiscompareSamples.All.Select((evidence, index) => Samples.Finding with { Evidence = evidence, Cpu = index, Verdict = (Verdict)index })],
        Gate = new GateDemands { RequiredProbes = ["block"], MinimumBlocksPerCpu = 7, MaximumFaultRatePerBlock = 1e-9, MaximumFindings = 3 },
    };

    /// <summary>More findings than a page has room for, each of a different kind.</summary>
    public static RunRecord LongFindings { get; } = ReportSamples.Faulty with
    {
        Findings = [.. Enumerable.Range(0, 50).Select(number => Samples.Finding with { Probe = $"probe-{number}", Explanation = [.. Enumerable.Repeat(new string('a', 2_000), 20)] })],
    };

    /// <summary>All pages of one run.</summary>
    public static IReadOnlyDictionary<string, RunRecord> Runs { get; } = new Dictionary<string, RunRecord>(ReportSamples.All)
    {
        ["every-evidence"] = EveryEvidence,
        ["many-cpus"] = ReportSamples.Large(40, 100),
        ["nothing-known"] = ReportSamples.Faulty with { Timeline = Timeline.None, Exposure = Exposure.None, KnownAnswers = [] },
    };

    /// <summary>All pages by name, that of the fleet among them.</summary>
    public static HtmlPage Page(string name) => name == "fleet" ? HtmlPage.Of(Fleet) : HtmlPage.Of(Runs[name]);

    private static RunRecord Machine(RunRecord run, string name, string model, string microcode) =>
        run with { Host = run.Host with { Name = name, Cpu = run.Host.Cpu with { Model = model, Microcode = microcode } } };
}
