using System.Globalization;
using AesniCheck.Execution;
using AesniCheck.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli;

/// <summary>The progress of a run: time left, what has been verified, on a terminal a row a CPU, findings.</summary>
internal sealed class RunView : IProgressView<RunProgress>
{
    // What stands above and below the rows of the CPUs.
    private const int OtherLines = 8;

    private static readonly TimeSpan RateInterval = TimeSpan.FromSeconds(1);

    private RunProgress? _rateFrom;
    private RunProgress? _rateTo;

    /// <inheritdoc/>
    public TimeSpan Elapsed(RunProgress progress) => progress.Elapsed;

    /// <inheritdoc/>
    public bool IsUrgent(RunProgress progress) => progress.Findings > 0;

    /// <inheritdoc/>
    public string Line(RunProgress progress)
    {
        double seconds = Math.Max(progress.Elapsed.TotalSeconds, 0.001);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Quantities.Time(progress.Elapsed)} of {Quantities.Time(progress.Plan.Duration)}: {Tally.Of(progress.Exposure).Text(progress.Exposure.Probes)} verified, {Quantities.Bytes(progress.Exposure.Bytes / seconds)}/s, {Quantities.Of(progress.Findings, "finding")}");
    }

    /// <inheritdoc/>
    public IRenderable Picture(RunProgress progress, int height)
    {
        if (_rateTo is null || progress.Elapsed - _rateTo.Elapsed >= RateInterval)
        {
            _rateFrom = _rateTo;
            _rateTo = progress;
        }

        return new Rows(Head(progress), Cpus(progress, Math.Max(2, height - OtherLines)), Foot(progress));
    }

    private static Text Head(RunProgress progress)
    {
        TimeSpan left = progress.Plan.Duration - progress.Elapsed;
        return new Text(left > TimeSpan.Zero
            ? $"aesnicheck: {Quantities.Time(left)} left of {Quantities.Time(progress.Plan.Duration)}"
            : "aesnicheck: ending");
    }

    private Table Cpus(RunProgress progress, int room)
    {
        Tally tally = Tally.Of(progress.Exposure);
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string header in (string[])["CPU", $"{tally.Noun}s verified", "per second", "switched in mid-work"])
        {
            table.AddColumn(new TableColumn(new Text(header)).RightAligned());
        }

        IReadOnlyList<CpuExposure> cpus = progress.Exposure.Cpus;
        int shown = cpus.Count <= room ? cpus.Count : room - 1;
        foreach (CpuExposure cpu in cpus.Take(shown))
        {
            table.AddRow(
                new Text(cpu.Cpu.ToString(CultureInfo.InvariantCulture)),
                new Text(Quantities.Count(tally.Count(cpu.Probes))),
                new Text(Rate(exposure => exposure.Cpus.FirstOrDefault(entry => entry.Cpu == cpu.Cpu)?.Bytes ?? 0)),
                new Text(Quantities.Count(cpu.Events.InvoluntarySwitches)));
        }

        if (shown < cpus.Count)
        {
            table.AddRow(new Text("…"), new Text($"{cpus.Count - shown} more CPUs"), new Text(""), new Text(""));
        }

        table.AddRow(
            new Text("all"),
            new Text(Quantities.Count(tally.Count(progress.Exposure.Probes))),
            new Text(Rate(exposure => exposure.Bytes)),
            new Text(Quantities.Count(cpus.Sum(cpu => cpu.Events.InvoluntarySwitches))));
        return table;
    }

    private static Text Foot(RunProgress progress) =>
        progress.Findings == 0
            ? new Text("no findings", new Style(Color.Green))
            : new Text(Quantities.Of(progress.Findings, "finding"), new Style(Color.Red, decoration: Decoration.Bold));

    /// <summary>Bytes in each second of the last whole interval.</summary>
    private string Rate(Func<Exposure, long> bytes)
    {
        if (_rateFrom is null || _rateTo is null)
        {
            return "";
        }

        double seconds = (_rateTo.Elapsed - _rateFrom.Elapsed).TotalSeconds;
        long difference = bytes(_rateTo.Exposure) - bytes(_rateFrom.Exposure);
        return Quantities.Bytes(difference / seconds);
    }
}
