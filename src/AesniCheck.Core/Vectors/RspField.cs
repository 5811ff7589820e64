using System.Text;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The fields of a vector in a <c>.rsp</c> file, as flags.</summary>
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

    /// <summary>PLAINTEXT or PT.</summary>
    Plaintext = 8,

    /// <summary>CIPHERTEXT or CT.</summary>
    Ciphertext = 16,

    /// <summary>AAD.</summary>
    AssociatedData = 32,

    /// <summary>Tag.</summary>
    Tag = 64,

    /// <summary>i: the tweak, in hex.</summary>
    Tweak = 128,

    /// <summary>DataUnitSeqNumber: the tweak, as a decimal number.</summary>
    DataUnitNumber = 256,

    /// <summary>DataUnitLen, in bits.</summary>
    DataUnitLength = 512,
}

/// <summary>The names of the fields, and the modes that use them.</summary>
internal static class RspFieldNames
{
    private const RspField Block = RspField.Count | RspField.Key | RspField.Plaintext | RspField.Ciphertext;

    /// <summary>All names, for a message.</summary>
    public const string All = "COUNT, KEY, IV, PLAINTEXT or PT, CIPHERTEXT or CT, AAD, Tag, DataUnitLen, i and DataUnitSeqNumber";

    /// <summary>Returns the field with this name, ignoring case; null if there is none.</summary>
    public static RspField? Parse(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "COUNT"u8) ? RspField.Count
        : Ascii.EqualsIgnoreCase(name, "KEY"u8) ? RspField.Key
        : Ascii.EqualsIgnoreCase(name, "IV"u8) ? RspField.Iv
        : Ascii.EqualsIgnoreCase(name, "PLAINTEXT"u8) || Ascii.EqualsIgnoreCase(name, "PT"u8) ? RspField.Plaintext
        : Ascii.EqualsIgnoreCase(name, "CIPHERTEXT"u8) || Ascii.EqualsIgnoreCase(name, "CT"u8) ? RspField.Ciphertext
        : Ascii.EqualsIgnoreCase(name, "AAD"u8) ? RspField.AssociatedData
        : Ascii.EqualsIgnoreCase(name, "TAG"u8) ? RspField.Tag
        : Ascii.EqualsIgnoreCase(name, "I"u8) ? RspField.Tweak
        : Ascii.EqualsIgnoreCase(name, "DATAUNITSEQNUMBER"u8) ? RspField.DataUnitNumber
        : Ascii.EqualsIgnoreCase(name, "DATAUNITLEN"u8) ? RspField.DataUnitLength
        : null;

    extension(RspField kind)
    {
        /// <summary>Whether the field's value is a decimal number; all others are hex.</summary>
        public bool IsNumber => kind is RspField.Count or RspField.DataUnitNumber or RspField.DataUnitLength;

        /// <summary>Returns the name of the field, as the files of a mode spell it.</summary>
        public string NameIn(CipherMode? mode) => kind switch
        {
            RspField.Plaintext when mode is CipherMode.Gcm or CipherMode.Xts => "PT",
            RspField.Ciphertext when mode is CipherMode.Gcm or CipherMode.Xts => "CT",
            RspField.AssociatedData => "AAD",
            RspField.Tag => "Tag",
            RspField.Tweak => "i",
            RspField.DataUnitNumber => "DataUnitSeqNumber",
            RspField.DataUnitLength => "DataUnitLen",
            _ => kind.ToString().ToUpperInvariant(),
        };
    }

    /// <summary>Returns the fields that a vector of a mode may have.</summary>
    public static RspField AllowedIn(CipherMode mode) => mode switch
    {
        CipherMode.Ecb => Block,
        CipherMode.Gcm => Block | RspField.Iv | RspField.AssociatedData | RspField.Tag,
        CipherMode.Xts => Block | RspField.Tweak | RspField.DataUnitNumber | RspField.DataUnitLength,
        _ => Block | RspField.Iv,
    };

    /// <summary>Returns the fields that a vector must have. A vector that must fail has no plaintext. DataUnitSeqNumber may replace XTS's <c>i</c>.</summary>
    public static RspField RequiredIn(CipherMode mode, bool mustFail) =>
        AllowedIn(mode) & ~(RspField.Count | RspField.DataUnitNumber | (mustFail ? RspField.Plaintext : RspField.None));
}
