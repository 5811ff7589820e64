using AesniCheck.Interop;

namespace AesniCheck.Cli.Output;

/// <summary>An open file that this process was given, as a stream. Closing it is a no-op.</summary>
/// <param name="file">Its descriptor, one of <see cref="StandardFile"/>.</param>
internal sealed class StandardStream(int file) : WriteOnlyStream
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => StandardFile.Write(file, buffer);
}
