using System.Globalization;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>One published vector: a message under a key, and the required result. All memory is read-only and shared within a file.</summary>
public sealed record CipherVector
{
    /// <summary>The mode of operation.</summary>
    public required CipherMode Mode { get; init; }

    /// <summary>Whether the vector encrypts or decrypts, which determines the text that is the input.</summary>
    public required CipherDirection Direction { get; init; }

    /// <summary>The key: 16, 24 or 32 bytes; twice that for XTS. Any length if the vector is invalid.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>The IV, first counter block or tweak, depending on the mode; empty for ECB.</summary>
    public ReadOnlyMemory<byte> Iv { get; init; }

    /// <summary>The data that is only authenticated; empty for modes without.</summary>
    public ReadOnlyMemory<byte> AssociatedData { get; init; }

    /// <summary>The message; exactly one block, or for CFB8 one byte, in a Monte Carlo file. Empty if the vector is invalid and its file gives none.</summary>
    public required ReadOnlyMemory<byte> Plaintext { get; init; }

    /// <summary>The ciphertext: as long as <see cref="Plaintext"/>, or as the padded plaintext.</summary>
    public required ReadOnlyMemory<byte> Ciphertext { get; init; }

    /// <summary>The tag; empty for modes without.</summary>
    public ReadOnlyMemory<byte> Tag { get; init; }

    /// <summary>The result that an engine must produce.</summary>
    public ExpectedResult Result { get; init; }

    /// <summary>Whether the message is padded to whole blocks as in PKCS #7 (RFC 5652 section 6.3).</summary>
    public bool IsPadded { get; init; }

    /// <summary>The vector's COUNT or tcId; null if the file gives none.</summary>
    public int? Number { get; init; }

    /// <summary>The line of the vector's first field, from 1; 0 if the file is not read by lines.</summary>
    public int Line { get; init; }

    /// <summary>The input: the plaintext to encrypt, or the ciphertext to decrypt.</summary>
    public ReadOnlyMemory<byte> Input => Direction == CipherDirection.Encrypt ? Plaintext : Ciphertext;

    /// <summary>The expected output, without the tag.</summary>
    public ReadOnlyMemory<byte> Expected => Direction == CipherDirection.Encrypt ? Ciphertext : Plaintext;

    /// <summary>Returns the vector's position: <c>FILE:LINE</c>, or <c>FILE: tcId N</c>.</summary>
    public string PlaceIn(string fileName) => Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{fileName}:{Line}")
        : string.Create(CultureInfo.InvariantCulture, $"{fileName}: tcId {Number}");
}
