using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers.Portable;

public sealed class SoftwareGhashTests
{
    [Fact]
    public void TheHashOfTestCase2ComesOut()
    {
        // McGrew and Viega, appendix B, test case 2.
        var ghash = new SoftwareGhash();
        ghash.SetKey(Convert.FromHexString("66e94bd4ef8a2c3b884cfa59ca342b2e"));
        ghash.Update(Convert.FromHexString("0388dace60b6a392f328c2b971b2fe78"));
        ghash.UpdateLengths(0, 16);
        Assert.Equal("f38cbb1ad69223dcc3457ae5b6b0f885", Convert.ToHexStringLower(Hash(ghash)));
    }

    [Fact]
    public void TheTablesHashAsTheBitsDo() =>
        Prop.ForAll(GaloisField128Tests.Any, ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<byte[]>(), (key, first, second) =>
        {
            SoftwareGhash ghash = WithKey(key);
            ghash.Update(first);
            ghash.Update(second);
            ghash.UpdateLengths(first.Length, second.Length);
            return Hash(ghash).AsSpan().SequenceEqual(Plain(key, [.. Padded(first), .. Padded(second), .. Lengths(first.Length, second.Length)]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryEntryOfTheTableIsThatByteTimesTheHashKey()
    {
        var key = new GaloisField128(0x66e94bd4ef8a2c3b, 0x884cfa59ca342b2e);
        Span<ulong> multiples = WithKey(key).Multiples;
        for (int i = 0; i < 256; i++)
        {
            Assert.Equal(new GaloisField128((ulong)i << 56, 0).Multiply(key), new GaloisField128(multiples[2 * i], multiples[(2 * i) + 1]));
        }
    }

    [Fact]
    public void EveryReductionIsThatByteTimesXToTheEighth()
    {
        var xToTheEighth = new GaloisField128(1UL << 55, 0);
        for (int i = 0; i < 256; i++)
        {
            Assert.Equal(new GaloisField128(0, (ulong)i).Multiply(xToTheEighth), new GaloisField128(SoftwareGhash.ReductionTable[i], 0));
        }
    }

    [Fact]
    public void AWrongBitInAnyEntryOfTheTableMakesAWrongHash()
    {
        var key = new GaloisField128(0x66e94bd4ef8a2c3b, 0x884cfa59ca342b2e);

        // Each byte is an index once: sixteen blocks that are hashed one by one, so that nothing but they choose the entries.
        byte[] data = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        for (int bit = 0; bit < 512 * 64; bit++)
        {
            SoftwareGhash ghash = WithKey(key);
            ghash.Multiples[bit / 64] ^= 1UL << (bit % 64);
            Assert.Contains(data.Chunk(16), block =>
            {
                ghash.Reset();
                ghash.Update(block);
                return !Hash(ghash).AsSpan().SequenceEqual(Plain(key, block));
            });
        }
    }

    [Fact]
    public void ANewKeyLeavesNothingOfTheOldOne()
    {
        var key = new GaloisField128(1, 2);
        SoftwareGhash used = WithKey(new GaloisField128(ulong.MaxValue, ulong.MaxValue));
        used.Update(new byte[20]);
        byte[] keyBytes = new byte[16];
        key.CopyTo(keyBytes);
        used.SetKey(keyBytes);
        Assert.Equal(WithKey(key).Multiples.ToArray(), used.Multiples.ToArray());
        Assert.Equal(new byte[16], Hash(used));
    }

    private static SoftwareGhash WithKey(GaloisField128 key)
    {
        byte[] bytes = new byte[16];
        key.CopyTo(bytes);
        var ghash = new SoftwareGhash();
        ghash.SetKey(bytes);
        return ghash;
    }

    private static byte[] Hash(SoftwareGhash ghash)
    {
        byte[] hash = new byte[16];
        ghash.CopyTo(hash);
        return hash;
    }

    private static byte[] Plain(GaloisField128 key, byte[] data)
    {
        GaloisField128 hash = data.Chunk(16)
            .Aggregate(default(GaloisField128), (sum, block) => (sum ^ GaloisField128.FromBytes(block)).Multiply(key));
        byte[] bytes = new byte[16];
        hash.CopyTo(bytes);
        return bytes;
    }

    private static byte[] Padded(byte[] data) => [.. data, .. new byte[-data.Length & 15]];

    private static byte[] Lengths(int first, int second)
    {
        byte[] block = new byte[16];
        new GaloisField128((ulong)first * 8, (ulong)second * 8).CopyTo(block);
        return block;
    }
}
