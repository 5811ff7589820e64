using System.Buffers.Binary;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>Makes a vector from the fields of a <c>.rsp</c> file, after checking that they are complete and that their lengths are consistent.</summary>
internal readonly ref struct RspVector(RspFields fields, CipherMode mode, RspLengths lengths, bool isMonteCarlo, string fileName)
{
    /// <summary>The advice for most errors.</summary>
    public const string Refetch = "the file is truncated or damaged: fetch it again";

    private const RspField Texts = RspField.Plaintext | RspField.Ciphertext;

    private static readonly RspField[] Measured =
        [RspField.Key, RspField.Iv, RspField.Plaintext, RspField.Ciphertext, RspField.AssociatedData, RspField.Tag, RspField.Tweak];

    /// <summary>Whether it is a GMAC vector: it has no plaintext, and the fields of the texts may be missing.</summary>
    public bool IsGmac { get; init; }

    /// <summary>Makes the vector.</summary>
    /// <returns>The vector; null if its data unit is not whole bytes, which no engine can encrypt.</returns>
    /// <exception cref="VectorFileException">A field is missing or superfluous, or has a wrong length.</exception>
    public CipherVector? Make(CipherDirection direction)
    {
        RequireFields();
        foreach (RspField field in Measured)
        {
            if (fields.Has(field))
            {
                RequireLength(field, fields.Value(field).Length);
            }
        }

        RequireEqualTexts();
        return mode == CipherMode.Xts && fields.Number(RspField.DataUnitLength) % 8 != 0 ? null : new CipherVector
        {
            Mode = mode,
            Direction = direction,
            Key = fields.Value(RspField.Key),
            Iv = fields.Has(RspField.DataUnitNumber) ? LittleEndian(fields.Number(RspField.DataUnitNumber))
                : mode == CipherMode.Xts ? fields.Value(RspField.Tweak)
                : fields.Value(RspField.Iv),
            AssociatedData = fields.Value(RspField.AssociatedData),
            Plaintext = fields.Value(RspField.Plaintext),
            Ciphertext = fields.Value(RspField.Ciphertext),
            Tag = fields.Value(RspField.Tag),
            Result = fields.MustFail ? ExpectedResult.Invalid : ExpectedResult.Valid,
            Number = fields.Has(RspField.Count) ? (int)fields.Number(RspField.Count) : null,
            Line = fields.FirstLine,
        };
    }

    /// <summary>IEEE 1619 section 5.1: the tweak is the data unit's number, little-endian.</summary>
    private static byte[] LittleEndian(ulong number)
    {
        byte[] tweak = new byte[AesCipher.BlockSize];
        BinaryPrimitives.WriteUInt64LittleEndian(tweak, number);
        return tweak;
    }

    private void RequireFields()
    {
        RspField extra = fields.FirstNotIn(RspFieldNames.AllowedIn(mode));
        RspField required = RspFieldNames.RequiredIn(mode, fields.MustFail) & ~(IsGmac ? Texts : RspField.None);
        RspField missing = fields.FirstMissing(fields.Has(RspField.DataUnitNumber) ? required & ~RspField.Tweak : required);
        if (missing != RspField.None)
        {
            throw Error($"has no {missing.NameIn(mode)}; {Refetch}");
        }

        if (extra == RspField.Iv && mode == CipherMode.Ecb)
        {
            throw Error("has an IV in an ECB file; remove it, or add a first line '# test data for CBC'");
        }

        if (extra != RspField.None)
        {
            throw Error($"has a field {extra.NameIn(mode)}, which {ModeName} does not have; remove it, or name the mode: a first line such as '# test data for GCM'");
        }

        if (fields.MustFail && fields.Has(RspField.Plaintext))
        {
            throw Error("has both PT and FAIL; remove one");
        }

        if (fields.Has(RspField.Tweak) && fields.Has(RspField.DataUnitNumber))
        {
            throw Error("has both i and DataUnitSeqNumber; remove one");
        }
    }

    private void RequireLength(RspField field, int length)
    {
        string? problem = field switch
        {
            RspField.Key when !mode.AllowsKeyLength(length) => mode == CipherMode.Xts ? "an XTS key has 32, 48 or 64" : "an AES key has 16, 24 or 32",
            RspField.Iv when !mode.AllowsIvLength(length) => mode == CipherMode.Gcm ? "a GCM IV has one or more" : $"an IV has 16{SmallBlocks(length)}",
            RspField.Tag when !mode.AllowsTagLength(length) => "a GCM tag has 4, 8 or 12 to 16",
            RspField.Tweak when !mode.AllowsIvLength(length) => "a tweak has 16",
            _ when (field & Texts) == 0 => null,
            _ when mode.IsByWholeBlocks && (length == 0 || length % AesCipher.BlockSize != 0) => $"give one or more whole blocks of 16{SmallBlocks(length)}",
            _ when IsGmac && length > 0 => "GMAC has no text",
            _ when mode is CipherMode.Ctr or CipherMode.Cfb or CipherMode.Cfb8 or CipherMode.Ofb && length == 0 => "give one or more",
            _ when mode == CipherMode.Xts && (ulong)length != (fields.Number(RspField.DataUnitLength) + 7) / 8 =>
                $"DataUnitLen says {fields.Number(RspField.DataUnitLength)} bits",
            _ when !mode.AllowsMessageLength(AesCipher.BlockSize, length) => "an XTS data unit has 16 or more",
            _ => null,
        };
        problem ??= lengths.Contradiction(field, length) is { } head ? $"the section has {head}; {Refetch}" : null;
        if (problem is not null)
        {
            throw new VectorFileException(fileName, fields.Line(field), $"{field.NameIn(mode)} has {length} bytes; {problem}");
        }
    }

    private void RequireEqualTexts()
    {
        (int plaintext, int ciphertext) = (fields.Value(RspField.Plaintext).Length, fields.Value(RspField.Ciphertext).Length);
        if (plaintext != ciphertext && !fields.MustFail)
        {
            throw Error(
                $"has a {RspField.Plaintext.NameIn(mode)} of {plaintext} bytes and a {RspField.Ciphertext.NameIn(mode)} of {ciphertext}; {Refetch}");
        }

        int unit = mode == CipherMode.Cfb8 ? 1 : AesCipher.BlockSize;
        if (isMonteCarlo && plaintext != unit)
        {
            throw Error($"has {plaintext} bytes; {(unit == 1 ? "the Monte Carlo test for CFB8 takes one" : "the Monte Carlo test takes one block of 16")}");
        }
    }

    private string ModeName => mode.Label;

    /// <summary>Returns a hint for a length of eight bytes, else an empty string.</summary>
    private static string SmallBlocks(int length) => length == 8 ? " (8 is right for other ciphers: DES, Blowfish, CAST5, IDEA)" : "";

    private VectorFileException Error(string problem) => new(fileName, fields.FirstLine, $"the vector that begins here {problem}");
}
