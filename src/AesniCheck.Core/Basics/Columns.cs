namespace AesniCheck.Basics;

/// <summary>Lays out two columns on a terminal: a key, and a text that wraps within its own column.</summary>
internal static class Columns
{
    /// <summary>The width of a terminal that reports none, in characters.</summary>
    public const int UsualWidth = 80;

    /// <summary>The width of the keys' column, in characters.</summary>
    public const int KeyWidth = 13;

    // In a window that is narrower than this, the terminal wraps the rest.
    private const int SmallestWidth = 40;

    /// <summary>A key of the summary and its text on one line, not wrapped.</summary>
    public static string Row(string key, string text) => key.PadRight(KeyWidth) + text;

    /// <summary>A key of the summary and its text, wrapped.</summary>
    public static IEnumerable<string> Rows(string key, string text, int width = UsualWidth) => Wrap(key.PadRight(KeyWidth), text, width);

    /// <summary>Returns the wrapped lines.</summary>
    /// <param name="key">The key, padded to the width of its column.</param>
    /// <param name="text">The text; its words are separated by spaces.</param>
    /// <param name="width">The maximum length of a line, in characters.</param>
    public static IEnumerable<string> Wrap(string key, string text, int width = UsualWidth)
    {
        width = Math.Max(width, SmallestWidth);
        string line = key;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width - key.Length)))
        {
            bool isFirst = line.Length == key.Length;
            if (!isFirst && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', key.Length) + word;
            }
            else
            {
                line += isFirst ? word : " " + word;
            }
        }

        yield return line.TrimEnd();
    }

    /// <summary>Returns a line as it is or, if it is too long, wrapped in its text's column: below its indent, or beside its key.</summary>
    public static IEnumerable<string> Fit(string line, int width)
    {
        int start = line.Length - line.TrimStart().Length;
        start = start == 0 ? KeyWidth : start;
        return line.Length <= Math.Max(width, SmallestWidth) ? [line] : Wrap(line[..start], line[start..], width);
    }

    // Splits a word that is longer than a line.
    private static IEnumerable<string> Pieces(string word, int width) => word.Chunk(width).Select(piece => new string(piece));
}
