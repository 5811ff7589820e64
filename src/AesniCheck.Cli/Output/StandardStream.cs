using AesniCheck.Interop;

namespace AesniCheck.Cli.Output;

/// <summary>A file that the process was given open, as a stream. To close it does nothing.</summary>
/// <param name="file">Its descriptor, one of <see cref="StandardFile"/>.</param>
internal sealed class StandardStream(int file) : WriteOnlyStream
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => StandardFile.Write(file, buffer);
}
