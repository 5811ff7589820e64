using System.Text;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// Writes pictures on a thread of its own, so that a terminal that is slow, or stopped by Ctrl-S, does not block the program: only the newest picture is drawn,
/// but every line that stays. Falls silent if the terminal is gone. Thread-safe.
/// </summary>
internal sealed class TerminalThread : IDisposable
{
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly Stream _output;
    private readonly TerminalPicture _picture = new();
    private readonly Thread _thread;
    private List<string> _above = [];
    private IReadOnlyList<string>? _lines;
    private int _columns;
    private bool _cursorMoved;
    private bool _closed;

    /// <param name="output">The terminal. It is closed at the end.</param>
    public TerminalThread(Stream output)
    {
        _output = output;
        _thread = new Thread(Work) { Name = "terminal", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Draws a picture in place of the last one.</summary>
    /// <param name="above">Lines that stay, above the picture.</param>
    /// <param name="lines">The picture.</param>
    /// <param name="columns">The number of columns of the terminal.</param>
    public void Draw(IReadOnlyList<string> above, IReadOnlyList<string> lines, int columns)
    {
        lock (_gate)
        {
            _above.AddRange(above);
            _lines = lines;
            _columns = columns;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Records that another program has written to the terminal: the next picture begins at the cursor.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _cursorMoved = true;
        }
    }

    /// <summary>Removes the picture; lines that stay, stay.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        // A terminal that is stopped by Ctrl-S may stay so, and reports must be written: the thread ends with the process.
        if (_thread.Join(StallTimeout))
        {
            _output.Dispose();
        }
    }

    private void Work()
    {
        try
        {
            while (Next() is { } text)
            {
                // In one piece, so that a partial picture is never visible.
                _output.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        catch (IOException)
        {
            // The terminal is gone; the run is not.
        }
    }

    /// <summary>Waits for text to write; null after the last.</summary>
    private string? Next()
    {
        lock (_gate)
        {
            while (_lines is null && !_closed)
            {
                Monitor.Wait(_gate);
            }

            if (_cursorMoved)
            {
                _picture.Leave();
                _cursorMoved = false;
            }

            if (_closed && _columns == 0)
            {
                return null;
            }

            string text = _picture.Replace(_above, _closed ? [] : _lines!, _columns);
            _above = [];
            _lines = null;
            _columns = _closed ? 0 : _columns;
            return text;
        }
    }
}
