using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// What the kernel reads and writes of a message with associated data and tag, in one piece each. The last byte lies directly before a page
/// that may not be touched, where the system gives such pages. For one thread at a time.
/// </summary>
internal sealed class KernelAeadMemory : IDisposable
{
    private const int InputArea = 0;
    private const int OutputArea = 1;
    private const int AreaPages = KernelCipher.MaximumLength / Pages.PageSize;

    private readonly GuardedMemory? _guarded;
    private readonly byte[][] _plain = [];

    /// <summary>Maps the memory.</summary>
    public KernelAeadMemory()
    {
        try
        {
            _guarded = new GuardedMemory(AreaPages, AreaPages);
        }
        catch (IOException)
        {
            _plain = [new byte[KernelCipher.MaximumLength], new byte[KernelCipher.MaximumLength]];
        }
    }

    /// <summary>Room for an input.</summary>
    public Span<byte> Input(int length) => End(InputArea, length);

    /// <summary>Room for an output that is apart from the input.</summary>
    public Span<byte> Output(int length) => End(OutputArea, length);

    /// <inheritdoc/>
    public void Dispose() => _guarded?.Dispose();

    private Span<byte> End(int area, int length) => _guarded is null ? _plain[area].AsSpan(0, length) : _guarded.End(area, length);
}
