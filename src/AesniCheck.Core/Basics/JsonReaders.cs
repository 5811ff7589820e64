using System.Text.Json;

namespace AesniCheck.Basics;

/// <summary>What System.Text.Json and the converters of this program throw over malformed input.</summary>
internal static class JsonReaders
{
    /// <summary>
    /// Whether an exception of a deserialisation says that the input is malformed: bad syntax, a text that is not UTF-8, an unknown word or discriminator, a
    /// number out of range. Any other exception is an error of the program.
    /// </summary>
    public static bool IsMalformedInput(Exception exception) =>
        exception is JsonException or InvalidOperationException or FormatException or ArgumentException or NotSupportedException;
}
