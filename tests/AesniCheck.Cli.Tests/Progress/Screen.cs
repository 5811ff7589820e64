using System.Globalization;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// A terminal as far as the progress needs one: lines that break at its right edge and scroll, and that are broken anew when its width changes, as
/// most terminals do. A sequence that it does not know is an error.
/// </summary>
internal sealed class Screen(int columns, int rows)
{
    private readonly List<(string Text, bool GoesOn)> _lines = [("", false)];
    private int _row;
    private int _column;

    /// <summary>The columns.</summary>
    public int Columns { get; private set; } = columns;

    /// <summary>All lines, those above the window included, without the empty ones at the end.</summary>
    public string[] Lines
    {
        get
        {
            string[] lines = [.. _lines.Select(line => line.Text.TrimEnd())];
            return lines[..(Array.FindLastIndex(lines, line => line.Length > 0) + 1)];
        }
    }

    /// <summary>Whether the cursor is in the first column.</summary>
    public bool IsAtLineStart => _column == 0;

    public void Write(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    _column = 0;
                    Down();
                    break;
                case '\e':
                    int end = i + 2;
                    while (!char.IsLetter(text[end]))
                    {
                        end++;
                    }

                    Obey(text[(i + 1)..end], text[end]);
                    i = end;
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    /// <summary>The window is made narrower or wider.</summary>
    public void Resize(int columns)
    {
        var whole = new List<string>();
        int cursor = 0;
        bool goesOn = false;
        foreach ((int index, (string text, bool continues)) in _lines.Index())
        {
            if (!goesOn)
            {
                whole.Add("");
            }

            if (index == _row)
            {
                cursor = whole.Count - 1;
            }

            whole[^1] += text;
            goesOn = continues;
        }

        Columns = columns;
        _lines.Clear();
        foreach ((int index, string text) in whole.Index())
        {
            if (index == cursor)
            {
                _row = _lines.Count;
            }

            string[] pieces = [.. text.TrimEnd().Chunk(columns).Select(piece => new string(piece)).DefaultIfEmpty("")];
            _lines.AddRange(pieces.Select((piece, place) => (piece, place < pieces.Length - 1)));
        }
    }

    private void Obey(string parameters, char command)
    {
        int number = int.TryParse(parameters.TrimStart('['), CultureInfo.InvariantCulture, out int given) ? given : 1;
        switch (command)
        {
            case 'm':
                break;
            case 'A':
                // Lines that have scrolled out of the window can't be reached any more.
                _row = Math.Max(Math.Max(0, _lines.Count - rows), _row - number);
                break;
            case 'K' when parameters == "[":
                // As in tmux: the line remains marked as wrapped, whatever overwrites it.
                _lines[_row] = (_lines[_row].Text[..Math.Min(_column, _lines[_row].Text.Length)], _lines[_row].GoesOn);
                break;
            case 'K' when parameters == "[2":
                _lines[_row] = ("", false);
                break;
            case 'J' when parameters == "[":
                Obey("[", 'K');
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                _lines[_row] = (_lines[_row].Text, false);
                break;
            default:
                throw new NotSupportedException($"The screen does not know ESC {parameters}{command}.");
        }
    }

    private void Put(char character)
    {
        if (_column == Columns)
        {
            _lines[_row] = (_lines[_row].Text, true);
            _column = 0;
            Down();
        }

        string text = _lines[_row].Text.PadRight(_column + 1);
        _lines[_row] = (text[.._column] + character + text[(_column + 1)..], _lines[_row].GoesOn);
        _column++;
    }

    private void Down()
    {
        _row++;
        if (_row == _lines.Count)
        {
            _lines.Add(("", false));
        }
    }
}
