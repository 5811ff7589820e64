using System.CommandLine;
using AesniCheck.Cli.Output;
using AesniCheck.Files;
using AesniCheck.Records;
using AesniCheck.Reports;
using AesniCheck.Reports.Html;

namespace AesniCheck.Cli.Options;

/// <summary>The options that ask for reports on a run, one for each format.</summary>
/// <param name="ofRecords">Whether they are made from the records of runs that have ended: those are the JSON, and nothing goes on meanwhile.</param>
internal sealed class ReportOptions(bool ofRecords = false)
{
    /// <summary>The option of the page for people, which can be of several runs.</summary>
    public const string HtmlOption = "--html";

    private readonly Option<string?> _json = File("--json", "Write the run record, as JSON");
    private readonly Option<string?> _html = File(HtmlOption, "Write a page for people, which needs nothing else");
    private readonly Option<string?> _junit = File("--junit", "Write a JUnit XML report, for pipelines");
    private readonly Option<string?> _tap = File("--tap", "Write a TAP 14 report");
    private readonly Option<string?> _prometheus = File("--prometheus", "Write metrics for node_exporter's textfile collector");
    private readonly Option<string?> _ocp = File(OcpReport.Option, "Write what happens while it happens, in the format of OCP Test & Validation 2.0");

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [.. Formats.Select(format => format.Option), .. ofRecords ? Array.Empty<Option>() : [_ocp]];

    private IReadOnlyList<(Option<string?> Option, Action<RunRecord, Stream> Write)> Formats =>
    [
        .. ofRecords ? Array.Empty<(Option<string?>, Action<RunRecord, Stream>)>() : [(_json, RecordJson.Write)],
        (_html, HtmlReport.Write),
        (_junit, JUnitReport.Write),
        (_tap, TapReport.Write),
        (_prometheus, PrometheusReport.Write),
    ];

    /// <summary>The file for the report that is written while the run goes on; null where it is not asked for.</summary>
    public string? Ocp(ParseResult parsed) => ofRecords ? null : parsed.GetValue(_ocp);

    /// <summary>The reports that are asked for, but for that which is written while the run goes on.</summary>
    /// <exception cref="UsageException">Two of them go to the same place.</exception>
    public IReadOnlyList<ReportRequest<RunRecord>> Requests(ParseResult parsed)
    {
        ReportRequest<RunRecord>[] requests =
        [
            .. from format in Formats
               let path = parsed.GetValue(format.Option)
               where path is not null
               select new ReportRequest<RunRecord>(format.Option.Name, path, format.Write)
               {
                   // node_exporter runs as a user of its own.
                   Mode = format.Option == _prometheus ? AtomicFile.ForAll : AtomicFile.OwnerOnly,
                   IsRecord = format.Option == _json,
               },
        ];
        IEnumerable<(string, string)> streamed = Ocp(parsed) is { } ocp ? [(OcpReport.Option, ocp)] : [];
        ReportPlaces.Check(requests.Select(request => (request.Option, request.Path)).Concat(streamed));
        return requests;
    }

    private static Option<string?> File(string name, string what) => new(name)
    {
        Description = $"{what}, to this file; - for standard output.",
        HelpName = OptionEntry.File,
    };
}
