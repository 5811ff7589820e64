using AesniCheck.Host.Interop;

namespace AesniCheck.Cli;

/// <summary>A file that the process was given open, as a stream. Nothing stays in it, and to close it does nothing.</summary>
/// <param name="file">Its descriptor, one of <see cref="StandardFile"/>.</param>
internal sealed class StandardStream(int file) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => StandardFile.Write(file, buffer);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => StandardFile.Write(file, buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept back.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
