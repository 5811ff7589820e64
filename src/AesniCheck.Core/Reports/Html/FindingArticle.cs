using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Reports.Html;

/// <summary>One finding: its explanation, the actual output drawn beside the expected output, and the facts.</summary>
internal static class FindingArticle
{
    private const int ShownDifferences = 3;
    private const int ShownBytes = 64;
    private const int ShownLines = 20;
    private const int ShownCharacters = 2_000;

    /// <summary>Writes a finding.</summary>
    /// <param name="html">The page.</param>
    /// <param name="run">The run.</param>
    /// <param name="number">Its number in the record, from 0.</param>
    public static void Write(HtmlWriter html, RunPart run, int number)
    {
        Finding finding = run.Record.Findings[number];
        string id = FindingSection.IdOf(run, number);
        using (html.In("article", ("class", "finding"), ("id", id), ("aria-labelledby", id + "-heading")))
        {
            html.Line(
                run.SubHeading,
                string.Create(CultureInfo.InvariantCulture, $"{number + 1}. {EnumWord.Of(finding.Verdict)} on {PageWords.Cpu(finding.Cpu)}, probe {finding.Probe}"),
                ("id", id + "-heading"));
            double offset = (finding.Time - run.Record.StartedAt).TotalSeconds;
            string meaning = finding.Explanation is [Finding.NotAnalysed] ? "" : $" The verdict means: {VerdictMeaning.Of(finding.Verdict)}.";
            html.Line("p", string.Create(CultureInfo.InvariantCulture, $"{Times.Words(finding.Time)} UTC, {offset:0.000000} s after the beginning.{meaning}"), ("class", "muted"));
            foreach (string sentence in finding.Explanation.Take(ShownLines))
            {
                html.Line("p", PageWords.Cut(sentence, ShownCharacters));
            }

            More(html, finding.Explanation.Count, "sentence");
            MiscompareDescription? description = finding.Evidence?.Describe();
            Drawings(html, finding, description?.Differences ?? []);
            HostSection.Pairs(
                html,
                Facts(finding, description),
                description?.Inputs.Where(input => input.Bytes.Length > 0).Select(input => (input.Name, Hex(input.Bytes))) ?? []);
            if (finding.Process is { } process)
            {
                Lines(html, "The last lines of its standard error:", process.StandardError);
                Lines(html, "Malformed events on its pipe:", process.Garbage);
            }
        }
    }

    private static void Drawings(HtmlWriter html, Finding finding, IReadOnlyList<Difference> differences)
    {
        foreach (Difference difference in differences.Take(ShownDifferences))
        {
            using (html.In("div", ("class", "drawings")))
            {
                Drawing.Write(html, difference);
                if (difference == differences[0])
                {
                    Extras(html, finding);
                }
            }
        }

        int more = differences.Count - ShownDifferences;
        if (more > 0)
        {
            html.Line("p", $"{Quantities.Of(more, "further one")} of the same pass are also wrong, and {(more == 1 ? "is" : "are")} in the JSON record.", ("class", "muted"));
        }
    }

    /// <summary>Draws a state where it was closest to correct, and what the vector comparison saw.</summary>
    private static void Extras(HtmlWriter html, Finding finding)
    {
        if (finding.Syndrome is { } syndrome && syndrome.ClosestDistance != syndrome.HammingDistance && syndrome.ClosestXorMask.Length == 16)
        {
            Drawing.State(
                html,
                string.Create(CultureInfo.InvariantCulture, $"xor after round {syndrome.ClosestRound}"),
                index => syndrome.ClosestXorMask[index],
                index => syndrome.ClosestXorMask[index] != 0);
        }

        if (finding.Evidence is BlockMiscompare { Kind: MiscompareKind.Accumulator, Accumulator.Length: 16 } block)
        {
            Drawing.State(html, "accumulator of the group", index => block.Accumulator[index], index => block.Accumulator[index] != 0);
        }
    }

    private static IEnumerable<(string Key, string Value)> Facts(Finding finding, MiscompareDescription? description)
    {
        if (finding.Syndrome is { } syndrome)
        {
            yield return ("difference", string.Create(
                CultureInfo.InvariantCulture,
                $"{Quantities.Of(syndrome.HammingDistance, "bit")} in {Quantities.Of(syndrome.DifferingBytes.Count, "byte")}; closest after round {syndrome.ClosestRound}: {BitNames.Of(syndrome.ClosestXorMask)}"));
        }

        if (finding.Replay is { } replay)
        {
            yield return ("repeated", $"{Quantities.Of(replay.Tries, "time")}: {replay.Description}");
        }

        if (finding.Evidence is { } evidence)
        {
            yield return ("what", description!.What);
            yield return ("thread", string.Create(
                CultureInfo.InvariantCulture, $"{evidence.ThreadId} (worker {evidence.Worker}), on CPU {evidence.CpuBefore} when its turn began and on CPU {evidence.CpuAfter} when it was seen; {MiscompareText.Switched(evidence)} meanwhile"));
        }

        if (finding.Process is { } process)
        {
            string end = process.Signal is { } signal ? $"ended by {signal}"
                : process.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}")
                : "had not ended, or was killed";
            yield return ("process", string.Create(CultureInfo.InvariantCulture, $"{process.ProcessId}, {end}"));
        }
    }

    private static string Hex(byte[] bytes) => bytes.Length <= ShownBytes
        ? Convert.ToHexStringLower(bytes)
        : $"{Convert.ToHexStringLower(bytes.AsSpan(0, ShownBytes))}… ({Quantities.Of(bytes.Length, "byte")}, all of them in the JSON record)";

    private static void Lines(HtmlWriter html, string what, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            html.Line("p", what);
            using (html.In("pre"))
            {
                html.Markup(string.Join('\n', lines.Take(ShownLines).Select(line => HtmlText.Escape(PageWords.Cut(line, ShownCharacters)))));
            }

            More(html, lines.Count, "line");
        }
    }

    private static void More(HtmlWriter html, int count, string noun)
    {
        if (count > ShownLines)
        {
            html.Line("p", $"{Quantities.Of(count - ShownLines, $"further {noun}")} in the JSON record.", ("class", "muted"));
        }
    }
}
