using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>One published vector: a key, and what its two texts must be. All memory is read-only and shared within a file.</summary>
/// <param name="Mode">The mode of operation.</param>
/// <param name="Direction">The section that it stands in, and so which text is the input.</param>
/// <param name="Key">16, 24 or 32 bytes.</param>
/// <param name="Iv">16 bytes for CBC, none for ECB.</param>
/// <param name="Plaintext">One or more whole blocks; exactly one in a Monte Carlo file.</param>
/// <param name="Ciphertext">As long as <paramref name="Plaintext"/>.</param>
/// <param name="Count">Its COUNT, or null where the file has none.</param>
/// <param name="Line">The line that its first field stands on, from 1.</param>
public sealed record CipherVector(
    BlockMode Mode,
    CipherDirection Direction,
    ReadOnlyMemory<byte> Key,
    ReadOnlyMemory<byte> Iv,
    ReadOnlyMemory<byte> Plaintext,
    ReadOnlyMemory<byte> Ciphertext,
    int? Count,
    int Line)
{
    /// <summary>What goes in: the plaintext to encrypt, or the ciphertext to decrypt.</summary>
    public ReadOnlyMemory<byte> Input => Direction == CipherDirection.Encrypt ? Plaintext : Ciphertext;

    /// <summary>What must come out.</summary>
    public ReadOnlyMemory<byte> Expected => Direction == CipherDirection.Encrypt ? Ciphertext : Plaintext;
}
