using Org.BouncyCastle.Crypto.Parameters;

namespace AesniCheck.Ciphers;

/// <summary>BouncyCastle's software AES: a second reference that shares no code with the first.</summary>
public sealed class BouncyCastleEngine : AesEngine
{
    /// <inheritdoc/>
    public override string Name => "bouncycastle";

    /// <inheritdoc/>
    public override bool IsSupported => true;

    /// <inheritdoc/>
    public override AesCipher CreateCipher(ReadOnlySpan<byte> key)
    {
        AesKeySizes.FromByteCount(key.Length);
        return new Cipher(new KeyParameter(key.ToArray()));
    }

    private sealed class Cipher : AesCipher
    {
        // AesEngine itself, never AesUtilities.CreateEngine(), which picks hardware AES if available.
        private readonly Org.BouncyCastle.Crypto.Engines.AesEngine _encryption = new();
        private readonly Org.BouncyCastle.Crypto.Engines.AesEngine _decryption = new();
        private readonly byte[] _block = new byte[BlockSize];

        public Cipher(KeyParameter key)
        {
            _encryption.Init(forEncryption: true, key);
            _decryption.Init(forEncryption: false, key);
        }

        protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) => Transform(_encryption, input, output);

        protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) => Transform(_decryption, input, output);

        private void Transform(Org.BouncyCastle.Crypto.Engines.AesEngine engine, ReadOnlySpan<byte> input, Span<byte> output)
        {
            for (int offset = 0; offset < input.Length; offset += BlockSize)
            {
                input.Slice(offset, BlockSize).CopyTo(_block);
                engine.ProcessBlock(_block, 0, _block, 0);
                _block.CopyTo(output[offset..]);
            }
        }
    }
}
