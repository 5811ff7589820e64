using AesniCheck.Cli.Output;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Progress;

/// <summary>Shows on standard error how far something has come.</summary>
/// <typeparam name="TProgress">What is told of it.</typeparam>
internal interface IProgressDisplay<in TProgress>
{
    /// <summary>Does something long, and shows what it tells of its progress, several times a second and on one thread.</summary>
    T Watch<T>(Func<Action<TProgress>, T> work);
}

/// <summary>Chooses the display that fits what standard error is.</summary>
internal static class ProgressDisplay
{
    /// <summary>A live picture on a terminal, lines elsewhere, nothing when it is to be quiet.</summary>
    /// <param name="quiet">Whether it is to be quiet.</param>
    /// <param name="view">How the progress looks.</param>
    public static IProgressDisplay<TProgress> Create<TProgress>(bool quiet, IProgressView<TProgress> view)
    {
        var abilities = TerminalAbilities.OfStandardError();

        // The stream over standard error has nothing to dispose of.
#pragma warning disable CA2000
        return quiet ? new NoProgress<TProgress>()
            : abilities.IsLive ? new LiveProgress<TProgress>(view, abilities)
            : new PlainProgress<TProgress>(view, new StandardStream(StandardFile.Error));
#pragma warning restore CA2000
    }

    private sealed class NoProgress<TProgress> : IProgressDisplay<TProgress>
    {
        public T Watch<T>(Func<Action<TProgress>, T> work) => work(_ => { });
    }
}
