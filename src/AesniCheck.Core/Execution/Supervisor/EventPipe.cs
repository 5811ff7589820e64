namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Queues the lines of a worker process, which a separate thread reads. If many lines are waiting, the process has to wait: nothing is
/// dropped, and no process fills the supervisor's memory.
/// </summary>
internal sealed class EventPipe
{
    /// <summary>Far longer than any event: progress with 448 CPUs takes about a mebibyte.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    private const int MaximumLines = 1024;
    private const long MaximumBytes = 2L * LongestLine;

    private readonly object _gate = new();
    private readonly Queue<PipeLine> _lines = new();
    private long _bytes;
    private bool _hasEnded;

    /// <param name="pipe">The event pipe of a worker process.</param>
    public EventPipe(Stream pipe)
    {
        var reader = new Thread(() => ReadAll(new BoundedLines(pipe, LongestLine))) { IsBackground = true, Name = "events" };
        reader.Start();
    }

    /// <summary>Whether all lines have been taken and no more can come.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _hasEnded && _lines.Count == 0;
            }
        }
    }

    /// <summary>Takes a line.</summary>
    /// <param name="atMost">The timeout.</param>
    /// <param name="line">The line.</param>
    /// <returns>Whether a line was taken.</returns>
    public bool TryTake(TimeSpan atMost, out PipeLine line)
    {
        lock (_gate)
        {
            if (_lines.Count == 0 && !_hasEnded)
            {
                Monitor.Wait(_gate, atMost);
            }

            if (!_lines.TryDequeue(out line))
            {
                return false;
            }

            _bytes -= line.Bytes.Length;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    private void ReadAll(BoundedLines lines)
    {
        while (lines.Read() is { } line)
        {
            lock (_gate)
            {
                while (_lines.Count >= MaximumLines || _bytes + line.Bytes.Length > MaximumBytes)
                {
                    Monitor.Wait(_gate);
                }

                _lines.Enqueue(line);
                _bytes += line.Bytes.Length;
                Monitor.PulseAll(_gate);
            }
        }

        lock (_gate)
        {
            _hasEnded = true;
            Monitor.PulseAll(_gate);
        }
    }
}
