using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Vectors;

/// <summary>The start of a Monte Carlo test.</summary>
/// <param name="Mode">The mode of operation.</param>
/// <param name="Direction">The direction of the cipher.</param>
/// <param name="Key">16, 24 or 32 bytes.</param>
/// <param name="Iv">16 bytes for CBC, none for ECB.</param>
/// <param name="Input">The first input block: 16 bytes.</param>
public sealed record MonteCarloStart(
    CipherMode Mode, CipherDirection Direction, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Iv, ReadOnlyMemory<byte> Input)
{
    /// <summary>Makes a start from a seed; the same seed gives the same start on every machine and in every version.</summary>
    public static MonteCarloStart FromSeed(ulong seed, CipherMode mode, CipherDirection direction, AesKeySize keySize)
    {
        int keyLength = keySize.ByteCount;
        int ivLength = mode == CipherMode.Cbc ? AesCipher.BlockSize : 0;
        byte[] bytes = new byte[keyLength + ivLength + AesCipher.BlockSize];
        new SplitMix64(seed).Fill(bytes);
        ReadOnlyMemory<byte> random = bytes;
        return new MonteCarloStart(
            mode, direction, random[..keyLength], random.Slice(keyLength, ivLength), random[(keyLength + ivLength)..]);
    }
}
