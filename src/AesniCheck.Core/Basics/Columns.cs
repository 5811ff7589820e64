namespace AesniCheck.Basics;

/// <summary>Lays out two columns on a terminal of 80 characters: a key, and a text that wraps within its own column.</summary>
internal static class Columns
{
    private const int Width = 80;
    private const int KeyWidth = 13;

    /// <summary>A key of the summary and its text on one line, not wrapped.</summary>
    public static string Row(string key, string text) => key.PadRight(KeyWidth) + text;

    /// <summary>A key of the summary and its text, wrapped.</summary>
    public static IEnumerable<string> Rows(string key, string text) => Wrap(key.PadRight(KeyWidth), text);

    /// <summary>Returns the wrapped lines, each at most 80 characters long.</summary>
    /// <param name="key">The key, padded to the width of its column.</param>
    /// <param name="text">The text; its words are separated by spaces.</param>
    public static IEnumerable<string> Wrap(string key, string text)
    {
        string line = key;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, Width - key.Length)))
        {
            bool isFirst = line.Length == key.Length;
            if (!isFirst && line.Length + 1 + word.Length > Width)
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

    // Splits a word that is longer than a line.
    private static IEnumerable<string> Pieces(string word, int width) => word.Chunk(width).Select(piece => new string(piece));
}
