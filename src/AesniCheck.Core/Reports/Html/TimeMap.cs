using System.Globalization;
using System.Text;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>
/// The map of CPUs over time: how much was verified where and when, relative to the usual rate, and where findings occurred. Each shade is a single path, so
/// that the map stays small with hundreds of CPUs.
/// </summary>
internal sealed class TimeMap
{
    private const int LeastLabelHeight = 15;
    private const int UnknownRowHeight = 20;

    // Marks that are closer together than this, in the chart's x, are merged.
    private const int MarkWidth = 6;

    // More marks than this would hide the map, so they become smaller.
    private const int ManyMarks = 600;

    /// <summary>The lower bounds of the shades, as shares of the usual rate; a rate of 0 has no shade.</summary>
    private static readonly double[] Shades = [0, 0.25, 0.5, 0.75, 0.9, 1.1];

    private readonly RunRecord _record;
    private readonly TimeGrid _grid;
    private readonly int _rowHeight;
    private readonly bool _hasUnknownRow;
    private readonly Dictionary<int, int> _rows;

    /// <param name="record">The run.</param>
    /// <param name="grid">Its timeline.</param>
    public TimeMap(RunRecord record, TimeGrid grid)
    {
        _record = record;
        _grid = grid;
        _rows = grid.Cpus.Index().ToDictionary(cpu => cpu.Item, cpu => cpu.Index);
        _rowHeight = grid.Cpus.Count switch
        {
            <= 16 => 24,
            <= 32 => 16,
            <= 64 => 10,
            <= 128 => 6,
            <= 256 => 4,
            _ => 2,
        };
        _hasUnknownRow = record.CountedFindings.Any(finding => finding.Cpu is null);
    }

    private int Height => (_grid.Cpus.Count * _rowHeight) + (_hasUnknownRow ? UnknownRowHeight : 0);

    /// <summary>Writes the map with its legend.</summary>
    /// <param name="html">The page.</param>
    /// <param name="id">The prefix of the ids in it.</param>
    public void Write(HtmlWriter html, string id)
    {
        using (html.In("figure"))
        {
            Chart.Write(html, id, "map", Height, _grid.Seconds, "Verified on each CPU over time, with the findings", Describe(), Labels(), () => Draw(html));
            using (html.In("figcaption"))
            {
                html.Text(_grid.MedianRate > 0
                    ? $"One row per CPU, one column per {Quantities.Time(TimeSpan.FromSeconds(_grid.Interval))}. The shade shows the work verified there, relative to the usual {Quantities.Bytes(_grid.MedianRate)}/s of a CPU, which is the median. {Empties()}"
                    : "One row per CPU. The record has no timeline.");
                Legend(html);
            }
        }
    }

    private void Draw(HtmlWriter html)
    {
        StringBuilder[] shades = [.. Shades.Select(_ => new StringBuilder())];
        for (int row = 0; row < _grid.Cpus.Count; row++)
        {
            int start = 0;
            int level = -1;
            for (int column = 0; column <= _grid.Ends.Count; column++)
            {
                int next = column == _grid.Ends.Count ? -1 : LevelOf(_grid.Rate(row, column));
                if (next != level || column == _grid.Ends.Count)
                {
                    AddRun(level, row, start, column);
                    (start, level) = (column, next);
                }
            }
        }

        foreach ((int level, StringBuilder shade) in shades.Index().Where(drawn => drawn.Item.Length > 0))
        {
            Chart.Path(html, ClassOf(level), shade.ToString(), _rowHeight >= 6 ? _rowHeight - 1 : _rowHeight);
        }

        if (_hasUnknownRow)
        {
            Chart.Path(html, "rule", string.Create(CultureInfo.InvariantCulture, $"M0 {Height - UnknownRowHeight}h{Chart.Width}"));
        }

        string counted = string.Concat(_record.FoldedFindings.Select(folded => string.Create(CultureInfo.InvariantCulture, $"M{X(folded.First)} {RowOf(folded.Cpu)}H{X(folded.Last)}")).Distinct());
        if (counted.Length > 0)
        {
            Chart.Path(html, "counted", counted);
        }

        string[] marks = [.. Marks()];
        string path = string.Concat(marks);
        string crowded = marks.Length > ManyMarks ? " crowded" : "";
        if (marks.Length > 0)
        {
            Chart.Path(html, "ring" + crowded, path);
            Chart.Path(html, "found" + crowded, path);
        }

        void AddRun(int level, int row, int from, int to)
        {
            if (level >= 0)
            {
                int begin = from == 0 ? 0 : Chart.X(_grid.Ends[from - 1], _grid.Seconds);
                int end = Chart.X(_grid.Ends[to - 1], _grid.Seconds);
                shades[level].Append(CultureInfo.InvariantCulture, $"M{begin} {Middle(row)}h{end - begin}");
            }
        }
    }

