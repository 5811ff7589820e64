namespace AesniCheck.Vectors;

/// <summary>Memory that outputs go to, one after the other: engines that run one after the other share it, so that a long vector takes it once.</summary>
internal sealed class OutputBuffer
{
    // A long one gets no room to grow: a file of one long vector is to take little more memory than that.
    private const int LongestSpare = 1 << 20;

    private byte[] _bytes = [];

    /// <summary>So many bytes, wiped of what was there before: no engine passes by doing nothing. They hold until the next call.</summary>
    public Span<byte> Take(int length)
    {
        if (_bytes.Length < length)
        {
            // The old one goes first.
            int old = _bytes.Length;
            _bytes = [];
            _bytes = new byte[Math.Max(length, Math.Min(2 * old, LongestSpare))];
        }

        Span<byte> bytes = _bytes.AsSpan(0, length);
        bytes.Clear();
        return bytes;
    }
}
