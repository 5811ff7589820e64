using System.Text;

namespace AesniCheck.Vectors;

/// <summary>
/// The lines at the beginning of a text file, sorted by their form, for any file format: enough to identify the format.
/// </summary>
internal sealed class FileSketch
{
    private const int MaximumBytes = 1 << 16;
    private const int MaximumLines = 2000;

    private FileSketch(string fileName) => FileName = fileName;

    /// <summary>The file's name, as given by the caller.</summary>
    public string FileName { get; }

    /// <summary>The beginning of the text.</summary>
    public required string Text { get; init; }

    /// <summary>The comments, without their marks, and their line numbers, from 1; in the file's order.</summary>
    public List<(string Text, int Line)> Comments { get; } = [];

    /// <summary>The sections, without their brackets.</summary>
    public List<string> Sections { get; } = [];

    /// <summary>The fields <c>NAME = value</c>, by their names in capitals, with the first value of each.</summary>
    public Dictionary<string, string> Fields { get; } = [];

    /// <summary>The fields <c>NAME: value</c>, by their names in capitals, with the first value of each.</summary>
    public Dictionary<string, string> ColonFields { get; } = [];

    /// <summary>The other lines that are not empty, and the <c>NAME: value</c> lines.</summary>
    public List<string> OtherLines { get; } = [];

    /// <summary>Makes the sketch of a text.</summary>
    public static FileSketch Of(ReadOnlySpan<byte> text, string fileName)
    {
        // Latin-1: every byte is a character.
        string beginning = Encoding.Latin1.GetString(text[..Math.Min(text.Length, MaximumBytes)]);
        var sketch = new FileSketch(fileName) { Text = beginning };
        int number = 0;
        foreach (ReadOnlySpan<char> line in beginning.AsSpan().EnumerateLines())
        {
            if (++number > MaximumLines)
            {
                break;
            }

            sketch.Take(line.Trim().ToString(), number);
        }

        return sketch;
    }

    /// <summary>Whether all these fields are present.</summary>
    public bool Has(params ReadOnlySpan<string> fields)
    {
        foreach (string field in fields)
        {
            if (!Fields.ContainsKey(field))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a comment contains a text, ignoring case.</summary>
    public bool Says(string text) => Comments.Exists(comment => comment.Text.Contains(text, StringComparison.OrdinalIgnoreCase));

    private void Take(string line, int number)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        switch (line)
        {
            case "":
                break;
            case ['#', ..]:
                Comments.Add((line[1..].Trim(), number));
                break;
            case ['[', .., ']']:
                Sections.Add(line[1..^1].Trim());
                break;
            case var _ when equals > 0 && (colon < 0 || equals < colon):
                Fields.TryAdd(line[..equals].Trim().ToUpperInvariant(), line[(equals + 1)..].Trim());
                break;
            case var _ when colon > 0:
                ColonFields.TryAdd(line[..colon].Trim().ToUpperInvariant(), line[(colon + 1)..].Trim());
                OtherLines.Add(line);
                break;
            default:
                OtherLines.Add(line);
                break;
        }
    }
}
