using System.Security.Cryptography;

namespace AesniCheck.Ciphers.Platform;

/// <summary>GCM of the platform's library.</summary>
internal sealed class PlatformGcm() : PlatformCipher(CipherMode.Gcm)
{
    private byte[]? _key;
    private AesGcm? _gcm;

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key)
    {
        AesKeySizes.FromByteCount(key.Length);
        _gcm?.Dispose();
        _gcm = null;
        _key = key.ToArray();
    }

    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Require(iv, associatedData, plaintext, ciphertext, tag);
        Gcm(tag.Length).Encrypt(iv, NonNull(plaintext), NonNull(ciphertext), tag, associatedData);
    }

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Require(iv, associatedData, ciphertext, plaintext, tag);
        try
        {
            Gcm(tag.Length).Decrypt(iv, NonNull(ciphertext), tag, NonNull(plaintext), associatedData);
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
            _gcm?.Dispose();
        }

        base.Dispose(disposing);
    }

    // The library's object has a fixed tag length.
    private AesGcm Gcm(int tagLength)
    {
        if (_gcm?.TagSizeInBytes != tagLength)
        {
            _gcm?.Dispose();
            _gcm = new AesGcm(RequireKey(_key), tagLength);
        }

        return _gcm;
    }
}
