using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers.Portable;

public sealed class GcmIvTests
{
    [Fact]
    public void EncryptionBeginsBehindTheCounterBlockAndWrapsWithoutACarry()
    {
        // The second block of the message has the counter ffffffff, and the third 00000000 with the 96 bits before it as they were.
        string before = "00112233445566778899aabb";
        string[] counters = ["fffffffe", "ffffffff", "00000000", "00000001"];
        byte[] key = Convert.FromHexString("feffe9928665731c6d6a8f9467308308");
        byte[] iv = IvFor(PlainModes.EncryptBlock(key, new byte[16]), Convert.FromHexString(before + "fffffffd"));
        byte[] expected = [.. counters.SelectMany(counter => PlainModes.EncryptBlock(key, Convert.FromHexString(before + counter)))];
        foreach (ModeEngine engine in TestModeEngines.Supporting(CipherMode.Gcm).Where(engine => engine.SupportsLengths(CipherMode.Gcm, 16, 16, 64)))
        {
            using MessageCipher cipher = engine.CreateCipher(CipherMode.Gcm, key);
            byte[] keystream = new byte[64];
            byte[] tag = new byte[16];
            cipher.Encrypt(iv, [], keystream, keystream, tag);
            Assert.Equal(expected, keystream);
            byte[] ciphertextAndTag = [.. keystream, .. tag];
            Assert.Equal(ciphertextAndTag, PlainModes.Encrypt(CipherMode.Gcm, key, iv, [], new byte[64], 16));
        }
    }

    [Fact]
    public void AnyCounterBlockIsReached() =>
        Prop.ForAll(GaloisField128Tests.Any.Filter(key => key != default), GaloisField128Tests.Any, (hashKey, counterBlock) =>
        {
            byte[] key = new byte[16];
            byte[] block = new byte[16];
            byte[] hash = new byte[16];
            hashKey.CopyTo(key);
            counterBlock.CopyTo(block);

            var ghash = new SoftwareGhash();
            ghash.SetKey(key);
            ghash.Update(IvFor(key, block));
            ghash.UpdateLengths(0, 16);
            ghash.CopyTo(hash);
            return hash.AsSpan().SequenceEqual(block);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void AHashKeyOfZeroLeadsNowhere() =>
        Assert.Throws<DivideByZeroException>(() => IvFor(new byte[16], new byte[16]));

    private static byte[] IvFor(byte[] hashKey, byte[] counterBlock)
    {
        // In the memory of the counter block, as units do it.
        byte[] iv = [.. counterBlock];
        GcmIv.ForCounterBlock(hashKey, iv, iv);
        return iv;
    }
}
