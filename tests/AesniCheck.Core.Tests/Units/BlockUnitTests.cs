using System.Buffers.Binary;
using System.Security.Cryptography;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Units;

public sealed unsafe class BlockUnitTests
{
    private const ulong Seed = 0x0123456789abcdef;

    public static TheoryData<AesKeySize> KeySizes => [.. AesKeySizes.All];

    /// <summary>The hashes were computed by another program, from the documented derivation and OpenSSL's AES.</summary>
    [Theory]
    [InlineData(AesKeySize.Aes128, "c1aeb41a219e226d8d9a0eeb24d37deae94512de36f6106fd7db9b678ca2b430")]
    [InlineData(AesKeySize.Aes192, "667037337a4e2403b4ce42f83852d55dc9e578436a00281eed2f3a3575034e1d")]
    [InlineData(AesKeySize.Aes256, "0c78dc4bc436faf63ed022733e723328aee5f61d95bf092e134eb9445c9a6a7b")]
    public void ASeedGivesTheSameBytesForEver(AesKeySize keySize, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Content(Made(Seed, keySize)))));

    [Theory]
    [MemberData(nameof(KeySizes))]
    public void KeyAndPlaintextAreTheOutputsOfTheSeed(AesKeySize keySize)
    {
        BlockUnit unit = Made(Seed, keySize);
        int keyOutputs = (int)keySize / 64;
        byte[] stream = Stream(Seed, keyOutputs + 2048);

        Assert.Equal(stream[..(8 * keyOutputs)], unit.Key.ToArray());
        Assert.Equal(stream[(8 * keyOutputs)..], unit.PlaintextSpan.ToArray());
        Assert.Equal((Seed, keySize), (unit.Seed, unit.KeySize));
    }

    [Theory]
    [MemberData(nameof(KeySizes))]
    public void TheExpectedCiphertextIsWhatBouncyCastleMakes(AesKeySize keySize)
    {
        BlockUnit unit = Made(Seed, keySize);
        byte[] expected = new byte[BlockUnit.ByteCount];
        AesEngines.BouncyCastle.CreateCipher(unit.Key).Encrypt(unit.PlaintextSpan, expected);
        Assert.Equal(expected, unit.CiphertextSpan.ToArray());
    }

    [Fact]
    public void AUnitMadeAnewHasNothingOfTheOneBefore()
    {
        var unit = new BlockUnit();
        foreach (AesKeySize before in AesKeySizes.All)
        {
            foreach (AesKeySize after in AesKeySizes.All)
            {
                unit.Make(Seed, before);
                unit.Make(Seed + 1, after);
                Assert.Equal(Content(Made(Seed + 1, after)), Content(unit));
            }
        }
    }

    [Fact]
    public void UnitSeedsAreTheOutputsOfTheRunSeed()
    {
        var generator = new SplitMix64(Seed);
        Assert.Equal(generator.Next(), Unit.SeedOf(Seed, 0));
        Assert.Equal(generator.Next(), Unit.SeedOf(Seed, 1));
    }

    [Fact]
    public void BlocksLieOnCacheLines()
    {
        BlockUnit unit = Made(Seed, AesKeySize.Aes192);
        Assert.Equal(0u, (nuint)unit.Plaintext % 64);
        Assert.Equal(0u, (nuint)unit.Ciphertext % 64);
    }

    [Fact]
    public void MakingDoesNotAllocate()
    {
        BlockUnit unit = Made(Seed, AesKeySize.Aes256);
        ulong seed = 0;
        Assert.Equal(0, Allocations.Of(() => unit.Make(seed++, AesKeySizes.All[(int)(seed % 3)]), 21));
    }

    internal static BlockUnit Made(ulong seed, AesKeySize keySize)
    {
        var unit = new BlockUnit();
        unit.Make(seed, keySize);
        return unit;
    }

    internal static byte[] Content(BlockUnit unit) => [.. unit.Key, .. unit.PlaintextSpan, .. unit.CiphertextSpan];

    /// <summary>SplitMix64 once more, as its paper has it.</summary>
    private static byte[] Stream(ulong seed, int outputs)
    {
        byte[] bytes = new byte[8 * outputs];
        for (int i = 0; i < outputs; i++)
        {
            ulong z = unchecked(seed += 0x9e3779b97f4a7c15);
            z = unchecked((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9);
            z = unchecked((z ^ (z >> 27)) * 0x94d049bb133111eb);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), z ^ (z >> 31));
        }

        return bytes;
    }
}
