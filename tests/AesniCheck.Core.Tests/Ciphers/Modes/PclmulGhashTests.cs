using Org.BouncyCastle.Crypto.Modes.Gcm;
using Xunit;

namespace AesniCheck.Ciphers.Modes;

/// <summary>GHASH in hardware at every width, against BouncyCastle's multiplication; and that damage of it is seen.</summary>
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
        var multiplier = new BasicGcmMultiplier();
        multiplier.Init([.. key]);
        byte[] sum = new byte[16];
        for (int offset = 0; offset < data.Length; offset += 16)
        {
            for (int i = 0; i < Math.Min(16, data.Length - offset); i++)
            {
                sum[i] ^= data[offset + i];
            }

            multiplier.MultiplyH(sum);
        }

        return sum;
    }
}
