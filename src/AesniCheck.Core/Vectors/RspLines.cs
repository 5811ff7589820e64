using System.Text.Unicode;

namespace AesniCheck.Vectors;

/// <summary>Enumerates the lines of a text, trimmed; each is checked to be text before it is returned.</summary>
internal ref struct RspLines(ReadOnlySpan<byte> text, string fileName)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;

    /// <summary>The number of the current line, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Advances to the next line.</summary>
    /// <param name="line">The line, without leading and trailing blanks.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="VectorFileException">The line is not text.</exception>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        if (_position >= _text.Length)
        {
            line = default;
            return false;
        }

        Number++;
        line = Next();
        return true;
    }

    private ReadOnlySpan<byte> Next()
    {
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
                throw NotText($"the byte 0x{character:x2} in column {_position - start + 1} is not text");
            }

            union |= character;
            _position++;
        }

        ReadOnlySpan<byte> whole = _text[start.._position];
        _position++;
        if (union > 0x7f && !Utf8.IsValid(whole))
        {
            throw NotText("the line is not valid UTF-8");
        }

        ReadOnlySpan<byte> line = RspText.Trim(whole);
        return line.Contains((byte)'\r') ? throw NotText("the line contains a carriage return") : line;
    }

    private readonly VectorFileException NotText(string problem) =>
        new(fileName, Number, $"{problem}; give a NIST CAVP .rsp file, which is plain text");
}
