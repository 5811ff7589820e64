using AesniCheck.Cli.Output;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Progress;

/// <summary>Shows progress on standard error.</summary>
/// <typeparam name="TProgress">The progress.</typeparam>
internal interface IProgressDisplay<in TProgress>
{
    /// <summary>Does long work and shows its progress, which the work reports several times a second, on one thread.</summary>
    T Watch<T>(Func<Action<TProgress>, T> work);
}

/// <summary>Chooses the display that suits standard error.</summary>
internal static class ProgressDisplay
{
    /// <summary>Creates a live picture on a terminal, lines elsewhere, or nothing in quiet mode.</summary>
    /// <param name="quiet">Whether to show nothing.</param>
    /// <param name="view">How the progress is shown.</param>
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
