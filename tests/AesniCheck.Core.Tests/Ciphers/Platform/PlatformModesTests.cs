using System.Security.Cryptography;
using Xunit;

namespace AesniCheck.Ciphers.Platform;

/// <summary>Inputs that the standard allows and the platform's engine refuses: the library refuses them.</summary>
public sealed class PlatformModesTests
{
    [Fact]
    public void ItHasTheModesThatTheRuntimeOffers()
    {
        Assert.SkipUnless(PlatformLibrary.IsPresent, "There is no OpenSSL here.");
        CipherMode[] modes = [.. Enum.GetValues<CipherMode>().Where(ModeEngines.Platform.Supports)];
        Assert.Equal([CipherMode.Ecb, CipherMode.Cbc, CipherMode.Cfb, CipherMode.Cfb8, CipherMode.Gcm, CipherMode.Ccm], modes);
    }

    [Fact]
    public void TheLibraryTakesNoPartOfABlockInCfbWithoutPadding()
    {
        Assert.SkipUnless(PlatformLibrary.IsPresent, "There is no OpenSSL here.");
        using var aes = Aes.Create();
        Assert.Throws<ArgumentException>(() => aes.EncryptCfb(new byte[17], new byte[16], PaddingMode.None, 128));
        Assert.Equal(17, aes.EncryptCfb(new byte[17], new byte[16], PaddingMode.None, 8).Length);
    }

    [Fact]
    public void TheLibraryTakesTheLengthsInGcmAndCcmThatTheEngineSays()
    {
        for (int length = 0; length <= 32; length++)
        {
            Assert.Equal(IsIn(AesGcm.NonceByteSizes, length), ModeEngines.Platform.SupportsLengths(CipherMode.Gcm, length, 16, 1));
            Assert.Equal(IsIn(AesGcm.TagByteSizes, length), ModeEngines.Platform.SupportsLengths(CipherMode.Gcm, 12, length, 1));
            Assert.Equal(IsIn(AesCcm.NonceByteSizes, length), ModeEngines.Platform.SupportsLengths(CipherMode.Ccm, length, 16, 1));
            Assert.Equal(IsIn(AesCcm.TagByteSizes, length), ModeEngines.Platform.SupportsLengths(CipherMode.Ccm, 12, length, 1));
        }
    }

    private static bool IsIn(KeySizes sizes, int length) =>
        length >= sizes.MinSize && length <= sizes.MaxSize && (sizes.SkipSize == 0 || (length - sizes.MinSize) % sizes.SkipSize == 0);
}
