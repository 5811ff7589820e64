using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>How progress of one kind is shown. Not thread-safe, as it may remember what it has shown.</summary>
/// <typeparam name="TProgress">The progress, which is passed several times a second.</typeparam>
internal interface IProgressView<in TProgress>
{
    /// <summary>Returns the time since the start.</summary>
    TimeSpan Elapsed(TProgress progress);

    /// <summary>Returns whether there is something urgent: the first time, it is shown at once.</summary>
    bool IsUrgent(TProgress progress);

    /// <summary>Returns the news since the last call that every user should see: lines that stay.</summary>
    IReadOnlyList<string> News(TProgress progress);

    /// <summary>Returns one line, for logs and pipes.</summary>
    string Line(TProgress progress);

    /// <summary>Returns some lines for a terminal, redrawn in place.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="canvas">The canvas.</param>
    IRenderable Picture(TProgress progress, Canvas canvas);
}
