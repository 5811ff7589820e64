using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>Parses one <c>.rsp</c> text in a single pass. One array holds the bytes of all vectors of a file.</summary>
internal ref struct RspParser(ReadOnlySpan<byte> text, RspHeader header, string fileName)
{
    private const string Refetch = RspVector.Refetch;

    private readonly ImmutableArray<CipherVector>.Builder _vectors = ImmutableArray.CreateBuilder<CipherVector>(16);

    // Two digits make a byte, so half the text's length is enough for all values.
    private readonly byte[] _bytes = new byte[text.Length / 2];
    private readonly RspFields _fields = new();
    private readonly RspLengths _lengths = new();
    private RspLines _lines = new(text, fileName);
    private int _byteCount;
    private int _line;
    private CipherMode? _mode = header.Mode;
    private string? _basis = header.Basis;
    private CipherDirection? _direction = header.Direction;
    private bool _isGmac = header.IsGmac;
    private int _passedOver;

    // The section: 0 before the first. A section without a vector is an error.
    private int _sectionLine;
    private int _sectionStart;

    /// <summary>Parses the whole text.</summary>
    public VectorFile Parse()
    {
        while (_lines.TryNext(out ReadOnlySpan<byte> line))
        {
            _line = _lines.Number;
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
        if (_vectors.Count == 0)
        {
            throw Error(
                Math.Max(_line, 1),
                _passedOver > 0
                    ? $"the data units of all {_passedOver} vectors are not whole bytes, which is not supported; use a file that also has others"
                    : $"the file has no vectors; give a NIST CAVP .rsp file for AES in one of the modes {RspReader.ModeNames}");
        }

        return new VectorFile(fileName, header.IsMonteCarlo, _vectors.DrainToImmutable()) { SkippedCount = _passedOver, ModeBasis = _basis, IsModeGuessed = header.Mode is null };
    }

    private void ReadSection(ReadOnlySpan<byte> line)
    {
        EndVector();
        CipherDirection? direction = Ascii.EqualsIgnoreCase(line, "[ENCRYPT]"u8) ? CipherDirection.Encrypt
            : Ascii.EqualsIgnoreCase(line, "[DECRYPT]"u8) ? CipherDirection.Decrypt
            : null;

        // The header of a GCM section has several lines: a line begins a new section only if vectors precede it.
        if (direction is not null || _sectionLine == 0 || VectorCount > _sectionStart)
        {
            EndSection();
            _lengths.Clear();
            _sectionLine = _line;
            _sectionStart = VectorCount;
        }

        if (direction is null)
        {
            if (_mode is not (null or CipherMode.Gcm) || !_lengths.TryRead(line))
            {
                throw Error(_line, $"unknown section '{RspText.Shorten(line)}'; the sections are [ENCRYPT] and [DECRYPT], and for GCM [Keylen = 128] and similar ones");
            }

            _mode = CipherMode.Gcm;
            _basis ??= $"the section in line {_line} is one that only GCM files have";
        }

        _direction = direction ?? _direction;
    }

    private void EndSection()
    {
        EndVector();
        if (_sectionLine > 0 && VectorCount == _sectionStart)
        {
            throw Error(_sectionLine, $"the section has no vectors; {Refetch}");
        }
    }

    private void ReadField(ReadOnlySpan<byte> line)
    {
        int equals = line.IndexOf((byte)'=');
        if (equals < 0)
        {
            // In GCM decryption: the tag is wrong.
            _fields.MustFail = _mode is null or CipherMode.Gcm && !_fields.IsEmpty && Ascii.EqualsIgnoreCase(line, "FAIL"u8) ? true
                : throw Error(_line, $"'{RspText.Shorten(line)}' is not a comment, section or field; {Refetch}");
            return;
        }

        ReadOnlySpan<byte> name = RspText.Trim(line[..equals]);
        RspField field = RspFieldNames.Parse(name)
            ?? throw Error(_line, $"unknown field '{RspText.Shorten(name)}'; the fields are {RspFieldNames.All}");
        if (_direction is null && _mode != CipherMode.Gcm)
        {
            throw Error(_line, $"{field.NameIn(_mode)} is outside a section; add [ENCRYPT] or [DECRYPT] above it");
        }

        if (field == RspField.Count && _fields.Has(RspField.Count))
        {
            EndVector();
        }

        if (_fields.Has(field))
        {
            throw Error(_line, $"{field.NameIn(_mode)} occurs twice in the vector that begins in line {_fields.FirstLine}; remove one");
        }

        ReadOnlySpan<byte> value = RspText.Trim(line[(equals + 1)..]);
        _fields.Add(field, _line, field.IsNumber ? default : ReadBytes(field, value), field.IsNumber ? ReadNumber(field, value) : 0);
    }

    private readonly ulong ReadNumber(RspField field, ReadOnlySpan<byte> value) =>
        ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
        && (number <= int.MaxValue || field == RspField.DataUnitNumber)
            ? number
            : throw Error(_line, $"{field.NameIn(_mode)} is '{RspText.Shorten(value)}'; give a decimal number");

    private ReadOnlyMemory<byte> ReadBytes(RspField field, ReadOnlySpan<byte> value)
    {
        int wrong = RspText.DecodeHex(value, _bytes.AsSpan(_byteCount));
        if (wrong >= 0)
        {
            throw Error(_line, $"{field.NameIn(_mode)} has '{RspText.Shorten(value[wrong..])}' where a hex digit should be; {Refetch}");
        }

        if (value.Length % 2 != 0)
        {
            throw Error(_line, $"{field.NameIn(_mode)} has {value.Length} hex digits, an odd number; {Refetch}");
        }

        var bytes = new ReadOnlyMemory<byte>(_bytes, _byteCount, value.Length / 2);
        _byteCount += bytes.Length;
        return bytes;
    }

    private void EndVector()
    {
        if (_fields.IsEmpty)
        {
            return;
        }

        // If neither the header nor the name states the mode, the first vector determines it.
        if (_mode is null)
        {
            (_mode, _basis) = ModeOfFields();
        }

        _isGmac |= header.Mode is null && _mode == CipherMode.Gcm && VectorCount == 0 && !_fields.Has(RspField.Plaintext | RspField.Ciphertext);
        _direction ??= _fields.MustFail || _fields.Line(RspField.Ciphertext) < _fields.Line(RspField.Plaintext)
            ? CipherDirection.Decrypt
            : CipherDirection.Encrypt;

        // Only decryption refuses a tag.
        CipherDirection direction = _fields.MustFail ? CipherDirection.Decrypt : _direction.Value;
        if (new RspVector(_fields, _mode.Value, _lengths, header.IsMonteCarlo, fileName) { IsGmac = _isGmac }.Make(direction) is { } vector)
        {
            _vectors.Add(vector);
        }
        else
        {
            _passedOver++;
        }

        _fields.Clear();
    }

    private readonly (CipherMode Mode, string Basis) ModeOfFields()
    {
        const string NoStatedMode = "and neither the comments nor the file name state the mode";
        return _fields.Has(RspField.DataUnitLength | RspField.Tweak | RspField.DataUnitNumber) ? (CipherMode.Xts, $"its vectors have a tweak, {NoStatedMode}")
            : _fields.Has(RspField.Tag | RspField.AssociatedData) ? (CipherMode.Gcm, $"its vectors have a tag or associated data, {NoStatedMode}")
            : _fields.Has(RspField.Iv) ? (CipherMode.Cbc, $"its vectors have an IV, {NoStatedMode}")
            : (CipherMode.Ecb, $"its vectors have no IV, {NoStatedMode}");
    }

    private readonly int VectorCount => _vectors.Count + _passedOver;

    private readonly VectorFileException Error(int line, string problem) => new(fileName, line, problem);
}
