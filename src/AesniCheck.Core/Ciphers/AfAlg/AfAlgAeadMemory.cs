using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// The kernel's input and output buffers for a message with associated data and tag, each in one piece. The last byte lies directly before a guard
/// page, if the system provides guard pages. For one thread at a time.
/// </summary>
internal sealed class AfAlgAeadMemory : IDisposable
{
    private const int InputArea = 0;
    private const int OutputArea = 1;
    private const int AreaPages = AfAlgCipher.MaximumLength / Pages.PageSize;

    private readonly GuardedMemory? _guarded;
    private readonly byte[][] _plain = [];

    /// <summary>Maps the memory.</summary>
    public AfAlgAeadMemory()
    {
        try
        {
            _guarded = new GuardedMemory(AreaPages, AreaPages);
        }
        catch (IOException)
        {
            _plain = [new byte[AfAlgCipher.MaximumLength], new byte[AfAlgCipher.MaximumLength]];
        }
    }

    /// <summary>Returns memory for an input.</summary>
    public Span<byte> Input(int length) => End(InputArea, length);

    /// <summary>Returns memory for an output that does not overlap the input.</summary>
    public Span<byte> Output(int length) => End(OutputArea, length);

    /// <inheritdoc/>
    public void Dispose() => _guarded?.Dispose();

    private Span<byte> End(int area, int length) => _guarded is null ? _plain[area].AsSpan(0, length) : _guarded.End(area, length);
}
