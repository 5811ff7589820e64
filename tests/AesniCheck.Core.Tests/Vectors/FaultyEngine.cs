using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>An engine that flips one bit of one byte of each output, or that is not supported at all.</summary>
internal sealed class FaultyEngine(int wrongByte, bool isSupported = true) : AesEngine
{
    public override string Name => "faulty";

    public override bool IsSupported => isSupported;

    public override AesCipher CreateCipher(ReadOnlySpan<byte> key) =>
        isSupported ? new Cipher(AesEngines.Software.CreateCipher(key), wrongByte) : throw new PlatformNotSupportedException();

    private sealed class Cipher(AesCipher inner, int wrongByte) : AesCipher
    {
        protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output)
        {
            inner.Encrypt(input, output);
            output[wrongByte] ^= 0x40;
        }

        protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output)
        {
            inner.Decrypt(input, output);
            output[wrongByte] ^= 0x40;
        }
    }
}
