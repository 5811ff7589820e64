using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>
/// A timeline as rows of CPUs and columns of intervals. All CPUs of the plan have a row, even those on which nothing was verified. A last interval that was cut
/// short is merged with the previous one: in it, the last report of a worker process would look like a burst.
/// </summary>
internal sealed class TimeGrid
{
    private readonly IReadOnlyList<long>[] _bytes;

    /// <param name="record">The run.</param>
    public TimeGrid(RunRecord record)
    {
        Timeline timeline = record.Timeline;
        double duration = Math.Max((record.EndedAt - record.StartedAt).TotalSeconds, 0.001);
        Seconds = timeline.Seconds > 0 ? timeline.Seconds : duration;
        Cpus =
        [
            .. record.Plan.Cpus.Concat(timeline.Cpus.Select(cpu => cpu.Cpu))
                .Concat(record.CountedFindings.Select(finding => finding.Cpu).OfType<int>())
                .Distinct().Order(),
        ];

        int intervals = timeline.Cpus.Select(cpu => cpu.Bytes.Count).DefaultIfEmpty().Max();
        Interval = timeline.IntervalSeconds;
        bool foldsLast = intervals > 1 && Seconds - ((intervals - 1) * Interval) < Interval / 2;
        int columns = foldsLast ? intervals - 1 : intervals;
        Ends = [.. Enumerable.Range(1, columns).Select(column => column == columns ? Seconds : column * Interval)];

        var byCpu = timeline.Cpus.GroupBy(cpu => cpu.Cpu).ToDictionary(group => group.Key, group => group.First().Bytes);
        _bytes = [.. Cpus.Select(cpu => byCpu.GetValueOrDefault(cpu) ?? [])];
        MedianRate = Median([.. from row in Enumerable.Range(0, Cpus.Count) from column in Enumerable.Range(0, columns) let rate = Rate(row, column) where rate > 0 select rate]);
    }

    /// <summary>The length of the timeline in seconds; greater than 0.</summary>
    public double Seconds { get; }

    /// <summary>The length of an interval in seconds; the last may be longer or shorter.</summary>
    public double Interval { get; }

    /// <summary>The CPUs in order, one row each.</summary>
    public IReadOnlyList<int> Cpus { get; }

    /// <summary>The ends of the columns, in seconds since the start; each column begins where the previous one ends.</summary>
    public IReadOnlyList<double> Ends { get; }

    /// <summary>The usual rate of a CPU: the median of all rates above 0, in bytes per second; 0 if there are none.</summary>
    public double MedianRate { get; }

    /// <summary>Returns the work compared on a CPU in an interval, in bytes per second.</summary>
    public double Rate(int row, int column) => BytesIn(row, column) / LengthOf(column);

    /// <summary>Returns the work compared on all CPUs in an interval, in bytes per second.</summary>
    public double RateOfAll(int column) => Enumerable.Range(0, Cpus.Count).Sum(row => BytesIn(row, column)) / LengthOf(column);

    private double LengthOf(int column) => Math.Max(Ends[column] - (column == 0 ? 0 : Ends[column - 1]), Interval / 1000);

    private double BytesIn(int row, int column)
    {
        IReadOnlyList<long> bytes = _bytes[row];
        double sum = column < bytes.Count ? bytes[column] : 0;
        return column == Ends.Count - 1 && column + 1 < bytes.Count ? sum + bytes[column + 1] : sum;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }
}
