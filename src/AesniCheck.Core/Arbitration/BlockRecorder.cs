using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Arbitration;

/// <summary>The software engine, recording its blocks: those that a mode of operation passes through the cipher. Not thread-safe.</summary>
internal sealed class BlockRecorder : AesEngine
{
    private readonly List<RecordedBlock> _blocks = [];

    /// <inheritdoc/>
    public override string Name => AesEngines.Software.Name;

    /// <inheritdoc/>
    public override bool IsSupported => true;

    /// <summary>The blocks, in order.</summary>
    public IReadOnlyList<RecordedBlock> Blocks => _blocks;

    /// <inheritdoc/>
    public override AesCipher CreateCipher(ReadOnlySpan<byte> key) => new Cipher(ScalarBytes.Copy(key), _blocks);

    private sealed class Cipher(byte[] key, List<RecordedBlock> blocks) : AesCipher
    {
        private readonly AesCipher _real = AesEngines.Software.CreateCipher(key);

        protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output)
        {
            Record(input, encrypt: true);
            _real.Encrypt(input, output);
        }

        protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output)
        {
            Record(input, encrypt: false);
            _real.Decrypt(input, output);
        }

        private void Record(ReadOnlySpan<byte> input, bool encrypt)
        {
            for (int offset = 0; offset < input.Length; offset += BlockSize)
            {
                blocks.Add(new RecordedBlock(key, encrypt, ScalarBytes.Copy(input.Slice(offset, BlockSize))));
            }
        }
    }
}

/// <summary>A block that passed through the cipher.</summary>
/// <param name="Key">The key.</param>
/// <param name="Encrypt">The direction.</param>
/// <param name="Input">16 bytes.</param>
internal readonly record struct RecordedBlock(byte[] Key, bool Encrypt, byte[] Input);
