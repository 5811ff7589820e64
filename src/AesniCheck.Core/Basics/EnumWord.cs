using System.Text.Json;

namespace AesniCheck.Basics;

/// <summary>Converts values of enumerations to and from the words of the design: lower case, with hyphens.</summary>
internal static class EnumWord
{
    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Parses a word.</summary>
    /// <exception cref="FormatException"><paramref name="word"/> is not a word of the enumeration; the message lists the words.</exception>
    public static T Parse<T>(string? word)
        where T : struct, Enum
    {
        // Lists in JSON may hold null, whatever their declared type.
        word ??= "null";
        T[] values = Enum.GetValues<T>();
        string[] words = [.. values.Select(Of)];
        int index = Array.IndexOf(words, word);
        return index >= 0 ? values[index] : throw new FormatException($"unknown value '{Excerpt.Of(word)}'{Similar.Hint(word, words)}; write {string.Join(", ", words[..^1])} or {words[^1]}");
    }
}
