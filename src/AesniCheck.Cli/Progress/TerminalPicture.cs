using System.Globalization;
using System.Text;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// Writes a picture to a terminal, and the next one over it. The cursor rests below the picture and is never hidden: if the program is killed, the terminal
/// remains usable. Uses only what every terminal supports: up, erase the line or its end, erase to the end of the screen.
/// </summary>
internal sealed class TerminalPicture
{
    private IReadOnlyList<string> _shown = [];
    private int _columns;

    /// <summary>Returns the text to write to replace the previous lines with others.</summary>
    /// <param name="above">Lines that stay, above the picture.</param>
    /// <param name="lines">The picture, with its colours. No line is longer than the width of the terminal.</param>
    /// <param name="columns">The current number of columns of the terminal.</param>
    public string Replace(IReadOnlyList<string> above, IReadOnlyList<string> lines, int columns)
    {
        var text = new StringBuilder(Back(columns));

        // Some terminals remember that a wrapped line continues, whatever is written over it, until the whole line is erased.
        string erase = columns == _columns ? "" : "\e[2K";
        foreach (string line in above.Concat(lines))
        {
            text.Append(erase).Append(line).Append("\e[K\n");
        }

        _shown = lines;
        _columns = columns;
        return text.Append("\e[J").ToString();
    }

    /// <summary>Forgets the previous picture: the next one begins at the cursor.</summary>
    public void Leave() => _shown = [];

    /// <summary>Returns the number of visible characters of a line.</summary>
    public static int WidthOf(string line)
    {
        int width = 0;
        bool inSequence = false;
        foreach (char character in line)
        {
            if (inSequence)
            {
                inSequence = character is not (>= '@' and <= '~') || character == '[';
            }
            else if (character == '\e')
            {
                inSequence = true;
            }
            else
            {
                width++;
            }
        }

        return width;
    }

    /// <summary>Moves to the first column of the picture's first line. A terminal that has become narrower has wrapped its lines, as nearly all do.</summary>
    private string Back(int columns)
    {
        int rows = _shown.Sum(line => Math.Max(1, (WidthOf(line) + columns - 1) / columns));
        return rows == 0 ? "\r" : string.Create(CultureInfo.InvariantCulture, $"\r\e[{rows}A");
    }
}
