using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.SelfTests;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>The progress of a self-test: the subject, the number of faults injected and seen, and an estimate of the remaining time.</summary>
internal sealed class SelfTestView : IProgressView<SelfTestProgress>
{
    /// <inheritdoc/>
    public TimeSpan Elapsed(SelfTestProgress progress) => progress.Elapsed;

    /// <inheritdoc/>
    public bool IsUrgent(SelfTestProgress progress) => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> News(SelfTestProgress progress) => [];

    /// <inheritdoc/>
    public string Line(SelfTestProgress progress)
    {
        string left = Left(progress) is { } time ? $", about {time} left" : "";
        return $"SELF-TEST {Quantities.Time(progress.Elapsed)}: {progress.Subject}: {Done(progress)}{left}";
    }

    /// <inheritdoc/>
    public IRenderable Picture(SelfTestProgress progress, Canvas canvas)
    {
        double part = (double)progress.Injected / Math.Max(1, progress.Planned);
        string percent = string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Min(part, 1),3:0} %");
        string injected = $"{Quantities.Count(progress.Injected)} of {Quantities.Count(progress.Planned)} injected";
        string[] times = Left(progress) is { } left
            ? [$"{percent}  about {left} left, {Quantities.Time(progress.Elapsed)} so far", $"{percent}  about {left} left", percent]
            : [$"{percent}  {Quantities.Time(progress.Elapsed)} so far", percent];
        IRenderable[] lines =
        [
            PictureParts.Progress(canvas, part, Color.Yellow, times),
            new Text(canvas.Fit($"{progress.Subject}: {Done(progress)}", Done(progress), injected)),
            new Text(canvas.Fit("SELF-TEST: faults made by aesnicheck", "SELF-TEST"), new Style(Color.Yellow)),
        ];
        return new Rows(lines.Take(canvas.Height));
    }

    private static string Done(SelfTestProgress progress) =>
        $"{Quantities.Count(progress.Injected)} of {Quantities.Count(progress.Planned)} injected, {Quantities.Count(progress.Seen)} seen";

    /// <summary>Estimates the remaining time from the rate so far. Null before the first fault, or if more were injected than planned.</summary>
    private static string? Left(SelfTestProgress progress) =>
        progress.Injected > 0 && progress.Planned > progress.Injected
            ? Quantities.Time(progress.Elapsed * ((double)(progress.Planned - progress.Injected) / progress.Injected))
            : null;
}
