using System.Text;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The fields of a vector, as flags.</summary>
[Flags]
internal enum RspField
{
    /// <summary>No field.</summary>
    None = 0,

    /// <summary>COUNT.</summary>
    Count = 1,

    /// <summary>KEY.</summary>
    Key = 2,

    /// <summary>IV.</summary>
    Iv = 4,

    /// <summary>PLAINTEXT.</summary>
    Plaintext = 8,

    /// <summary>CIPHERTEXT.</summary>
    Ciphertext = 16,
}

/// <summary>The fields of the vector that is being read, as far as they have come.</summary>
internal struct RspFields
{
    private RspField _seen;

    /// <summary>The line of the first of them.</summary>
    public int FirstLine { get; private set; }

    /// <summary>COUNT.</summary>
    public int Count { get; set; }

    /// <summary>KEY.</summary>
    public ReadOnlyMemory<byte> Key { get; set; }

    /// <summary>IV.</summary>
    public ReadOnlyMemory<byte> Iv { get; set; }

    /// <summary>PLAINTEXT.</summary>
    public ReadOnlyMemory<byte> Plaintext { get; set; }

    /// <summary>CIPHERTEXT.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; set; }

    /// <summary>Whether none has come.</summary>
    public readonly bool IsEmpty => _seen == RspField.None;

    /// <summary>The field of a name in any case; null if there is none.</summary>
    public static RspField? Named(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "COUNT"u8) ? RspField.Count
        : Ascii.EqualsIgnoreCase(name, "KEY"u8) ? RspField.Key
        : Ascii.EqualsIgnoreCase(name, "IV"u8) ? RspField.Iv
        : Ascii.EqualsIgnoreCase(name, "PLAINTEXT"u8) ? RspField.Plaintext
        : Ascii.EqualsIgnoreCase(name, "CIPHERTEXT"u8) ? RspField.Ciphertext
        : null;

    /// <summary>Whether the field has come.</summary>
    public readonly bool Has(RspField field) => (_seen & field) != 0;

    /// <summary>Notes that the field has come.</summary>
    public void Begin(RspField field, int line)
    {
        FirstLine = IsEmpty ? line : FirstLine;
        _seen |= field;
    }

    /// <summary>The first field that a vector of this mode still lacks.</summary>
    public readonly RspField Missing(BlockMode mode) =>
        !Has(RspField.Key) ? RspField.Key
        : mode == BlockMode.Cbc && !Has(RspField.Iv) ? RspField.Iv
        : !Has(RspField.Plaintext) ? RspField.Plaintext
        : !Has(RspField.Ciphertext) ? RspField.Ciphertext
        : RspField.None;
}
