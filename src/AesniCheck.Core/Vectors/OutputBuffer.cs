namespace AesniCheck.Vectors;

/// <summary>
/// Memory for one output at a time. Engines that run one after another share it, so that a long vector needs the memory only once. Each output has
/// margins: a library that writes outside its buffers must not hit the runtime's heap.
/// </summary>
internal sealed class OutputBuffer
{
    // A long buffer does not grow in advance: a file with one long vector needs little more memory than that vector.
    private const int MaximumSpareBytes = 1 << 20;

    // Longer than any vector register that a library stores.
    private const int MarginBytes = 64;

    private byte[] _bytes = [];

    /// <summary>Returns a zeroed span of the given length; zeroed so that an engine that writes nothing does not pass. Valid until the next call.</summary>
    public Span<byte> Take(int length)
    {
        int needed = length + (2 * MarginBytes);
        if (_bytes.Length < needed)
        {
            // Release the old buffer first.
            int old = _bytes.Length;
            _bytes = [];
            _bytes = new byte[Math.Max(needed, Math.Min(2 * old, MaximumSpareBytes))];
        }

        Span<byte> bytes = _bytes.AsSpan(MarginBytes, length);
        bytes.Clear();
        return bytes;
    }
}
