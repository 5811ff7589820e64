using System.Globalization;
using System.Text;
using AesniCheck.Basics;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Reports;

/// <summary>
/// Writes a run record as TAP version 14: a subtest for each probe, a test point for each CPU. Readers of the kernel's KTAP accept it too: every point has a
/// number, each subtest is preceded by its name and plan, and no line of a diagnostic looks like a test point.
/// </summary>
/// <remarks>
/// Planned work that was not done is <c>not ok</c>, with the severity <c>inconclusive</c> in its diagnostic. A stopped run does not <c>Bail out!</c>, because
/// that would stop the harness with all its other tests. A part that could not run and was not requested by name is <c>ok</c> with the directive SKIP; if
/// nothing could run, the plan is <c>1..0</c> with that directive.
/// </remarks>
public static class TapReport
{
    private const string SubtestIndent = "    ";

    /// <summary>Writes the report, in UTF-8 without a byte order mark.</summary>
    /// <param name="record">The run.</param>
    /// <param name="output">The destination; it is left open.</param>
    /// <exception cref="IOException"><paramref name="output"/> can't be written to.</exception>
    public static void Write(RunRecord record, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach (string line in Lines(record))
        {
            text.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(RunRecord record)
    {
        IReadOnlyList<RunSuite> suites = RunCases.Of(record);
        string[] head = ["TAP version 14", .. Comments(record)];
        return suites.All(suite => suite.Result == CaseResult.Skipped)
            ? [.. head, $"1..0{Skip(string.Join(' ', record.Reasons))}"]
            : [.. head, Plan(suites.Count), .. suites.SelectMany((suite, index) => Suite(suite, index + 1))];
    }

    private static IEnumerable<string> Comments(RunRecord record) => new[]
    {
        $"aesnicheck {record.ToolVersion} on {record.Host.Name}: {record.Host.Cpu.Model}, microcode {record.Host.Cpu.Microcode}, {record.Host.Hypervisor.Name}, kernel {record.Host.Kernel.Release}",
        string.Create(CultureInfo.InvariantCulture, $"seed 0x{record.Seed:x16}, {Quantities.Time(record.EndedAt - record.StartedAt)}"),
        RunText.OutcomeLine(record),
    }.Concat(record.Notes.Select(note => $"note: {note}")).Select(comment => $"# {VisibleText.Of(comment)}");

    private static IEnumerable<string> Suite(RunSuite suite, int number) =>
    [
        $"# Subtest: {VisibleText.Of(suite.Name)}",
        SubtestIndent + Plan(suite.Cases.Count),
        .. suite.Cases.SelectMany((run, index) => Case(run, index + 1)).Select(line => SubtestIndent + line),
        Point(suite.Result, number, suite.Name) + (suite.Result == CaseResult.Skipped ? Skip(suite.Cases.Count > 0 ? CaseText.Message(suite.Cases[0]) : "") : ""),
    ];

    private static IEnumerable<string> Case(RunCase run, int number) => run.Result switch
    {
        CaseResult.Passed => [Point(run.Result, number, run.Name)],
        CaseResult.Skipped => [Point(run.Result, number, run.Name) + Skip(CaseText.Message(run))],
        _ => [Point(run.Result, number, run.Name), .. Diagnostic(run).Select(line => "  " + line)],
    };

    private static string Plan(int count) => string.Create(CultureInfo.InvariantCulture, $"1..{count}");

    private static string Point(CaseResult result, int number, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{(result is CaseResult.Passed or CaseResult.Skipped ? "ok" : "not ok")} {number} - {Escaped(name)}");

    private static string Skip(string reason) => $" # SKIP {Escaped(reason)}".TrimEnd();

    /// <summary>Escapes a description: a hash sign would begin a directive, and for some readers a brace at the end begins a subtest.</summary>
    private static string Escaped(string text)
    {
        string escaped = VisibleText.Of(text).Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("#", @"\#", StringComparison.Ordinal);
        return escaped.EndsWith('{') ? escaped + "." : escaped;
    }

    private static IEnumerable<string> Diagnostic(RunCase run) =>
    [
        "---",
        $"message: {Quoted(CaseText.Message(run))}",
        $"severity: {Quoted(run.Result == CaseResult.Failed ? "fail" : EnumWord.Of(run.Result))}",
        .. run.FindingCount > 0 ? Findings(run) : [],
        "...",
    ];

    private static IEnumerable<string> Findings(RunCase run) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"findingCount: {run.FindingCount}"),
        .. run.Findings.Count > 0 ? ["findings:"] : Array.Empty<string>(),
        .. run.Findings.Take(CaseText.ShownFindings).SelectMany(Finding).Select(line => "  " + line),
        .. CaseText.More(run) is { } more ? [$"more: {Quoted(more)}"] : Array.Empty<string>(),
    ];

    /// <summary>Returns an entry of a YAML list, with the names of the run record.</summary>
    private static IEnumerable<string> Finding(Finding finding) =>
    [
        $"- verdict: {Quoted(EnumWord.Of(finding.Verdict))}",
        $"  time: {Quoted(Times.Rfc3339(finding.Time))}",
        string.Create(CultureInfo.InvariantCulture, $"  cpu: {(finding.Cpu is { } cpu ? cpu : "null")}"),
        .. List("explanation", finding.Explanation),
        .. finding.Syndrome is { } syndrome ? Syndrome(syndrome) : [],
        .. finding.Evidence is { } evidence ? List("evidence", MiscompareText.Lines(evidence)) : [],
        .. finding.Process is { } process ? List("standardError", process.StandardError.Take(10)) : [],
    ];

    private static IEnumerable<string> Syndrome(Syndrome syndrome) =>
    [
        $"  xorMask: {Quoted(Convert.ToHexStringLower(syndrome.XorMask))}",
        string.Create(CultureInfo.InvariantCulture, $"  hammingDistance: {syndrome.HammingDistance}"),
        string.Create(CultureInfo.InvariantCulture, $"  closestRound: {syndrome.ClosestRound}"),
        string.Create(CultureInfo.InvariantCulture, $"  closestDistance: {syndrome.ClosestDistance}"),
    ];

    private static IEnumerable<string> List(string name, IEnumerable<string> items) =>
        items.Select(item => $"    - {Quoted(item.Trim())}").ToArray() is { Length: > 0 } lines ? [$"  {name}:", .. lines] : [];

    /// <summary>Returns a string of YAML 1.2, which is also JSON, in one line.</summary>
    private static string Quoted(string text) =>
        $"\"{VisibleText.Of(text).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
