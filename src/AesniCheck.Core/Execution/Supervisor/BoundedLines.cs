namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Reads lines from a pipe as bytes, where they end as those of <see cref="TextReader.ReadLine"/> do; but whoever never ends a line gets it
/// ended for him. For one thread.
/// </summary>
/// <param name="pipe">Where the lines come from.</param>
/// <param name="limit">The longest line in bytes; what is longer is given on in pieces of that length.</param>
internal sealed class BoundedLines(Stream pipe, int limit)
{
    private const int FirstBytes = 16 * 1024;

    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;
    private bool _skipsLineFeed;

    /// <summary>Reads the next line; null behind the last. A pipe that breaks ends there.</summary>
    public PipeLine? Read()
    {
        for (int scanned = 0; ;)
        {
            if (_skipsLineFeed && _start < _end)
            {
                // The second half of the end of the line before.
                _start += _buffer[_start] == '\n' ? 1 : 0;
                _skipsLineFeed = false;
            }

            int length = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0 && scanned + length <= limit)
            {
                length += scanned;
                _skipsLineFeed = _buffer[_start + length] == '\r';
                return Take(length, skipped: 1, LineEnd.Ended);
            }

            scanned = _end - _start;
            if (scanned > limit)
            {
                return Take(limit, skipped: 0, LineEnd.Cut);
            }

            if (!TryReadMore())
            {
                return scanned == 0 ? null : Take(scanned, skipped: 0, LineEnd.Unfinished);
            }
        }
    }

    private PipeLine Take(int length, int skipped, LineEnd end)
    {
        var line = new PipeLine(_buffer.AsSpan(_start, length).ToArray(), end);
        _start += length + skipped;
        return line;
    }

    private bool TryReadMore()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        try
        {
            int count = pipe.Read(_buffer, _end, _buffer.Length - _end);
            _end += count;
            return count > 0;
        }
        catch (IOException)
        {
            // How the process ended tells why.
            return false;
        }
    }
}

/// <summary>A line from a pipe, without what ended it.</summary>
/// <param name="Bytes">What it holds: whatever the writer wrote.</param>
/// <param name="End">How it ended.</param>
internal readonly record struct PipeLine(byte[] Bytes, LineEnd End);

/// <summary>How a line ended.</summary>
internal enum LineEnd
{
    /// <summary>As lines do.</summary>
    Ended,

    /// <summary>It was too long: the next line goes on with it.</summary>
    Cut,

    /// <summary>With the pipe.</summary>
    Unfinished,
}
