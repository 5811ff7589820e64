using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>A mode without a tag, by the kernel. Messages are read from and written to the caller's memory directly.</summary>
internal sealed class AfAlgBlockModeCipher : MessageCipher
{
    private readonly AfAlgCipher _cipher;
    private readonly CipherMode _mode;
    private bool _hasKey;

    /// <param name="sockets">Access to the kernel.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="form">The form of requests.</param>
    /// <exception cref="AfAlgException">The kernel has no AF_ALG, or no such driver.</exception>
    public AfAlgBlockModeCipher(ICryptoSockets sockets, AfAlgDriver driver, AfAlgRequestForm form)
    {
        _cipher = new AfAlgCipher(sockets, driver, form);
        _mode = driver.Mode;
    }

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key)
    {
        AfAlgMessage.RequireKeyLength(_mode, key.Length);
        _cipher.SetKey(key);
        _hasKey = true;
    }

    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag) =>
        Transform(AlgMessage.Encrypt, iv, associatedData, tag.Length, plaintext, ciphertext);

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Transform(AlgMessage.Decrypt, iv, associatedData, tag.Length, ciphertext, plaintext);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        base.Dispose(disposing);
    }

    private void Transform(
        int operation, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, int tagLength, ReadOnlySpan<byte> input, Span<byte> output)
    {
        AfAlgMessage.Require(_hasKey, input, output);
        if (iv.Length != (_mode == CipherMode.Ecb ? 0 : AesCipher.BlockSize))
        {
            throw new ArgumentException($"The IV has {iv.Length} bytes: {_mode} takes {(_mode == CipherMode.Ecb ? 0 : AesCipher.BlockSize)}.", nameof(iv));
        }

        if (!associatedData.IsEmpty || tagLength != 0 || !_mode.AllowsMessageLength(iv.Length, input.Length))
        {
            throw new ArgumentException($"{_mode} does not permit this message: {input.Length} bytes, {associatedData.Length} bytes of associated data, a tag of {tagLength}.", nameof(input));
        }

        // AF_ALG makes no request of an empty message, for which there is nothing to do.
        if (!input.IsEmpty)
        {
            _cipher.Transform(operation, iv, null, input, output);
        }
    }
}
