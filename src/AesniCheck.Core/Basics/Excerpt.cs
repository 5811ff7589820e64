using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>
/// The beginning of foreign text, for messages that repeat it: values of options, keys and values in files, names of files, variables of the environment.
/// Whoever wrote the text also chose its length. The text is not made visible here: see VisibleText.
/// </summary>
internal static class Excerpt
{
    /// <summary>The characters of a value that a message repeats.</summary>
    public const int Length = 60;

    /// <summary>The characters of a path, or of the message of a library, that a message repeats: more than of a value, as a path without its end names no file.</summary>
    public const int LineLength = 255;

    /// <summary>The text, or its beginning and its length: <c>aaaa… (100,000 characters)</c>.</summary>
    public static string Of(string text) => Of(text, Length);

    /// <summary>A path or the message of a library, or its beginning and its length.</summary>
    public static string OfLine(string text) => Of(text, LineLength);

    /// <summary>A message with an excerpt in place of each long word: for messages of libraries, which repeat any text whole.</summary>
    /// <param name="message">The message.</param>
    /// <param name="words">The foreign words that may be in it, such as the arguments of a command line.</param>
    public static string Within(string message, IEnumerable<string> words)
    {
        // The longest first: a shorter one may be a part of it.
        foreach (string word in words.Where(word => word.Length > LineLength).Distinct().OrderByDescending(word => word.Length))
        {
            message = message.Replace(word, Of(word), StringComparison.Ordinal);
        }

        return message;
    }

    private static string Of(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        // Half of a pair of surrogates is no character.
        int end = char.IsHighSurrogate(text[Length - 1]) ? Length - 1 : Length;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..end]}… ({text.Length:N0} characters)");
    }
}
