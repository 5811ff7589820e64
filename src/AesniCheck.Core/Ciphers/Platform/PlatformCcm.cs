using System.Security.Cryptography;

namespace AesniCheck.Ciphers.Platform;

/// <summary>CCM of the platform's library.</summary>
internal sealed class PlatformCcm() : PlatformCipher(CipherMode.Ccm)
{
    private AesCcm? _ccm;

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key)
    {
        AesKeySizes.FromByteCount(key.Length);
        _ccm?.Dispose();
        _ccm = new AesCcm(key);
    }

    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Require(iv, associatedData, plaintext, ciphertext, tag);
        RequireKey(_ccm).Encrypt(iv, NonNull(plaintext), NonNull(ciphertext), tag, associatedData);
    }

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Require(iv, associatedData, ciphertext, plaintext, tag);
        try
        {
            RequireKey(_ccm).Decrypt(iv, NonNull(ciphertext), tag, NonNull(plaintext), associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ccm?.Dispose();
        }

        base.Dispose(disposing);
    }
}
