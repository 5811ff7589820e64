namespace AesniCheck.Cli;

/// <summary>A line every few seconds, for logs and pipes, and one at once at what can't wait. Falls silent where it can't be written.</summary>
/// <param name="view">How the progress looks.</param>
/// <param name="output">Where to.</param>
/// <param name="interval">The time between two lines.</param>
internal sealed class PlainProgress<TProgress>(IProgressView<TProgress> view, TextWriter output, TimeSpan interval) : IProgressDisplay<TProgress>
{
    private TimeSpan _last;
    private bool _wasUrgent;
    private bool _broken;

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<TProgress>, T> work) => work(Show);

    private void Show(TProgress progress)
    {
        TimeSpan elapsed = view.Elapsed(progress);
        bool firstUrgent = !_wasUrgent && view.IsUrgent(progress);
        if (_broken || (elapsed - _last < interval && !firstUrgent))
        {
            return;
        }

        _last = elapsed;
        _wasUrgent |= firstUrgent;
        try
        {
            output.WriteLine(view.Line(progress));
        }
        catch (IOException)
        {
            // A log on a full disk must not end the run.
            _broken = true;
        }
    }
}
