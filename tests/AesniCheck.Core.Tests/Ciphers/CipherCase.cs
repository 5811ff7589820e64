using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>Random work for a cipher: a key of any size, 0 to 40 blocks, and their place in memory.</summary>
/// <param name="KeySize">The key's size.</param>
/// <param name="BlockCount">0 to 40: none, fewer than the eight in flight, several groups of eight, and a remainder.</param>
/// <param name="InputOffset">0 to 15: the alignment of the input.</param>
/// <param name="OutputOffset">0 to 15: that of the output.</param>
/// <param name="Seed">The seed of key and data.</param>
public sealed record CipherCase(AesKeySize KeySize, int BlockCount, int InputOffset, int OutputOffset, int Seed)
{
    public static Arbitrary<CipherCase> Any { get; } = (
        from keySize in Gen.Elements<AesKeySize>(AesKeySizes.All)
        from blockCount in Gen.Choose(0, 40)
        from inputOffset in Gen.Choose(0, 15)
        from outputOffset in Gen.Choose(0, 15)
        from seed in Gen.Choose(0, int.MaxValue)
        select new CipherCase(keySize, blockCount, inputOffset, outputOffset, seed)).ToArbitrary();

    public byte[] Key() => Random(Seed, KeySize.ByteCount);

    public byte[] Iv() => Random(Seed ^ 1, AesCipher.BlockSize);

    public byte[] Data() => Random(Seed ^ 2, BlockCount * AesCipher.BlockSize);

    /// <summary>Runs an operation from memory at one offset into memory at the other; nothing outside may be written.</summary>
    internal byte[] OutOfPlace(SpanOperation operation)
    {
        byte[] data = Data();
        byte[] input = new byte[data.Length + 16];
        byte[] output = new byte[data.Length + 32];
        output.AsSpan().Fill(0xa5);
        data.CopyTo(input.AsSpan(InputOffset));
        Span<byte> target = output.AsSpan(OutputOffset, data.Length);
        operation(input.AsSpan(InputOffset, data.Length), target);

        Assert.Equal(data, input.AsSpan(InputOffset, data.Length).ToArray());
        Assert.All(output[..OutputOffset], guard => Assert.Equal(0xa5, guard));
        Assert.All(output[(OutputOffset + data.Length)..], guard => Assert.Equal(0xa5, guard));
        return target.ToArray();
    }

    /// <summary>Runs an operation within the same memory.</summary>
    internal byte[] InPlace(SpanOperation operation)
    {
        byte[] memory = new byte[(BlockCount * AesCipher.BlockSize) + 16];
        Span<byte> span = memory.AsSpan(InputOffset, BlockCount * AesCipher.BlockSize);
        Data().CopyTo(span);
        operation(span, span);
        return span.ToArray();
    }

    private static byte[] Random(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

internal delegate void SpanOperation(ReadOnlySpan<byte> input, Span<byte> output);
