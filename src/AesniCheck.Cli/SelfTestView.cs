using AesniCheck.Reports;
using AesniCheck.SelfTests;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli;

/// <summary>The progress of a self-test: what faults are put into, how many there were, how many were seen, and how long it may take yet.</summary>
internal sealed class SelfTestView : IProgressView<SelfTestProgress>
{
    /// <inheritdoc/>
    public TimeSpan Elapsed(SelfTestProgress progress) => progress.Elapsed;

    /// <inheritdoc/>
    public bool IsUrgent(SelfTestProgress progress) => false;

    /// <inheritdoc/>
    public string Line(SelfTestProgress progress) => $"SELF-TEST {Quantities.Time(progress.Elapsed)}: {progress.Subject}: {Done(progress)}{Left(progress)}";

    /// <inheritdoc/>
    public IRenderable Picture(SelfTestProgress progress, int height) => new Rows(
        new Text("SELF-TEST: faults made by aesnicheck", new Style(Color.Yellow)),
        new Text($"{Quantities.Time(progress.Elapsed)} so far{Left(progress)}"),
        new Text($"{progress.Subject}: {Done(progress)}"));

    private static string Done(SelfTestProgress progress) =>
        $"{Quantities.Count(progress.Injected)} of {Quantities.Count(progress.Planned)} injected, {Quantities.Count(progress.Seen)} seen";

    /// <summary>As if the rest took as long as what is done. Nothing before the first, or where more was done than was planned.</summary>
    private static string Left(SelfTestProgress progress) =>
        progress.Injected > 0 && progress.Planned > progress.Injected
            ? $", about {Quantities.Time(progress.Elapsed * ((double)(progress.Planned - progress.Injected) / progress.Injected))} left"
            : "";
}
