using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The bare block cipher of a mode engine: its ECB. The Monte Carlo test chains blocks itself.</summary>
internal sealed class EcbBlocks(MessageCipher ecb) : AesCipher
{
    /// <inheritdoc/>
    protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) => ecb.Encrypt([], [], input, output, []);

    /// <inheritdoc/>
    protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) => ecb.Decrypt([], [], input, [], output);
}
