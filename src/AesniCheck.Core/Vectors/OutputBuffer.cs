namespace AesniCheck.Vectors;

/// <summary>
/// Memory for outputs, one at a time. Engines that run one after another share it, so that a long vector needs it once. There is room around each
/// output: a library that writes outside its buffers must not hit the runtime's heap.
/// </summary>
internal sealed class OutputBuffer
{
    // A long one gets no room to grow: a file of one long vector is to take little more memory than that.
    private const int LongestSpare = 1 << 20;

    // Longer than any vector register that a library stores.
    private const int MarginBytes = 64;

    private byte[] _bytes = [];

    /// <summary>A span of that length, zeroed, so that an engine that writes nothing does not pass. Valid until the next call.</summary>
    public Span<byte> Take(int length)
    {
        int needed = length + (2 * MarginBytes);
        if (_bytes.Length < needed)
        {
            // The old one goes first.
            int old = _bytes.Length;
            _bytes = [];
            _bytes = new byte[Math.Max(needed, Math.Min(2 * old, LongestSpare))];
        }

        Span<byte> bytes = _bytes.AsSpan(MarginBytes, length);
        bytes.Clear();
        return bytes;
    }
}
