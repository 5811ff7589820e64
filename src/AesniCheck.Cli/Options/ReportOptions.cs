using System.CommandLine;
using AesniCheck.Cli.Output;
using AesniCheck.Files;
using AesniCheck.Records;
using AesniCheck.Reports;
using AesniCheck.Reports.Html;

namespace AesniCheck.Cli.Options;

/// <summary>The options that request reports on a run, one for each format.</summary>
/// <param name="ofRecords">Whether the reports are made from records of finished runs: then neither the record itself nor a report during the run can be requested.</param>
internal sealed class ReportOptions(bool ofRecords = false)
{
    /// <summary>The option for the page for human readers, which can cover several runs.</summary>
    public const string HtmlOption = "--html";

    private readonly Option<string?> _json = File("--json", "Write the run record, as JSON");
    private readonly Option<string?> _html = File(HtmlOption, "Write a self-contained HTML page");
    private readonly Option<string?> _junit = File("--junit", "Write a JUnit XML report, for pipelines");
    private readonly Option<string?> _tap = File("--tap", "Write a TAP 14 report");
    private readonly Option<string?> _prometheus = File("--prometheus", "Write metrics for node_exporter's textfile collector");
    private readonly Option<string?> _ocp = File(OcpReport.Option, "Write events as they happen (OCP Test & Validation 2.0)");

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

    /// <summary>Returns the file for the report that is written during the run; null if it was not requested.</summary>
    public string? Ocp(ParseResult parsed) => ofRecords ? null : parsed.GetValue(_ocp);

    /// <summary>Returns the requested reports, except the one that is written during the run.</summary>
    /// <exception cref="UsageException">Two of them have the same destination.</exception>
    public IReadOnlyList<ReportRequest<RunRecord>> Requests(ParseResult parsed)
    {
        ReportRequest<RunRecord>[] requests =
        [
            .. from format in Formats
               let path = parsed.GetValue(format.Option)
               where path is not null
               select new ReportRequest<RunRecord>(format.Option.Name, path, format.Write)
               {
                   // node_exporter runs as another user.
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
