using AesniCheck.Ciphers;

namespace AesniCheck.Doubles;

/// <summary>The real engine, with a fault injected after it.</summary>
internal sealed class BrokenEngine(Fault fault) : AesEngine
{
    public override string Name => AesEngines.Aesni.Name;

    public override bool IsSupported => AesEngines.Aesni.IsSupported;

    public override AesCipher CreateCipher(ReadOnlySpan<byte> key) => new Cipher(AesEngines.Aesni.CreateCipher(key), fault);

    private sealed class Cipher(AesCipher real, Fault fault) : AesCipher
    {
        protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) => Transform(encrypt: true, input, output);

        protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) => Transform(encrypt: false, input, output);

        private void Transform(bool encrypt, ReadOnlySpan<byte> input, Span<byte> output)
        {
            Span<byte> block = stackalloc byte[BlockSize];
            for (int offset = 0; offset < input.Length; offset += BlockSize)
            {
                // A copy, since input and output may be the same memory.
                input.Slice(offset, BlockSize).CopyTo(block);
                Span<byte> result = output.Slice(offset, BlockSize);
                if (encrypt)
                {
                    real.Encrypt(block, result);
                }
                else
                {
                    real.Decrypt(block, result);
                }

                fault.ChangeBlock(real, encrypt, block, result);
            }
        }
    }
}
