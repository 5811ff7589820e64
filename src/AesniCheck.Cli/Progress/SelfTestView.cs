using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.SelfTests;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>The progress of a self-test: what faults are put into, how many there were, how many were seen, and how long it may take yet.</summary>
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

    /// <summary>As if the rest took as long as what is done. Null before the first, or where more was done than was planned.</summary>
    private static string? Left(SelfTestProgress progress) =>
        progress.Injected > 0 && progress.Planned > progress.Injected
            ? Quantities.Time(progress.Elapsed * ((double)(progress.Planned - progress.Injected) / progress.Injected))
            : null;
}
