namespace AesniCheck.Cli.Progress;

/// <summary>
/// A line now and then, for logs and pipes, and one at once at what can't wait: every five seconds, later on sixty to as long as it has taken so far,
/// and no less than one a minute. Falls silent where it can't be written.
/// </summary>
/// <param name="view">How the progress looks.</param>
/// <param name="output">Where to.</param>
internal sealed class PlainProgress<TProgress>(IProgressView<TProgress> view, TextWriter output) : IProgressDisplay<TProgress>
{
    private const int LinesInAll = 60;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);

    private TimeSpan _last;
    private bool _wasUrgent;
    private bool _broken;

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<TProgress>, T> work) => work(Show);

    private void Show(TProgress progress)
    {
        IReadOnlyList<string> news = view.News(progress);
        TimeSpan elapsed = view.Elapsed(progress);
        bool firstUrgent = !_wasUrgent && view.IsUrgent(progress);
        bool isTime = firstUrgent || elapsed - _last >= Interval(elapsed);
        if (_broken || (!isTime && news.Count == 0))
        {
            return;
        }

        try
        {
            foreach (string line in news)
            {
                output.WriteLine(line);
            }

            if (isTime)
            {
                _last = elapsed;
                _wasUrgent |= firstUrgent;
                output.WriteLine(view.Line(progress));
            }
        }
        catch (IOException)
        {
            // A log on a full disk must not end the run.
            _broken = true;
        }
    }

    private static TimeSpan Interval(TimeSpan elapsed) =>
        TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks / LinesInAll, ShortestInterval.Ticks, LongestInterval.Ticks));
}
