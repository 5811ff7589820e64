using System.Buffers.Binary;

namespace AesniCheck.Ciphers.Portable;

/// <summary>A counter block as a big-endian number in two general-purpose registers, NIST SP 800-38A appendix B.1.</summary>
/// <param name="high">The first eight bytes.</param>
/// <param name="low">The last eight bytes.</param>
internal readonly struct CounterBlock(ulong high, ulong low)
{
    private readonly ulong _high = high;
    private readonly ulong _low = low;

    /// <summary>Reads the first 16 bytes.</summary>
    public static CounterBlock Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes to the first 16 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
    }

    /// <summary>Adds one, modulo 2^128.</summary>
    public CounterBlock Next() => new(_low == ulong.MaxValue ? _high + 1 : _high, _low + 1);

    /// <summary>inc32() of NIST SP 800-38D section 6.2: adds one to the last 32 bits, modulo 2^32; the others don't change.</summary>
    public CounterBlock Next32() => new(_high, (_low & ~(ulong)uint.MaxValue) | (uint)(_low + 1));
}
