using AesniCheck.Execution;

namespace AesniCheck.Cli;

/// <summary>Shows on standard error how far a run has come.</summary>
internal interface IProgressDisplay
{
    /// <summary>Does something long, and shows what it tells of its progress, several times a second and on one thread.</summary>
    T Watch<T>(Func<Action<RunProgress>, T> run);
}

/// <summary>Chooses the display that fits what standard error is.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    /// <summary>A live table on a terminal, lines elsewhere, nothing when it is to be quiet.</summary>
    public static IProgressDisplay Create(bool quiet) =>
        quiet ? new NoProgress()
        : IsLiveTerminal() ? new LiveProgress()
        : new PlainProgress(Console.Error, PlainInterval);

    private static bool IsLiveTerminal() =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    private sealed class NoProgress : IProgressDisplay
    {
        public T Watch<T>(Func<Action<RunProgress>, T> run) => run(_ => { });
    }
}
