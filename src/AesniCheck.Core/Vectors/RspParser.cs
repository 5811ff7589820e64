using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>One reading of one <c>.rsp</c> text, in a single pass. All bytes of a file's vectors lie in one array.</summary>
internal ref struct RspParser(ReadOnlySpan<byte> text, string fileName)
{
    private const string Refetch = "the file is truncated or damaged: fetch it again";

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly RspHeader _header = new(fileName);
    private readonly ImmutableArray<CipherVector>.Builder _vectors = ImmutableArray.CreateBuilder<CipherVector>(16);

    // Two digits make a byte, so half of the text is room enough for all values.
    private readonly byte[] _bytes = new byte[text.Length / 2];
    private int _byteCount;

    private int _position;
    private int _line;
    private BlockMode? _mode;
    private CipherDirection? _direction;
    private int _sectionLine;
    private int _sectionStart;
    private RspFields _fields;

    /// <summary>Reads it all.</summary>
    public VectorFile Parse()
    {
        while (_position < _text.Length)
        {
            ReadOnlySpan<byte> line = NextLine();
            if (line.IsEmpty)
            {
                EndVector();
            }
            else if (line[0] == '#')
            {
                ReadComment(line[1..]);
            }
            else if (line[0] == '[')
            {
                EndSection();
                BeginSection(line);
            }
            else
            {
                ReadField(line);
            }
        }

        EndSection();
        if (_vectors.Count == 0)
        {
            throw Error(Math.Max(_line, 1), "there is no vector in the file; give a NIST CAVP .rsp file for AES in ECB or CBC mode");
        }

        return new VectorFile(fileName, _header.IsMonteCarlo, _vectors.DrainToImmutable());
    }

    /// <summary>The next line, trimmed, once it is certain that it is text.</summary>
    private ReadOnlySpan<byte> NextLine()
    {
        _line++;
        int start = _position;
        int union = 0;
        while (_position < _text.Length)
        {
            byte character = _text[_position];
            if (character == '\n')
            {
                break;
            }

            if (character is < 0x20 and not (byte)'\t' and not (byte)'\r' or 0x7f)
            {
                throw NotText($"the byte 0x{character:x2} in column {_position - start + 1} is no text");
            }

            union |= character;
            _position++;
        }

        ReadOnlySpan<byte> whole = _text[start.._position];
        _position++;
        if (union > 0x7f && !Utf8.IsValid(whole))
        {
            throw NotText("the line is no UTF-8 text");
        }

        ReadOnlySpan<byte> line = RspText.Trim(whole);
        return line.Contains((byte)'\r') ? throw NotText("there is a carriage return within the line") : line;
    }

    private readonly void ReadComment(ReadOnlySpan<byte> comment)
    {
        if (_direction is null)
        {
            _header.ReadComment(Encoding.UTF8.GetString(comment), _line);
        }
    }

    private void BeginSection(ReadOnlySpan<byte> line)
    {
        if (_direction is null)
        {
            _header.End(_line);
            _mode = _header.Mode;
        }

        _direction = Ascii.EqualsIgnoreCase(line, "[ENCRYPT]"u8) ? CipherDirection.Encrypt
            : Ascii.EqualsIgnoreCase(line, "[DECRYPT]"u8) ? CipherDirection.Decrypt
            : throw Error(_line, $"there is no section '{RspText.Shorten(line)}'; the sections are [ENCRYPT] and [DECRYPT]");
        _sectionLine = _line;
        _sectionStart = _vectors.Count;
    }

    private void EndSection()
    {
        EndVector();
        if (_direction is not null && _vectors.Count == _sectionStart)
        {
            throw Error(_sectionLine, $"the section has no vectors; {Refetch}");
        }
    }

    private void ReadField(ReadOnlySpan<byte> line)
    {
        int equals = line.IndexOf((byte)'=');
        if (equals < 0)
        {
            throw Error(_line, $"'{RspText.Shorten(line)}' is no comment, section or field; {Refetch}");
        }

        ReadOnlySpan<byte> name = RspText.Trim(line[..equals]);
        RspField field = RspFields.Named(name)
            ?? throw Error(_line, $"there is no field '{RspText.Shorten(name)}'; the fields are COUNT, KEY, IV, PLAINTEXT and CIPHERTEXT");
        if (_direction is null)
        {
            throw Error(_line, $"{Name(field)} stands outside a section; put [ENCRYPT] or [DECRYPT] above it");
        }

        if (field == RspField.Count && _fields.Has(RspField.Count))
        {
            EndVector();
        }

        if (_fields.Has(field))
        {
            throw Error(_line, $"{Name(field)} is given twice in the vector of line {_fields.FirstLine}; remove one");
        }

        _fields.Begin(field, _line);
        ReadValue(field, RspText.Trim(line[(equals + 1)..]));
    }

    private void ReadValue(RspField field, ReadOnlySpan<byte> value)
    {
        if (field == RspField.Count)
        {
            _fields.Count = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count
                : throw Error(_line, $"COUNT is '{RspText.Shorten(value)}'; give a decimal number");
            return;
        }

        int wrong = RspText.DecodeHex(value, _bytes.AsSpan(_byteCount));
        if (wrong >= 0)
        {
            throw Error(_line, $"{Name(field)} has '{RspText.Shorten(value[wrong..])}' where a hex digit should be; {Refetch}");
        }

        if (value.Length % 2 != 0)
        {
            throw Error(_line, $"{Name(field)} has {value.Length} hex digits, an odd number; {Refetch}");
        }

        var bytes = new ReadOnlyMemory<byte>(_bytes, _byteCount, value.Length / 2);
        _byteCount += bytes.Length;
        switch (field)
        {
            case RspField.Key when bytes.Length is not (16 or 24 or 32):
                throw Error(_line, $"KEY has {bytes.Length} bytes; an AES key has 16, 24 or 32");
            case RspField.Iv when bytes.Length != AesCipher.BlockSize:
                throw Error(_line, $"IV has {bytes.Length} bytes; an IV has 16");
            case RspField.Plaintext or RspField.Ciphertext when bytes.IsEmpty || bytes.Length % AesCipher.BlockSize != 0:
                throw Error(_line, $"{Name(field)} has {bytes.Length} bytes; give one or more whole blocks of 16");
            case RspField.Key:
                _fields.Key = bytes;
                break;
            case RspField.Iv:
                _fields.Iv = bytes;
                break;
            case RspField.Plaintext:
                _fields.Plaintext = bytes;
                break;
            default:
                _fields.Ciphertext = bytes;
                break;
        }
    }

    private void EndVector()
    {
        if (_fields.IsEmpty)
        {
            return;
        }

        // Where neither header nor name tells, the first vector does.
        _mode ??= _fields.Has(RspField.Iv) ? BlockMode.Cbc : BlockMode.Ecb;
        RequireComplete(_mode.Value);
        _vectors.Add(new CipherVector(
            _mode.Value,
            _direction!.Value,
            _fields.Key,
            _fields.Iv,
            _fields.Plaintext,
            _fields.Ciphertext,
            _fields.Has(RspField.Count) ? _fields.Count : null,
            _fields.FirstLine));
        _fields = default;
    }

    private readonly void RequireComplete(BlockMode mode)
    {
        int line = _fields.FirstLine;
        RspField missing = _fields.Missing(mode);
        if (missing != RspField.None)
        {
            throw Error(line, $"the vector that begins here has no {Name(missing)}; {Refetch}");
        }

        if (mode == BlockMode.Ecb && _fields.Has(RspField.Iv))
        {
            throw Error(line, "the vector that begins here has an IV, in an ECB file; remove it, or put '# test data for CBC' on top");
        }

        (int plaintext, int ciphertext) = (_fields.Plaintext.Length, _fields.Ciphertext.Length);
        if (plaintext != ciphertext)
        {
            throw Error(line, $"the vector that begins here has a PLAINTEXT of {plaintext} bytes and a CIPHERTEXT of {ciphertext}; {Refetch}");
        }

        if (_header.IsMonteCarlo && plaintext != AesCipher.BlockSize)
        {
            throw Error(line, $"the vector that begins here has {plaintext} bytes; the Monte Carlo test takes one block of 16");
        }
    }

    private static string Name(RspField field) => field.ToString().ToUpperInvariant();

    private readonly VectorFileException NotText(string problem) => Error(_line, $"{problem}; give a NIST CAVP .rsp file, which is plain text");

    private readonly VectorFileException Error(int line, string problem) => new(fileName, line, problem);
}
