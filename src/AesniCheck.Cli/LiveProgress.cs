using System.Globalization;
using AesniCheck.Execution;
using AesniCheck.Reports;
using Spectre.Console;

namespace AesniCheck.Cli;

/// <summary>A table on the terminal, drawn again in place: time left, what has been verified, a row a CPU, findings.</summary>
internal sealed class LiveProgress : IProgressDisplay
{
    // What stands above and below the rows of the CPUs.
    private const int OtherLines = 8;

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RateInterval = TimeSpan.FromSeconds(1);

    private readonly VisibleCursor _console = new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
    private TimeSpan _nextRefresh;
    private RunProgress? _rateFrom;
    private RunProgress? _rateTo;

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<RunProgress>, T> run) =>
        _console.Live(new Text("starting")).AutoClear(true).Start(live => run(progress => Show(live, progress)));

    private void Show(LiveDisplayContext live, RunProgress progress)
    {
        if (progress.Elapsed < _nextRefresh)
        {
            return;
        }

        _nextRefresh = progress.Elapsed + RefreshInterval;
        if (_rateTo is null || progress.Elapsed - _rateTo.Elapsed >= RateInterval)
        {
            _rateFrom = _rateTo;
            _rateTo = progress;
        }

        live.UpdateTarget(new Rows(Head(progress), Cpus(progress), Foot(progress)));
    }

    private static Text Head(RunProgress progress)
    {
        TimeSpan left = progress.Plan.Duration - progress.Elapsed;
        return new Text(left > TimeSpan.Zero
            ? $"aesnicheck: {Quantities.Time(left)} left of {Quantities.Time(progress.Plan.Duration)}"
            : "aesnicheck: ending");
    }

    private Table Cpus(RunProgress progress)
    {
        Tally tally = Tally.Of(progress.Exposure);
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string header in (string[])["CPU", $"{tally.Noun}s verified", "per second", "switched in mid-work"])
        {
            table.AddColumn(new TableColumn(new Text(header)).RightAligned());
        }

        IReadOnlyList<CpuExposure> cpus = progress.Exposure.Cpus;
        int shown = cpus.Count <= Room() ? cpus.Count : Room() - 1;
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

    private int Room() => Math.Max(2, _console.Profile.Height - OtherLines);

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
