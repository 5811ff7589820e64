using System.Buffers.Binary;

namespace AesniCheck.Ciphers;

/// <summary>A block in two general-purpose registers, so that chaining uses no vector register.</summary>
internal readonly struct ScalarBlock(ulong low, ulong high)
{
    private readonly ulong _low = low;
    private readonly ulong _high = high;

    /// <summary>XOR.</summary>
    public static ScalarBlock operator ^(ScalarBlock left, ScalarBlock right) => new(left._low ^ right._low, left._high ^ right._high);

    /// <summary>Reads the first 16 bytes.</summary>
    public static ScalarBlock Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));

    /// <summary>Writes to the first 16 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _low);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], _high);
    }
}
