using System.CommandLine;
using AesniCheck.Reports;

namespace AesniCheck.Cli;

/// <summary>The options that ask for reports on a run, one for each format.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _json = File("--json", "Write the run record, as JSON");

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [.. Formats.Select(format => format.Option)];

    private IReadOnlyList<(Option<string?> Option, Action<RunRecord, Stream> Write)> Formats =>
    [
        (_json, RecordJson.Write),
    ];

    /// <summary>The reports that are asked for.</summary>
    /// <exception cref="UsageException">Two of them go to the same place.</exception>
    public IReadOnlyList<ReportRequest<RunRecord>> Requests(ParseResult parsed)
    {
        ReportRequest<RunRecord>[] requests =
        [
            .. from format in Formats
               let path = parsed.GetValue(format.Option)
               where path is not null
               select new ReportRequest<RunRecord>(format.Option.Name, path, format.Write),
        ];
        ReportPlaces.Check(requests.Select(request => (request.Option, request.Path)));
        return requests;
    }

    private static Option<string?> File(string name, string what) => new(name)
    {
        Description = $"{what}, to this file; - for standard output.",
        HelpName = "file",
    };
}
