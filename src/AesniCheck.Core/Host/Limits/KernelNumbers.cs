using System.Buffers.Text;

namespace AesniCheck.Host.Limits;

/// <summary>Parses numbers in the kernel's texts, directly from the bytes, so that repeated readings leave no garbage.</summary>
internal static class KernelNumbers
{
    /// <summary>The number at the start of a file; null if there is none, as in <c>max</c>, or it exceeds 63 bits.</summary>
    public static long? First(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text.TrimStart((byte)' '), out long number, out _) && number >= 0 ? number : null;

    /// <summary>The number after a name at the start of a line, such as <c>MemTotal:</c>; null if there is none.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="name">The name.</param>
    /// <param name="separator">The character after the name.</param>
    public static long? Of(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, char separator = ' ')
    {
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            if (line.Length > name.Length && line[name.Length] == separator && line.StartsWith(name))
            {
                return First(line[(name.Length + 1)..]);
            }

            text = end < 0 ? [] : text[(end + 1)..];
        }

        return null;
    }

    /// <summary>A word of a line, counted from 0; words are separated by spaces and tabs, and words beyond the end of the line are empty.</summary>
    public static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> line, int index)
    {
        for (; ; index--)
        {
            line = line.TrimStart(" \t"u8);
            int end = line.IndexOfAny((byte)' ', (byte)'\t', (byte)'\n');
            if (index == 0 || end < 0)
            {
                return index > 0 ? [] : end < 0 ? line : line[..end];
            }

            line = line[end..];
        }
    }
}
