namespace AesniCheck.Ciphers.Modes;

/// <summary>ECB and CBC over any engine's block cipher, under the engine's name.</summary>
internal sealed class BlockCipherModes(AesEngine engine) : ModeEngine
{
    /// <inheritdoc/>
    public override string Name => engine.Name;

    /// <inheritdoc/>
    public override bool Supports(CipherMode mode) => engine.IsSupported && mode.IsByWholeBlocks;

    /// <inheritdoc/>
    public override ModeCipher CreateCipher(CipherMode mode) => Supports(mode)
        ? new Cipher(engine, mode)
        : throw new PlatformNotSupportedException($"The engine {Name} does not have the mode {mode} here.");

    private sealed class Cipher(AesEngine engine, CipherMode mode) : ModeCipher
    {
        private AesCipher? _cipher;

        public override void SetKey(ReadOnlySpan<byte> key) => _cipher = engine.CreateCipher(key);

        public override void Encrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
        {
            AesCipher cipher = Ready(iv, associatedData, tag);
            if (mode == CipherMode.Ecb)
            {
                cipher.Encrypt(plaintext, ciphertext);
            }
            else
            {
                CbcMode.Encrypt(cipher, iv, plaintext, ciphertext);
            }
        }

        public override bool Decrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
        {
            AesCipher cipher = Ready(iv, associatedData, tag);
            if (mode == CipherMode.Ecb)
            {
                cipher.Decrypt(ciphertext, plaintext);
            }
            else
            {
                CbcMode.Decrypt(cipher, iv, ciphertext, plaintext);
            }

            return true;
        }

        private AesCipher Ready(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> tag)
        {
            if (!mode.AllowsIvLength(iv.Length) || !associatedData.IsEmpty || !tag.IsEmpty)
            {
                throw new ArgumentException($"{mode} takes {(mode == CipherMode.Cbc ? "an IV of 16 bytes" : "no IV")}, no associated data and no tag.", nameof(iv));
            }

            return _cipher ?? throw new InvalidOperationException("There is no key yet: call SetKey first.");
        }
    }
}
