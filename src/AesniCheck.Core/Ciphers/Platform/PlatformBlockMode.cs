using System.Security.Cryptography;

namespace AesniCheck.Ciphers.Platform;

/// <summary>ECB, CBC, CFB128 and CFB8 of the platform's library.</summary>
internal sealed class PlatformBlockMode(CipherMode mode) : PlatformCipher(mode)
{
    private const int ByteFeedback = 8;
    private const int BlockFeedback = 128;

    private readonly Aes _aes = Aes.Create();
    private bool _hasKey;

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key)
    {
        AesKeySizes.FromByteCount(key.Length);
        _aes.SetKey(key);
        _hasKey = true;
    }

    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Require(iv, associatedData, plaintext, ciphertext, tag);
        Aes aes = RequireKey(_hasKey ? _aes : null);
        _ = Mode switch
        {
            CipherMode.Ecb => aes.EncryptEcb(plaintext, ciphertext, PaddingMode.None),
            CipherMode.Cbc => aes.EncryptCbc(plaintext, iv, ciphertext, PaddingMode.None),
            CipherMode.Cfb => aes.EncryptCfb(plaintext, iv, ciphertext, PaddingMode.None, BlockFeedback),
            _ => aes.EncryptCfb(plaintext, iv, ciphertext, PaddingMode.None, ByteFeedback),
        };
    }

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Require(iv, associatedData, ciphertext, plaintext, tag);
        Aes aes = RequireKey(_hasKey ? _aes : null);
        _ = Mode switch
        {
            CipherMode.Ecb => aes.DecryptEcb(ciphertext, plaintext, PaddingMode.None),
            CipherMode.Cbc => aes.DecryptCbc(ciphertext, iv, plaintext, PaddingMode.None),
            CipherMode.Cfb => aes.DecryptCfb(ciphertext, iv, plaintext, PaddingMode.None, BlockFeedback),
            _ => aes.DecryptCfb(ciphertext, iv, plaintext, PaddingMode.None, ByteFeedback),
        };
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
        }

        base.Dispose(disposing);
    }
}
