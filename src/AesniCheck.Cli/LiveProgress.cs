using Spectre.Console;

namespace AesniCheck.Cli;

/// <summary>A picture on the terminal, drawn again in place four times a second.</summary>
/// <param name="view">How the progress looks.</param>
internal sealed class LiveProgress<TProgress>(IProgressView<TProgress> view) : IProgressDisplay<TProgress>
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);

    private readonly VisibleCursor _console = new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
    private TimeSpan _nextRefresh;

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<TProgress>, T> work) =>
        _console.Live(new Text("starting")).AutoClear(true).Start(live => work(progress => Show(live, progress)));

    private void Show(LiveDisplayContext live, TProgress progress)
    {
        TimeSpan elapsed = view.Elapsed(progress);
        if (elapsed >= _nextRefresh)
        {
            _nextRefresh = elapsed + RefreshInterval;
            live.UpdateTarget(view.Picture(progress, _console.Profile.Height));
        }
    }
}
