using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>Writes runs as one self-contained HTML page: it fetches nothing. Only the page of a fleet has a script, to filter and sort. The same records always make the same page. Thread-safe.</summary>
public static class HtmlReport
{
    /// <summary>Writes the page of one run.</summary>
    /// <param name="record">The run.</param>
    /// <param name="output">The destination, in UTF-8.</param>
    public static void Write(RunRecord record, Stream output)
    {
        var run = new RunPart(record, "", 2, RunLimits.Alone);
        Page.Write($"{PageWords.Of(record.Outcome)}: {record.Host.Name} – AesniCheck", FootOf([record]), html =>
        {
            OutcomeSection.WriteTop(html, run);
            Contents(html, record);
            RunSections.Write(html, run);
        }, output);
    }

    /// <summary>Writes the page of several runs, of one machine or of many. A single run gets its own kind of page.</summary>
    /// <param name="records">The runs; at least one.</param>
    /// <param name="output">The destination, in UTF-8.</param>
    public static void Write(IReadOnlyList<RunRecord> records, Stream output)
    {
        if (records is [RunRecord record])
        {
            Write(record, output);
            return;
        }

        var fleet = Fleet.Of(records);
        Page.Write($"{Quantities.Of(fleet.Machines.Count, "machine")} – AesniCheck", FootOf(records), html => FleetSections.Write(html, fleet), output, isFleet: true);
    }

    private static void Contents(HtmlWriter html, RunRecord record)
    {
        bool hasRun = record.Outcome != Outcome.Unsupported;
        (string Id, string Name, bool IsThere)[] sections =
        [
            (HostSection.Name, "Host", true),
            (TimeSection.Name, "Timeline", hasRun),
            (ExposureSection.Name, "What was verified", hasRun),
            (FindingSection.Name, "Findings", record.FindingCount > 0),
            (LoadSection.Name, "Stressors", hasRun),
            (AnswerSection.Name, "Known-answer tests", hasRun && AnswerSection.IsThere(record)),
            (CommandSection.Name, "Reproduce", true),
        ];
        using (html.In("nav", ("class", "contents"), ("aria-label", "Sections")))
        {
            foreach ((string id, string name, bool isThere) in sections)
            {
                if (isThere)
                {
                    html.Line("a", name, ("href", "#" + id));
                }
            }
        }
    }

    private static string FootOf(IReadOnlyList<RunRecord> records) => string.Create(
        CultureInfo.InvariantCulture,
        $"Made by AesniCheck from {Quantities.Of(records.Count, "run record")}, {(records.Count == 1 ? "" : "each ")}of schema version {RunRecord.CurrentSchemaVersion}. Times are UTC. The page {(records.Count == 1 ? "contains no script and fetches nothing" : "fetches nothing; its script only filters and sorts the table of machines")}.");
}
