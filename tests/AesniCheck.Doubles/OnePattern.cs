using System.Buffers.Binary;

namespace AesniCheck.Doubles;

/// <summary>The pattern for which a CPU may be wrong.</summary>
public static class OnePattern
{
    private const uint Pattern = 0xa53c_69f0;

    /// <summary>Whether a block begins with the first <paramref name="bits"/> bits of it.</summary>
    public static bool Matches(ReadOnlySpan<byte> block, int bits) => (BinaryPrimitives.ReadUInt32BigEndian(block) ^ Pattern) >> (32 - bits) == 0;
}
