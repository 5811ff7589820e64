namespace AesniCheck.Ciphers;

/// <summary>The modes of operation of NIST SP 800-38A that published vectors are checked in.</summary>
public enum BlockMode
{
    /// <summary>Electronic codebook, SP 800-38A section 6.1: each block by itself.</summary>
    Ecb,

    /// <summary>Cipher block chaining, SP 800-38A section 6.2.</summary>
    Cbc,
}

/// <summary>A mode, run over any engine's cipher.</summary>
public static class BlockModes
{
    extension(BlockMode mode)
    {
        /// <summary>Encrypts or decrypts whole blocks in this mode.</summary>
        /// <param name="cipher">The expanded key.</param>
        /// <param name="direction">Which way.</param>
        /// <param name="iv">16 bytes for CBC; not read for ECB, which has none.</param>
        /// <param name="input">Any number of whole blocks.</param>
        /// <param name="output">As long as <paramref name="input"/>: the same memory, or memory that does not overlap it.</param>
        /// <exception cref="ArgumentException">A length is wrong, or the spans overlap in part.</exception>
        public void Transform(AesCipher cipher, CipherDirection direction, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
        {
            switch (mode, direction)
            {
                case (BlockMode.Ecb, CipherDirection.Encrypt):
                    cipher.Encrypt(input, output);
                    break;
                case (BlockMode.Ecb, CipherDirection.Decrypt):
                    cipher.Decrypt(input, output);
                    break;
                case (BlockMode.Cbc, CipherDirection.Encrypt):
                    CbcMode.Encrypt(cipher, iv, input, output);
                    break;
                case (BlockMode.Cbc, CipherDirection.Decrypt):
                    CbcMode.Decrypt(cipher, iv, input, output);
                    break;
                default:
                    throw new ArgumentException($"There is no mode {mode} with direction {direction}.", nameof(direction));
            }
        }
    }
}
