namespace AesniCheck.Basics;

/// <summary>Two columns on a terminal of 80: a key, and beside it a text that goes on below in its own column.</summary>
internal static class Columns
{
    private const int Width = 80;
    private const int KeyWidth = 13;

    /// <summary>A key of the summary and a text beside it, as long as it is.</summary>
    public static string Row(string key, string text) => key.PadRight(KeyWidth) + text;

    /// <summary>A key of the summary and a text beside it, which goes on below.</summary>
    public static IEnumerable<string> Rows(string key, string text) => Wrap(key.PadRight(KeyWidth), text);

    /// <summary>The lines, none longer than 80 characters.</summary>
    /// <param name="key">The key, padded to the width of its column.</param>
    /// <param name="text">The text; its words are parted by spaces.</param>
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

    // A word that no line can hold is cut.
    private static IEnumerable<string> Pieces(string word, int width) => word.Chunk(width).Select(piece => new string(piece));
}
