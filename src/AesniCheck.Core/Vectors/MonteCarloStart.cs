using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>Where a Monte Carlo test begins.</summary>
/// <param name="Mode">The mode of operation.</param>
/// <param name="Direction">Which way the cipher is run.</param>
/// <param name="Key">16, 24 or 32 bytes.</param>
/// <param name="Iv">16 bytes for CBC, none for ECB.</param>
/// <param name="Input">The first block: 16 bytes.</param>
public sealed record MonteCarloStart(
    BlockMode Mode, CipherDirection Direction, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Iv, ReadOnlyMemory<byte> Input)
{
    /// <summary>A start that a seed determines, the same on every machine and in every version.</summary>
    public static MonteCarloStart FromSeed(ulong seed, BlockMode mode, CipherDirection direction, AesKeySize keySize)
    {
        int keyLength = keySize.ByteCount;
        int ivLength = mode == BlockMode.Cbc ? AesCipher.BlockSize : 0;
        ReadOnlyMemory<byte> random = Expand(seed, keyLength + ivLength + AesCipher.BlockSize);
        return new MonteCarloStart(
            mode, direction, random[..keyLength], random.Slice(keyLength, ivLength), random[(keyLength + ivLength)..]);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), low byte first.</summary>
    private static byte[] Expand(ulong seed, int length)
    {
        byte[] bytes = new byte[length];
        ulong value = 0;
        for (int i = 0; i < length; i++)
        {
            if (i % sizeof(ulong) == 0)
            {
                seed += 0x9e3779b97f4a7c15;
                value = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9;
                value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
                value ^= value >> 31;
            }

            bytes[i] = (byte)(value >> (8 * (i % sizeof(ulong))));
        }

        return bytes;
    }
}
