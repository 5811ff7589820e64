using System.Globalization;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>Makes a vector from the fields of a file for CCM, after checking that they are complete and that their lengths are consistent.</summary>
/// <param name="shared">The key and the nonce of the section, if it has them.</param>
/// <param name="fields">The fields of the vector itself.</param>
/// <param name="lengths">The lengths that the file states.</param>
/// <param name="fileName">The file, for messages.</param>
internal readonly struct RspCcmVector(RspCcmFields shared, RspCcmFields fields, RspCcmLengths lengths, string fileName)
{
    private const string Refetch = RspVector.Refetch;

    /// <summary>Makes the vector.</summary>
    /// <exception cref="VectorFileException">A field is missing or superfluous, or has a wrong length.</exception>
    public CipherVector Make()
    {
        bool decrypts = fields.Passes is not null;
        bool mustFail = fields.Passes == false;
        foreach (RspCcmField field in (ReadOnlySpan<RspCcmField>)[RspCcmField.Key, RspCcmField.Nonce, RspCcmField.Adata, RspCcmField.Payload, RspCcmField.Ct])
        {
            bool isMissing = !fields.Has(field) && !(field is RspCcmField.Key or RspCcmField.Nonce && shared.Has(field));
            if (isMissing && !(mustFail && field == RspCcmField.Payload))
            {
                throw Error(fields.FirstLine, $"the vector that begins here has no {field.Name}; {Refetch}");
            }
        }

        ReadOnlyMemory<byte> key = Value(RspCcmField.Key);
        ReadOnlyMemory<byte> nonce = Value(RspCcmField.Nonce);
        Require(RspCcmField.Key, key.Length, CipherMode.Ccm.AllowsKeyLength(key.Length) ? null : "an AES key has 16, 24 or 32");
        Require(RspCcmField.Nonce, nonce.Length, CipherMode.Ccm.AllowsIvLength(nonce.Length) ? null : "a nonce has 7 to 13");
        Require(RspCcmField.Nonce, nonce.Length, Contradiction("Nlen", lengths.Nonce, nonce.Length));
        ReadOnlyMemory<byte> associatedData = Text(RspCcmField.Adata, "Alen", lengths.AssociatedData);
        ReadOnlyMemory<byte> payload = Text(RspCcmField.Payload, "Plen", mustFail ? null : lengths.Payload);
        ReadOnlyMemory<byte> ciphertext = fields.Value(RspCcmField.Ct);
        int payloadLength = PayloadLength(mustFail, payload.Length, ciphertext.Length);
        int tagLength = lengths.Tag ?? (ciphertext.Length - payloadLength);
        Require(RspCcmField.Ct, ciphertext.Length, tagLength == ciphertext.Length - payloadLength ? null
            : string.Create(CultureInfo.InvariantCulture, $"a payload of {payloadLength} and a tag of {tagLength} make {(long)payloadLength + tagLength}; {Refetch}"));
        Require(RspCcmField.Ct, ciphertext.Length, CipherMode.Ccm.AllowsTagLength(tagLength) ? null
            : string.Create(CultureInfo.InvariantCulture, $"{payloadLength} of them are the payload's, and a tag has 4, 6, 8, 10, 12, 14 or 16"));
        Require(RspCcmField.Ct, ciphertext.Length, CipherMode.Ccm.AllowsMessageLength(nonce.Length, payloadLength) ? null : "too many for a nonce of this length");
        return new CipherVector
        {
            Mode = CipherMode.Ccm,
            Direction = decrypts ? CipherDirection.Decrypt : CipherDirection.Encrypt,
            Key = key,
            Iv = nonce,
            AssociatedData = associatedData,
            Plaintext = payload,
            Ciphertext = ciphertext[..payloadLength],
            Tag = ciphertext[payloadLength..],
            Result = mustFail ? ExpectedResult.Invalid : ExpectedResult.Valid,
            Number = fields.Number,
            Line = fields.FirstLine,
        };
    }

    private static string? Contradiction(string name, int? stated, int length) =>
        stated is null || stated == length ? null : string.Create(CultureInfo.InvariantCulture, $"{name} says {stated}; {Refetch}");

    private ReadOnlyMemory<byte> Value(RspCcmField field) => fields.Has(field) ? fields.Value(field) : shared.Value(field);

    /// <summary>Returns a text. If it is empty, the files have one meaningless byte.</summary>
    private ReadOnlyMemory<byte> Text(RspCcmField field, string name, int? stated)
    {
        ReadOnlyMemory<byte> value = fields.Value(field);
        if (stated == 0 && value.Span is [] or [0])
        {
            return default;
        }

        Require(field, value.Length, Contradiction(name, stated, value.Length));
        return value;
    }

    /// <summary>Returns the payload's length. A vector that must fail has no payload; then the length follows from the stated lengths.</summary>
    private int PayloadLength(bool mustFail, int payload, int ciphertext)
    {
        if (!mustFail)
        {
            return payload <= ciphertext ? payload : throw Error(fields.Line(RspCcmField.Ct), $"CT has {ciphertext} bytes, fewer than the payload; {Refetch}");
        }

        if (fields.Has(RspCcmField.Payload))
        {
            throw Error(fields.FirstLine, "the vector that begins here has both a Payload and the Result Fail; remove one");
        }

        int length = lengths.Payload ?? (ciphertext - lengths.Tag
            ?? throw Error(fields.FirstLine, $"neither Plen nor Tlen gives the tag length of the vector that begins here; {Refetch}"));
        return length >= 0 && length <= ciphertext ? length
            : throw Error(fields.Line(RspCcmField.Ct), $"CT has {ciphertext} bytes, fewer than its payload or its tag; {Refetch}");
    }

    private void Require(RspCcmField field, int length, string? problem)
    {
        if (problem is not null)
        {
            throw Error(fields.Has(field) ? fields.Line(field) : shared.Line(field), string.Create(CultureInfo.InvariantCulture, $"{field.Name} has {length} bytes; {problem}"));
        }
    }

    private VectorFileException Error(int line, string problem) => new(fileName, line, problem);
}
