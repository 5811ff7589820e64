using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>How progress of one kind looks. For one thread, as it may remember what it has shown.</summary>
/// <typeparam name="TProgress">What is told several times a second.</typeparam>
internal interface IProgressView<in TProgress>
{
    /// <summary>The time since the beginning.</summary>
    TimeSpan Elapsed(TProgress progress);

    /// <summary>Whether there is something that can't wait: the first time that there is, it is shown at once.</summary>
    bool IsUrgent(TProgress progress);

    /// <summary>What has happened since this was asked before that everybody should see: a line each, which stays.</summary>
    IReadOnlyList<string> News(TProgress progress);

    /// <summary>One line, for logs and pipes.</summary>
    string Line(TProgress progress);

    /// <summary>Some lines on a terminal, drawn again in place.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="canvas">What they have to fit on.</param>
    IRenderable Picture(TProgress progress, Canvas canvas);
}
