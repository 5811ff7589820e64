using System.Globalization;
using System.Text;
using System.Xml;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Reports;

/// <summary>
/// Writes a run record as JUnit XML, in the dialect that the readers of Jenkins and GitLab share: a suite for each probe, a case for each CPU. A case with
/// findings is a failure; planned work that was not done is an error; what could not run is skipped. Names are stable from run to run, because readers track a
/// case by its suite, class and name.
/// </summary>
public static class JUnitReport
{
    private const string Product = "aesnicheck";

    /// <summary>Writes the report, in UTF-8 without a byte order mark.</summary>
    /// <param name="record">The run.</param>
    /// <param name="output">The destination; it is left open.</param>
    /// <exception cref="IOException"><paramref name="output"/> can't be written to.</exception>
    public static void Write(RunRecord record, Stream output)
    {
        IReadOnlyList<RunSuite> suites = RunCases.Of(record);
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using var xml = XmlWriter.Create(output, settings);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", Product);
        WriteCounts(xml, [.. suites.SelectMany(suite => suite.Cases)]);
        xml.WriteAttributeString("time", Seconds((record.EndedAt - record.StartedAt).TotalSeconds));
        foreach (RunSuite suite in suites)
        {
            WriteSuite(xml, record, suite);
        }

        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, RunRecord record, RunSuite suite)
    {
        string name = VisibleText.Of($"{Product}.{suite.Name}");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", name);
        WriteCounts(xml, suite.Cases);
        xml.WriteAttributeString("skipped", Number(suite.Cases.Count(run => run.Result == CaseResult.Skipped)));
        xml.WriteAttributeString("time", Seconds(suite.Cases.Sum(WorkerSeconds)));

        // The format of Ant: UTC, without a time zone.
        xml.WriteAttributeString("timestamp", record.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", VisibleText.Of(record.Host.Name));
        WriteProperties(xml, record);
        foreach (RunCase run in suite.Cases)
        {
            WriteCase(xml, name, run, suite.Name == RunCases.RunSuiteName ? Lines(record) : Lines(run));
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<RunCase> cases)
    {
        xml.WriteAttributeString("tests", Number(cases.Count));
        xml.WriteAttributeString("failures", Number(cases.Count(run => run.Result == CaseResult.Failed)));
        xml.WriteAttributeString("errors", Number(cases.Count(run => run.Result == CaseResult.Inconclusive)));
    }

    /// <summary>Writes the properties of the run into each suite: readers show suites on their own.</summary>
    private static void WriteProperties(XmlWriter xml, RunRecord record)
    {
        RunPlan plan = record.Plan;
        (string Name, string Value)[] properties =
        [
            ("outcome", EnumWord.Of(record.Outcome)),
            ("toolVersion", record.ToolVersion),
            ("seed", string.Create(CultureInfo.InvariantCulture, $"0x{record.Seed:x16}")),
            ("durationSeconds", plan.DurationSeconds.ToString(CultureInfo.InvariantCulture)),
            ("cpus", CpuRanges.Format(plan.Cpus)),
            ("workersPerCpu", Number(plan.WorkersPerCpu)),
            ("placement", plan.PlacementWord),
            ("stressors", string.Join(' ', plan.Stressors.Select(stressor => stressor.Name))),
            ("cpuModel", record.Host.Cpu.Model),
            ("microcode", record.Host.Cpu.Microcode),
            ("hypervisor", record.Host.Hypervisor.Name),
            ("cloud", record.Host.Hypervisor.Cloud),
            ("kernel", record.Host.Kernel.Release),
            ("runtime", record.Host.Runtime.Version),
            .. record.CryptoLibrary is { } library ? [("cryptoLibrary", library.Version)] : Array.Empty<(string, string)>(),
        ];
        xml.WriteStartElement("properties");
        foreach ((string name, string value) in properties)
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", VisibleText.Of(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, string suite, RunCase run, IEnumerable<string> output)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", suite);
        xml.WriteAttributeString("name", VisibleText.Of(run.Name));
        xml.WriteAttributeString("time", Seconds(WorkerSeconds(run)));
        WriteResult(xml, run);
        if (string.Join('\n', output.Select(VisibleText.Of)) is { Length: > 0 } text)
        {
            xml.WriteElementString("system-out", text);
        }

        xml.WriteEndElement();
    }

    /// <summary>Writes at most one element: of several, GitLab shows none correctly and Jenkins only the first.</summary>
    private static void WriteResult(XmlWriter xml, RunCase run)
    {
        if (run.Result is CaseResult.Failed or CaseResult.Inconclusive)
        {
            bool hasFailed = run.Result == CaseResult.Failed;
            xml.WriteStartElement(hasFailed ? "failure" : "error");
            xml.WriteAttributeString("message", CaseText.Message(run));
            xml.WriteAttributeString("type", hasFailed ? CaseText.Kind(run) : EnumWord.Of(run.Result));
            xml.WriteString(string.Join('\n', Explanation(run).Select(VisibleText.Of)));
            xml.WriteEndElement();
        }
        else if (run.Result == CaseResult.Skipped)
        {
            // Without attributes: for a long time the schema of Jenkins' xUnit plugin allowed none here.
            xml.WriteElementString("skipped", CaseText.Message(run));
        }
    }

    private static IEnumerable<string> Explanation(RunCase run) =>
    [
        .. run.Findings.Count == 0 ? [CaseText.Message(run)] : Array.Empty<string>(),
        .. run.Findings.Take(CaseText.ShownFindings).SelectMany(RunText.Lines),
        .. CaseText.More(run) is { } more ? [more] : Array.Empty<string>(),
        .. CaseText.NextSteps(run),
    ];

    private static IEnumerable<string> Lines(RunCase run) => CaseText.Verified(run) is { } verified ? [verified] : [];

    private static IEnumerable<string> Lines(RunRecord record) => [RunText.OutcomeLine(record), .. record.Notes];

    private static double WorkerSeconds(RunCase run) => run.Exposure?.Seconds ?? 0;

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
