using System.Buffers.Binary;

namespace AesniCheck.Basics;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014): a counter that advances by the golden gamma, and a mix
/// of it. Output n of a seed can be computed without the preceding ones. The same seed gives the same outputs on every machine and in every version of this
/// program.
/// </summary>
/// <param name="seed">Any value.</param>
public struct SplitMix64(ulong seed)
{
    private const ulong GoldenGamma = 0x9e3779b97f4a7c15;

    private ulong _state = seed;

    /// <summary>Returns output <paramref name="index"/> (from 0) of the generator with that seed.</summary>
    public static ulong At(ulong seed, ulong index) => Mix(seed + ((index + 1) * GoldenGamma));

    /// <summary>Returns the next output.</summary>
    public ulong Next()
    {
        _state += GoldenGamma;
        return Mix(_state);
    }

    /// <summary>Fills memory with the next outputs, each little-endian.</summary>
    /// <param name="bytes">The memory; its length is a multiple of 8 bytes.</param>
    public void Fill(Span<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[8..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, Next());
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
