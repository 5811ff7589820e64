using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace AesniCheck.Vectors;

/// <summary>
/// Parses one <c>.rsp</c> text for CCM, in the form of CCMVS (NIST, The CCM Validation System), appendix A: DVPT, VADT, VNT, VPT and VTT.
/// </summary>
/// <remarks>
/// Lengths are in bytes, at the top of the file or in section headers. A key, and often a nonce, is given once for all vectors of a section,
/// above their COUNT. The tag is the end of CT. An empty text is written <c>00</c>. In DVPT a vector has a Result, and a payload only if it passes;
/// it is decrypted. The vectors of all other tests are encrypted.
/// </remarks>
internal ref struct RspCcmParser(ReadOnlySpan<byte> text, RspHeader header, string fileName)
{
    private const string Refetch = RspVector.Refetch;
    private const string Fields = "Count, Key, Nonce, Adata, Payload, CT and Result, and the lengths Alen, Plen, Nlen and Tlen";

    private readonly ImmutableArray<CipherVector>.Builder _vectors = ImmutableArray.CreateBuilder<CipherVector>(16);

    // Two digits make a byte, so half the text's length is enough for all values.
    private readonly byte[] _bytes = new byte[text.Length / 2];
    private readonly RspCcmLengths _lengths = new();
    private readonly RspCcmFields _shared = new();
    private readonly RspCcmFields _fields = new();
    private RspLines _lines = new(text, fileName);
    private int _byteCount;

    // The section: 0 before the first. A section without a vector is an error.
    private int _sectionLine;
    private int _sectionStart;

    /// <summary>Whether a text without a mode in its header has, in its first lines, fields that only files for CCM have.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> text, string fileName)
    {
        const int looked = 50;
        var lines = new RspLines(text, fileName);
        while (lines.Number < looked && lines.TryNext(out ReadOnlySpan<byte> line))
        {
            ReadOnlySpan<byte> name = line is [(byte)'[', ..] ? line[1..] : line;
            int equals = name.IndexOf((byte)'=');
            name = RspText.Trim(equals < 0 ? default : name[..equals]);
            if (Ascii.EqualsIgnoreCase(name, "Adata"u8) || Ascii.EqualsIgnoreCase(name, "Payload"u8) || Ascii.EqualsIgnoreCase(name, "Nlen"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Parses the whole text.</summary>
    public VectorFile Parse()
    {
        while (_lines.TryNext(out ReadOnlySpan<byte> line))
        {
            if (line.IsEmpty)
            {
                EndVector();
            }
            else if (line[0] == '[')
            {
                ReadSection(line);
            }
            else if (line[0] != '#')
            {
                ReadField(line);
            }
        }

        EndSection();
        return _vectors.Count == 0 ? throw Error(Math.Max(_lines.Number, 1), $"the file has no vectors; {Refetch}")
            : new VectorFile(fileName, IsMonteCarlo: false, _vectors.DrainToImmutable())
            {
                ModeBasis = header.Basis ?? "its fields are those of CCM",
                IsModeGuessed = header.Mode is null,
            };
    }

    private void ReadSection(ReadOnlySpan<byte> line)
    {
        EndSection();
        if (line[^1] != ']' || !_lengths.TryRead(line[1..^1]))
        {
            throw Error(_lines.Number, $"unknown section '{RspText.Shorten(line)}' in a file for CCM; a section looks like [Nlen = 7]");
        }

        _shared.Clear();
        (_sectionLine, _sectionStart) = (_lines.Number, _vectors.Count);
    }

    private void EndSection()
    {
        EndVector();
        if (_sectionLine > 0 && _vectors.Count == _sectionStart)
        {
            throw Error(_sectionLine, $"the section has no vectors; {Refetch}");
        }
    }

    private void ReadField(ReadOnlySpan<byte> line)
    {
        int equals = line.IndexOf((byte)'=');
        if (equals < 0)
        {
            throw Error(_lines.Number, $"'{RspText.Shorten(line)}' is not a comment, section or field; {Refetch}");
        }

        ReadOnlySpan<byte> name = RspText.Trim(line[..equals]);
        ReadOnlySpan<byte> value = RspText.Trim(line[(equals + 1)..]);
        if (RspCcmFields.Parse(name) is not { } field)
        {
            if (!_fields.IsEmpty || !_lengths.TryRead(line))
            {
                throw Error(_lines.Number, $"unknown field '{RspText.Shorten(name)}' in a file for CCM; the fields are {Fields}");
            }

            return;
        }

        if (field == RspCcmField.Count && !_fields.IsEmpty)
        {
            EndVector();
        }

        // A field above a COUNT applies to all vectors below it.
        bool isShared = _fields.IsEmpty && field is RspCcmField.Key or RspCcmField.Nonce;
        RspCcmFields fields = isShared ? _shared : _fields;
        if (!isShared && fields.Has(field))
        {
            throw Error(_lines.Number, $"{field.Name} occurs twice in the vector that begins in line {fields.FirstLine}; remove one");
        }

        fields.Set(field, _lines.Number, field.IsHex ? ReadBytes(field, value) : default);
        if (field == RspCcmField.Count)
        {
            fields.Number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
                : throw Error(_lines.Number, $"Count is '{RspText.Shorten(value)}'; give a decimal number");
        }
        else if (field == RspCcmField.Result)
        {
            fields.Passes = ReadResult(value);
        }
    }

    /// <summary>Reads a word, and in files with reasons the reason in parentheses: <c>Fail (2 - CT changed)</c>.</summary>
    private readonly bool ReadResult(ReadOnlySpan<byte> value)
    {
        int parenthesis = value.IndexOf((byte)'(');
        ReadOnlySpan<byte> word = RspText.Trim(parenthesis < 0 ? value : value[..parenthesis]);
        return Ascii.EqualsIgnoreCase(word, "Pass"u8)
            || (!Ascii.EqualsIgnoreCase(word, "Fail"u8) ? throw Error(_lines.Number, $"Result is '{RspText.Shorten(value)}'; give Pass or Fail") : false);
    }

    private ReadOnlyMemory<byte> ReadBytes(RspCcmField field, ReadOnlySpan<byte> value)
    {
        int wrong = RspText.DecodeHex(value, _bytes.AsSpan(_byteCount));
        if (wrong >= 0)
        {
            throw Error(_lines.Number, $"{field.Name} has '{RspText.Shorten(value[wrong..])}' where a hex digit should be; {Refetch}");
        }

        if (value.Length % 2 != 0)
        {
            throw Error(_lines.Number, $"{field.Name} has {value.Length} hex digits, an odd number; {Refetch}");
        }

        var bytes = new ReadOnlyMemory<byte>(_bytes, _byteCount, value.Length / 2);
        _byteCount += bytes.Length;
        return bytes;
    }

    private readonly void EndVector()
    {
        if (!_fields.IsEmpty)
        {
            _vectors.Add(new RspCcmVector(_shared, _fields, _lengths, fileName).Make());
            _fields.Clear();
        }
    }

    private readonly VectorFileException Error(int line, string problem) => new(fileName, line, problem);
}
