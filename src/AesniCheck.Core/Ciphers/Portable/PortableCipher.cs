namespace AesniCheck.Ciphers.Portable;

/// <summary>A mode over an engine's cipher: checks messages and dispatches them to the mode's code.</summary>
/// <param name="mode">The mode.</param>
/// <param name="expander">Expands the key.</param>
/// <param name="tweakExpander">Expands the second half of the key, for XTS.</param>
internal sealed class PortableCipher(CipherMode mode, KeyExpander expander, KeyExpander tweakExpander) : MessageCipher
{
    private readonly SoftwareGhash? _ghash = mode == CipherMode.Gcm ? new SoftwareGhash() : null;
    private AesCipher? _cipher;
    private AesCipher? _tweakCipher;

    private AesCipher Cipher => _cipher ?? throw new InvalidOperationException("No key is set: call SetKey first.");

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key)
    {
        if (mode == CipherMode.Xts)
        {
            if (key.Length is not (32 or 48 or 64))
            {
                throw new ArgumentException($"An XTS key has 32, 48 or 64 bytes, not {key.Length}.", nameof(key));
            }

            int half = key.Length / 2;
            _cipher = expander(key[..half]);
            _tweakCipher = tweakExpander(key[half..]);
            return;
        }

        _cipher = expander(key);
        if (_ghash is not null)
        {
            GcmMode.SetHashKey(_cipher, _ghash);
        }
    }

    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        MessageSpans.Require(mode, iv, associatedData, plaintext, ciphertext, tag);
        switch (mode)
        {
            case CipherMode.Ecb:
                Cipher.Encrypt(plaintext, ciphertext);
                break;
            case CipherMode.Cbc:
                CbcMode.Encrypt(Cipher, iv, plaintext, ciphertext);
                break;
            case CipherMode.Cfb:
                CfbMode.Encrypt(Cipher, iv, plaintext, ciphertext);
                break;
            case CipherMode.Gcm:
                GcmMode.Encrypt(Cipher, _ghash!, iv, associatedData, plaintext, ciphertext, tag);
                break;
            case CipherMode.Ccm:
                CcmMode.Encrypt(Cipher, iv, associatedData, plaintext, ciphertext, tag);
                break;
            default:
                TransformSymmetric(CipherDirection.Encrypt, iv, plaintext, ciphertext);
                break;
        }
    }

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        MessageSpans.Require(mode, iv, associatedData, ciphertext, plaintext, tag);
        switch (mode)
        {
            case CipherMode.Ecb:
                Cipher.Decrypt(ciphertext, plaintext);
                return true;
            case CipherMode.Cbc:
                CbcMode.Decrypt(Cipher, iv, ciphertext, plaintext);
                return true;
            case CipherMode.Cfb:
                CfbMode.Decrypt(Cipher, iv, ciphertext, plaintext);
                return true;
            case CipherMode.Gcm:
                return GcmMode.Decrypt(Cipher, _ghash!, iv, associatedData, ciphertext, tag, plaintext);
            case CipherMode.Ccm:
                return CcmMode.Decrypt(Cipher, iv, associatedData, ciphertext, tag, plaintext);
            default:
                TransformSymmetric(CipherDirection.Decrypt, iv, ciphertext, plaintext);
                return true;
        }
    }

    /// <summary>Transforms in the modes that use the same code for both directions.</summary>
    private void TransformSymmetric(CipherDirection direction, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        switch (mode)
        {
            case CipherMode.Cfb8:
                Cfb8Mode.Transform(Cipher, direction, iv, input, output);
                break;
            case CipherMode.Ofb:
                OfbMode.Transform(Cipher, iv, input, output);
                break;
            case CipherMode.Ctr:
                CtrMode.Transform(Cipher, CounterBlock.Read(iv), input, output);
                break;
            case CipherMode.Xts:
                XtsMode.Transform(Cipher, _tweakCipher!, direction, iv, input, output);
                break;
            default:
                throw new InvalidOperationException($"Unknown mode {mode}.");
        }
    }
}
