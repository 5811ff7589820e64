using System.Buffers.Binary;
using Xunit;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>GHASH in hardware at every width, against the multiplication as SP 800-38D defines it; damage to it is seen.</summary>
public sealed class PclmulGhashTests
{
    public static TheoryData<int> Widths { get; } = [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryLengthMatchesTheDefinition(int width)
    {
        PclmulGhash hash = Create(width);
        for (int length = 0; length <= 1200; length++)
        {
            byte[] key = AesniModesTestData.Random(length, 16);
            byte[] data = AesniModesTestData.Random(length + 1, length);
            hash.SetKey(key);
            hash.Update(data);
            Assert.Equal(Expected(key, data), Result(hash));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ExtremeKeysAndDataMatchTheDefinition(int width)
    {
        PclmulGhash hash = Create(width);
        byte[] ones = [.. Enumerable.Repeat((byte)0xff, 1024)];
        foreach (byte[] key in (byte[][])[new byte[16], ones[..16], [0x80, .. new byte[15]], [.. new byte[15], 1]])
        {
            hash.SetKey(key);
            hash.Update(ones);
            Assert.Equal(Expected(key, ones), Result(hash));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryPowerOfAGroupCountsSoADamagedOneIsSeen(int width)
    {
        PclmulGhash hash = Create(width);
        byte[] data = AesniModesTestData.Random(1, 16 * PclmulGhashLoop.GroupVectors * width / 128);
        Span<byte> powers = hash.Powers[^data.Length..];
        hash.SetKey(AesniModesTestData.Random(2, 16));
        hash.Update(data);
        byte[] right = Result(hash);
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] ^= 1;
            hash.Reset();
            hash.Update(data);
            Assert.NotEqual(right, Result(hash));
            powers[i] ^= 1;
        }
    }

    private static PclmulGhash Create(int width)
    {
        Assert.SkipUnless(((PclmulWidth)width).IsSupported, $"This CPU or runtime has no PCLMULQDQ of {width} bits.");
        return new PclmulGhash(new AesniLoops((PclmulWidth)width));
    }

    private static byte[] Result(PclmulGhash hash)
    {
        byte[] result = new byte[16];
        hash.CopyTo(result);
        return result;
    }

    private static byte[] Expected(byte[] key, byte[] data)
    {
        UInt128 hashKey = BinaryPrimitives.ReadUInt128BigEndian(key);
        UInt128 sum = 0;
        byte[] block = new byte[16];
        foreach (byte[] part in data.Chunk(16))
        {
            Array.Clear(block);
            part.CopyTo(block, 0);
            sum = Product(sum ^ BinaryPrimitives.ReadUInt128BigEndian(block), hashKey);
        }

        byte[] result = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(result, sum);
        return result;
    }

    /// <summary>NIST SP 800-38D section 6.3, algorithm 1, bit by bit: the most significant bit comes first.</summary>
    private static UInt128 Product(UInt128 x, UInt128 y)
    {
        UInt128 reduction = (UInt128)0xe1 << 120;
        UInt128 product = 0;
        for (int bit = 127; bit >= 0; bit--)
        {
            product ^= (x >> bit & 1) * y;
            y = (y >> 1) ^ ((y & 1) * reduction);
        }

        return product;
    }
}
