using System.Security.Cryptography;

namespace AesniCheck.Ciphers.Platform;

/// <summary>
/// The modes of the operating system's crypto library, through <c>System.Security.Cryptography</c>: OpenSSL, with the
/// instructions that it detects. A device under test. Its ciphers allocate.
/// </summary>
/// <param name="direct">The same library, called directly, for CTR and XTS, which the runtime does not expose; null for none.</param>
internal sealed class PlatformModes(ModeEngine? direct = null) : ModeEngine
{
    private const int GcmNonceLength = 12;
    private const int GcmMinimumTagLength = 12;

    /// <inheritdoc/>
    public override string Name => "platform";

    /// <inheritdoc/>
    public override bool Supports(CipherMode mode) => PlatformLibrary.IsPresent && mode switch
    {
        CipherMode.Ecb or CipherMode.Cbc or CipherMode.Cfb or CipherMode.Cfb8 => true,
        CipherMode.Gcm => AesGcm.IsSupported,
        CipherMode.Ccm => AesCcm.IsSupported,
        _ => direct?.Supports(mode) == true,
    };

    /// <inheritdoc/>
    public override string? WhyNot(CipherMode mode) => PlatformLibrary.IsPresent && IsDirect(mode) ? direct?.WhyNot(mode) : null;

    /// <inheritdoc/>
    public override bool SupportsKey(CipherMode mode, ReadOnlySpan<byte> key) => !IsDirect(mode) || direct?.SupportsKey(mode, key) == true;

    /// <inheritdoc/>
    public override bool SupportsLengths(CipherMode mode, int ivLength, int tagLength, int messageLength) =>
        base.SupportsLengths(mode, ivLength, tagLength, messageLength) && mode switch
        {
            // Without padding the library requires whole units of feedback, while the standard permits a partial last one.
            CipherMode.Cfb => messageLength % AesCipher.BlockSize == 0,
            CipherMode.Gcm => ivLength == GcmNonceLength && tagLength >= GcmMinimumTagLength,
            CipherMode.Ctr or CipherMode.Xts => direct is not null,
            _ => true,
        };

    /// <inheritdoc/>
    public override MessageCipher CreateCipher(CipherMode mode)
    {
        if (!Supports(mode))
        {
            throw new PlatformNotSupportedException($"The platform's crypto library does not support {mode}.");
        }

        return mode switch
        {
            CipherMode.Gcm => new PlatformGcm(),
            CipherMode.Ccm => new PlatformCcm(),
            CipherMode.Ctr or CipherMode.Xts => direct!.CreateCipher(mode),
            _ => new PlatformBlockMode(mode),
        };
    }

    private static bool IsDirect(CipherMode mode) => mode is CipherMode.Ctr or CipherMode.Xts;
}
