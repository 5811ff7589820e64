using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>A text of no bytes may have no address: the platform's library then makes a tag as for any other.</summary>
public sealed class PlatformEmptyTextTests
{
    [Theory]
    [InlineData(CipherMode.Ccm)]
    [InlineData(CipherMode.Gcm)]
    internal void ATextWithoutAnAddressHasItsTag(CipherMode mode)
    {
        Assert.SkipUnless(ModeEngines.Platform.Supports(mode), "The library does not have the mode.");
        byte[] associatedData = [1, 2, 3];
        byte[][] tags =
        [
            .. ((ModeEngine[])[ModeEngines.Software, ModeEngines.Platform]).Select(engine =>
            {
                byte[] tag = new byte[16];
                using MessageCipher cipher = engine.CreateCipher(mode);
                cipher.SetKey(new byte[16]);
                cipher.Encrypt(new byte[12], associatedData, default, default, tag);
                Assert.True(cipher.Decrypt(new byte[12], associatedData, default, tag, default));
                return tag;
            }),
        ];
        Assert.Equal(tags[0], tags[1]);
    }
}
