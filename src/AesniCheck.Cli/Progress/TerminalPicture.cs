using System.Globalization;
using System.Text;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// Writes a picture onto a terminal, and the next one over it. The cursor rests below the picture and is never hidden: whoever is killed meanwhile
/// leaves a terminal that can be used. Uses what every terminal knows: up, erase the line or its end, erase to the end of the screen.
/// </summary>
internal sealed class TerminalPicture
{
    private IReadOnlyList<string> _shown = [];
    private int _columns;

    /// <summary>What is to be written to have other lines in the place of those before.</summary>
    /// <param name="above">Lines that stay, above the picture.</param>
    /// <param name="lines">The picture, with its colours. None of its lines is longer than the terminal is wide.</param>
    /// <param name="columns">The columns of the terminal as it is now.</param>
    public string Replace(IReadOnlyList<string> above, IReadOnlyList<string> lines, int columns)
    {
        var text = new StringBuilder(Back(columns));

        // Some remember of a line that they have broken that it goes on, whatever is written over it, until it is erased as a whole.
        string erase = columns == _columns ? "" : "\e[2K";
        foreach (string line in above.Concat(lines))
        {
            text.Append(erase).Append(line).Append("\e[K\n");
        }

        _shown = lines;
        _columns = columns;
        return text.Append("\e[J").ToString();
    }

    /// <summary>Forgets what has been drawn: the next picture begins where the cursor is.</summary>
    public void Leave() => _shown = [];

    /// <summary>The characters of a line that are seen.</summary>
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

    /// <summary>To the first column of the picture's first line. A terminal that has become narrower has broken its lines, as nearly all do.</summary>
    private string Back(int columns)
    {
        int rows = _shown.Sum(line => Math.Max(1, (WidthOf(line) + columns - 1) / columns));
        return rows == 0 ? "\r" : string.Create(CultureInfo.InvariantCulture, $"\r\e[{rows}A");
    }
}
