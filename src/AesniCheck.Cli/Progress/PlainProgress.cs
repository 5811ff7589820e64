using AesniCheck.Cli.Output;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// Writes a line from time to time, for logs and pipes, and one at once for urgent progress: every five seconds at first, later after each sixtieth of the
/// elapsed time, and at least once a minute. A log without a reader does not block the run, and if it can't be written, the display falls silent.
/// </summary>
/// <param name="view">How the progress is shown.</param>
/// <param name="output">The destination. It is left open.</param>
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
            // Whether or not this succeeds: the log is not the purpose of the run.
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
