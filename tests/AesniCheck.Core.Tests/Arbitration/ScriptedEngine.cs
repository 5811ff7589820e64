using AesniCheck.Ciphers;

namespace AesniCheck.Arbitration;

/// <summary>Changes the output of a block.</summary>
/// <param name="call">The number of the block, over all ciphers of the engine, from 1.</param>
/// <param name="encrypt">The direction.</param>
/// <param name="key">The key.</param>
/// <param name="input">The input.</param>
/// <param name="output">The right output, to be changed.</param>
internal delegate void BlockChange(int call, bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> output);

/// <summary>An engine with scripted errors.</summary>
internal sealed class ScriptedEngine(BlockChange change) : AesEngine
{
    private int _calls;

    /// <summary>One that is right.</summary>
    public static ScriptedEngine Right => new((_, _, _, _, _) => { });

    public override string Name => AesEngines.Aesni.Name;

    public override bool IsSupported => true;

    public override AesCipher CreateCipher(ReadOnlySpan<byte> key) => new Cipher(this, key.ToArray());

    private sealed class Cipher(ScriptedEngine engine, byte[] key) : AesCipher
    {
        private readonly AesCipher _right = AesEngines.Software.CreateCipher(key);

        protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) => Transform(encrypt: true, input, output);

        protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) => Transform(encrypt: false, input, output);

        private void Transform(bool encrypt, ReadOnlySpan<byte> input, Span<byte> output)
        {
            for (int offset = 0; offset < input.Length; offset += BlockSize)
            {
                byte[] block = input.Slice(offset, BlockSize).ToArray();
                Span<byte> result = output.Slice(offset, BlockSize);
                if (encrypt)
                {
                    _right.Encrypt(block, result);
                }
                else
                {
                    _right.Decrypt(block, result);
                }

                engine.Change(encrypt, key, block, result);
            }
        }
    }

    private void Change(bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> output) =>
        change(++_calls, encrypt, key, input, output);
}
