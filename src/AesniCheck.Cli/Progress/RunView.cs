using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Records;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// The progress of a run: the remaining time, the work of the CPUs, the total work with its bound, and the findings. Small windows have fewer lines, in this
/// order of priority: time, findings, total work, CPUs.
/// </summary>
internal sealed class RunView : IProgressView<RunProgress>
{
    private readonly RecentWork _recent = new();
    private readonly FindingNews _findings = new();

    /// <inheritdoc/>
    public TimeSpan Elapsed(RunProgress progress) => progress.Elapsed;

    /// <inheritdoc/>
    public bool IsUrgent(RunProgress progress) => progress.Findings > 0;

    /// <inheritdoc/>
    public IReadOnlyList<string> News(RunProgress progress) => _findings.Take(progress);

    /// <inheritdoc/>
    public string Line(RunProgress progress)
    {
        if (Preparing(progress) is { } preparing)
        {
            return $"{Quantities.Time(progress.Elapsed)} of {Quantities.Time(progress.Plan.Duration)}: {preparing}";
        }

        double seconds = Math.Max(progress.Elapsed.TotalSeconds, 0.001);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Quantities.Time(progress.Elapsed)} of {Quantities.Time(progress.Plan.Duration)}: {Tally.Of(progress.Exposure).Text(progress.Exposure.Probes)} verified, {Quantities.Bytes(progress.Exposure.Bytes / seconds)}/s, {Quantities.Of(progress.Findings, "finding")}");
    }

    /// <inheritdoc/>
    public IRenderable Picture(RunProgress progress, Canvas canvas)
    {
        _recent.Take(progress);
        if (Preparing(progress) is { } preparing)
        {
            return canvas.Height == 1 ? Head(canvas, progress) : new Rows(Head(canvas, progress), new Text(canvas.Fit(preparing), PictureParts.Faint));
        }

        Text findings = new(
            canvas.Fit(_findings.Summaries(progress.Findings)),
            progress.Findings == 0 ? new Style(Color.Green) : new Style(Color.Red, decoration: Decoration.Bold));
        return new Rows(canvas.Height switch
        {
            1 => [progress.Findings == 0 ? Head(canvas, progress) : findings],
            2 => [Head(canvas, progress), findings],
            _ => [Head(canvas, progress), .. Cpus(canvas, progress, canvas.Height - 3), Verified(canvas, progress), findings],
        });
    }

    /// <summary>Returns what is being done before there is any result; null once there is one.</summary>
    private static string? Preparing(RunProgress progress) => progress is { Preparation: { } words, Findings: 0 } ? $"preparing: {words}" : null;

    private static Paragraph Head(Canvas canvas, RunProgress progress)
    {
        TimeSpan left = progress.Plan.Duration - progress.Elapsed;
        Color colour = progress.Findings == 0 ? Color.Green : Color.Red;
        if (left <= TimeSpan.Zero)
        {
            return PictureParts.Progress(canvas, 1, colour, "100 %  ending");
        }

        double part = progress.Elapsed / progress.Plan.Duration;
        string percent = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * part),3:0} %");
        return PictureParts.Progress(
            canvas, part, colour, $"{percent}  {Quantities.Time(left)} left of {Quantities.Time(progress.Plan.Duration)}", $"{percent}  {Quantities.Time(left)} left", percent);
    }

    /// <summary>Draws as much of each CPU as there is room for.</summary>
    private IEnumerable<IRenderable> Cpus(Canvas canvas, RunProgress progress, int room)
    {
        // Above and below the drawing of the CPUs there is a line with what it does not show.
        const int narrowest = 16;
        const int otherLines = 1;
        CpuWork[] cpus = _recent.Cpus(progress, _findings.Cpus);
        return cpus.Length == 0 || canvas.Width < narrowest || room < 1 ? []
            : CpuTable.LinesOf(cpus.Length) <= room ? CpuTable.Draw(canvas, progress, cpus, _recent.BytesPerSecond)
            : CpuColumns.Fits(canvas, cpus, room - otherLines) ? [.. CpuColumns.Draw(canvas, cpus, room - otherLines), Met(canvas, progress, cpus)]
            : room - otherLines >= 2 ? [.. CpuGrid.Draw(canvas, cpus, room - otherLines), Met(canvas, progress, cpus)]
            : [Met(canvas, progress, cpus)];
    }

    /// <summary>Returns how live registers were on all CPUs, and the events of the workers.</summary>
    private static Text Met(Canvas canvas, RunProgress progress, CpuWork[] cpus)
    {
        WorkerEventCounts events = progress.Exposure.Events;
        return new Text(canvas.FitParts(
        [
            string.Create(CultureInfo.InvariantCulture, $"{100 * cpus.Average(cpu => cpu.LiveShare):0} % live"),
            $"{Quantities.Count(events.InvoluntarySwitches)} switches",
            $"{Quantities.Count(events.Signals)} signals",
            .. progress.Exposure.Kernel?.Interrupts is { } interrupts ? [$"{Quantities.Count(interrupts)} interrupts"] : Array.Empty<string>(),
            $"{Quantities.Count(events.Faults)} page faults",
        ]));
    }

    /// <summary>Returns the work so far and, while there is no finding, the bound on the rate of random faults.</summary>
    private Text Verified(Canvas canvas, RunProgress progress)
    {
        Tally tally = Tally.Of(progress.Exposure);
        long count = tally.Count(progress.Exposure.Probes);
        string verified = Quantities.Of(count, tally.Noun);
        string rate = $"{Quantities.Bytes(_recent.BytesPerSecond)}/s";
        if (count == 0 || progress.Findings > 0)
        {
            return new Text(canvas.Fit($"verified {verified}, {rate}", $"{verified}, {rate}", verified));
        }

        string bound = Quantities.Scientific(Bound.AfterNoFault(count));
        return new Text(canvas.Fit(
            $"verified {verified}, {rate}; fewer than {bound} wrong per {tally.Noun} at 95 %",
            $"{verified}, {rate}; fewer than {bound} wrong at 95 %",
            $"{verified}, {rate}, < {bound} wrong",
            $"{verified}, {rate}",
            verified));
    }
}
