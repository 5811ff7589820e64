namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Reads lines from a pipe as bytes, with the line ends of <see cref="TextReader.ReadLine"/>. Overlong lines are split at a limit.
/// Not thread-safe.
/// </summary>
/// <param name="pipe">The source of the lines.</param>
/// <param name="limit">The maximum length of a line in bytes; longer lines are returned in pieces of that length.</param>
internal sealed class BoundedLines(Stream pipe, int limit)
{
    private const int FirstBytes = 16 * 1024;

    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;
    private bool _skipsLineFeed;

    /// <summary>Reads the next line; null after the last. A broken pipe counts as its end.</summary>
    public PipeLine? Read()
    {
        for (int scanned = 0; ;)
        {
            if (_skipsLineFeed && _start < _end)
            {
                // The second half of the previous line's end.
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
            // The exit of the process says why.
            return false;
        }
    }
}

/// <summary>A line from a pipe, without its end.</summary>
/// <param name="Bytes">The contents: any bytes that the writer wrote.</param>
/// <param name="End">How it ended.</param>
internal readonly record struct PipeLine(byte[] Bytes, LineEnd End);

/// <summary>How a line ended.</summary>
internal enum LineEnd
{
    /// <summary>With a line end.</summary>
    Ended,

    /// <summary>At the limit: the next piece continues the line.</summary>
    Cut,

    /// <summary>With the end of the pipe.</summary>
    Unfinished,
}
