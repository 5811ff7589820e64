using System.Globalization;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>One published vector: a message under a key, and what must come of it. All memory is read-only and shared within a file.</summary>
public sealed record CipherVector
{
    /// <summary>The mode of operation.</summary>
    public required CipherMode Mode { get; init; }

    /// <summary>Which way the message goes, and so which text is the input.</summary>
    public required CipherDirection Direction { get; init; }

    /// <summary>16, 24 or 32 bytes; twice that for XTS. Any length where the vector is invalid.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>IV, first counter block or tweak, as the mode has it; empty for ECB.</summary>
    public ReadOnlyMemory<byte> Iv { get; init; }

    /// <summary>What is authenticated only; empty for modes without.</summary>
    public ReadOnlyMemory<byte> AssociatedData { get; init; }

    /// <summary>The message; exactly one block, or for CFB8 one byte, in a Monte Carlo file. Empty where the vector is invalid and its file gives none.</summary>
    public required ReadOnlyMemory<byte> Plaintext { get; init; }

    /// <summary>As long as <see cref="Plaintext"/>, or as that with its padding.</summary>
    public required ReadOnlyMemory<byte> Ciphertext { get; init; }

    /// <summary>The tag; empty for modes without.</summary>
    public ReadOnlyMemory<byte> Tag { get; init; }

    /// <summary>What an engine must make of it.</summary>
    public ExpectedResult Result { get; init; }

    /// <summary>Whether the message is padded to whole blocks as PKCS #7 has it (RFC 5652 section 6.3).</summary>
    public bool IsPadded { get; init; }

    /// <summary>Its COUNT, or its tcId; null where the file gives none.</summary>
    public int? Number { get; init; }

    /// <summary>The line that its first field stands on, from 1; 0 where the file is not read by lines.</summary>
    public int Line { get; init; }

    /// <summary>What goes in: the plaintext to encrypt, or the ciphertext to decrypt.</summary>
    public ReadOnlyMemory<byte> Input => Direction == CipherDirection.Encrypt ? Plaintext : Ciphertext;

    /// <summary>What must come out, the tag aside.</summary>
    public ReadOnlyMemory<byte> Expected => Direction == CipherDirection.Encrypt ? Ciphertext : Plaintext;

    /// <summary>Where it stands: <c>FILE:LINE</c>, or <c>FILE: tcId N</c>.</summary>
    public string PlaceIn(string fileName) => Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{fileName}:{Line}")
        : string.Create(CultureInfo.InvariantCulture, $"{fileName}: tcId {Number}");
}