    private string Middle(int row) => string.Create(CultureInfo.InvariantCulture, $"{(row * _rowHeight) + (_rowHeight / 2.0):0.#}");

    private int LevelOf(double rate) => rate <= 0 ? -1 : Array.FindLastIndex(Shades, least => rate >= least * _grid.MedianRate);

    /// <summary>Returns the marks. A dot is a line of zero length with round ends; it stays round at any width of the window.</summary>
    private IEnumerable<string> Marks() => (
        from finding in _record.CountedFindings
        from time in (DateTimeOffset[])[finding.First, finding.Last]
        select string.Create(CultureInfo.InvariantCulture, $"M{X(time) / MarkWidth * MarkWidth} {RowOf(finding.Cpu)}h0")).Distinct();

    private int X(DateTimeOffset time) => Chart.X((time - _record.StartedAt).TotalSeconds, _grid.Seconds);

    private string RowOf(int? cpu) => cpu is { } number ? Middle(_rows[number]) : PageWords.Number(Height - (UnknownRowHeight / 2));

    private IEnumerable<(double Y, string Text)> Labels()
    {
        int step = 1;
        while (step * _rowHeight < LeastLabelHeight)
        {
            step *= 2;
        }

        for (int row = 0; row < _grid.Cpus.Count; row += step)
        {
            yield return ((row * _rowHeight) + (_rowHeight / 2.0), string.Create(CultureInfo.InvariantCulture, $"CPU {_grid.Cpus[row]}"));
        }

        if (_hasUnknownRow)
        {
            yield return (Height - (UnknownRowHeight / 2), "unknown");
        }
    }

    private string Describe()
    {
        int?[] found = [.. _record.CountedFindings.Select(finding => finding.Cpu).Distinct()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"CPUs {CpuRanges.Format(_grid.Cpus)} over {Quantities.Time(TimeSpan.FromSeconds(_grid.Seconds))}. {Empties()} {(found.Length == 0 ? "There are no findings." : $"Findings occurred on: {string.Join(", ", found.Select(PageWords.Cpu).Take(20))}{(found.Length > 20 ? ", and others" : "")}.")}");
    }

    /// <summary>Returns, in words, where nothing was verified.</summary>
    private string Empties()
    {
        int columns = _grid.Ends.Count;
        (int Cpu, int Count)[] empties =
        [
            .. _grid.Cpus.Index().Select(cpu => (cpu.Item, Enumerable.Range(0, columns).Count(column => _grid.Rate(cpu.Index, column) <= 0))).Where(cpu => cpu.Item2 > 0),
        ];
        int[] idle = [.. empties.Where(cpu => cpu.Count == columns).Select(cpu => cpu.Cpu)];
        int[] atTimes = [.. empties.Where(cpu => cpu.Count < columns).Select(cpu => cpu.Cpu)];
        return columns == 0 ? "" : string.Join(' ', (string[])
        [
            .. empties.Length == 0 ? ["Every CPU verified something in every interval."] : Array.Empty<string>(),
            .. idle.Length > 0 ? [$"Nothing at all was verified on CPU {CpuRanges.Format(idle)}."] : Array.Empty<string>(),
            .. atTimes.Length > 0 ? [$"Nothing was verified at times on CPU {CpuRanges.Format(atTimes)}."] : Array.Empty<string>(),
        ]);
    }

    private void Legend(HtmlWriter html)
    {
        using (html.In("ul", ("class", "legend")))
        {
            if (_grid.MedianRate > 0)
            {
                Item(html, "plot", "", "nothing");
                for (int level = 0; level < Shades.Length; level++)
                {
                    Item(html, null, ClassOf(level), level == Shades.Length - 1
                        ? string.Create(CultureInfo.InvariantCulture, $"more than {100 * Shades[level]:0} %")
                        : string.Create(CultureInfo.InvariantCulture, $"to {100 * Shades[level + 1]:0} %"));
                }
            }

            if (_record.FindingCount > 0)
            {
                Item(html, null, "found", "a finding, or several");
            }

            if (_record.FoldedFindings.Count > 0)
            {
                Item(html, null, "counted", "findings that were only counted, from the first to the last");
            }
        }
    }

    private static void Item(HtmlWriter html, string? ground, string look, string text)
    {
        using (html.In("li"))
        {
            using (html.Inline("svg", ("xmlns", Chart.Svg), ("class", ground), ("style", "width:18px"), ("width", "18"), ("height", "11"), ("aria-hidden", "true")))
            {
                if (look.Length > 0)
                {
                    Chart.Path(html, look, look == "found" ? "M9 5.5h0" : "M0 5.5h18", look.StartsWith("shade", StringComparison.Ordinal) ? 11 : null);
                }
            }

            html.Text(text);
        }
    }

    private static string ClassOf(int level) => string.Create(CultureInfo.InvariantCulture, $"shade{level + 1}");
}
