using AesniCheck.Cli.Output;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// A line now and then, for logs and pipes, and one at once at what can't wait: every five seconds, later on sixty to as long as it has taken so far,
/// and no less than one a minute. A log that nobody reads keeps nobody waiting, and where it can't be written there is silence.
/// </summary>
/// <param name="view">How the progress looks.</param>
/// <param name="output">Where to. It stays open.</param>
internal sealed class PlainProgress<TProgress>(IProgressView<TProgress> view, Stream output) : IProgressDisplay<TProgress>
{
    private const int LinesInAll = 60;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);

    private TimeSpan _last;
    private bool _wasUrgent;
    private bool _broken;

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<TProgress>, T> work)
    {
        using var queue = new QueuedStream(output);
        using var lines = new VisibleWriter(queue);
        try
        {
            return work(progress => Show(progress, lines));
        }
        finally
        {
            // Whatever becomes of it: the log is not what the run was for.
            _ = queue.Finish(hurry: new CancellationToken(canceled: true));
        }
    }

    private void Show(TProgress progress, VisibleWriter lines)
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
                lines.WriteLine(line);
            }

            if (isTime)
            {
                _last = elapsed;
                _wasUrgent |= firstUrgent;
                lines.WriteLine(view.Line(progress));
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
