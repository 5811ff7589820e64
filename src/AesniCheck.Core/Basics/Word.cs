using System.Text.Json;

namespace AesniCheck.Basics;

/// <summary>Values of enumerations as the words of the design: in lower case, with hyphens.</summary>
internal static class Word
{
    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value of a word.</summary>
    /// <exception cref="FormatException">There is none; the message lists the words.</exception>
    public static T Parse<T>(string? word)
        where T : struct, Enum
    {
        // Lists in JSON may hold null, whatever their type says.
        word ??= "null";
        T[] values = Enum.GetValues<T>();
        string[] words = [.. values.Select(Of)];
        int index = Array.IndexOf(words, word);
        return index >= 0 ? values[index] : throw new FormatException($"unknown value '{Excerpt.Of(word)}'; write {string.Join(", ", words[..^1])} or {words[^1]}");
    }
}
