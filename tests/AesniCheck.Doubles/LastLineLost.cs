namespace AesniCheck.Doubles;

/// <summary>The stream to the supervisor, which loses the last event: each line waits for the next. Thread-safe if writers are serialized.</summary>
/// <param name="pipe">The way itself.</param>
internal sealed class LastLineLost(Stream pipe) : Stream
{
    private readonly MemoryStream _line = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        foreach (byte value in buffer)
        {
            // The next line begins: the one before may go.
            if (_line.Length > 0 && _line.GetBuffer()[_line.Length - 1] == '\n')
            {
                pipe.Write(_line.GetBuffer(), 0, (int)_line.Length);
                _line.SetLength(0);
            }

            _line.WriteByte(value);
        }
    }

    public override void Flush() => pipe.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _line.Dispose();
        pipe.Dispose();
        base.Dispose(disposing);
    }
}
