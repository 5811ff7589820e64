using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>
/// Shortens foreign text for messages that repeat it: values of options, keys and values in files, file names, environment variables. Foreign text can have
/// any length. Control characters stay as they are; see VisibleText.
/// </summary>
internal static class Excerpt
{
    /// <summary>The maximum length, in characters, of a value that a message repeats whole, and the length of every excerpt.</summary>
    public const int Length = 60;

    /// <summary>
    /// The maximum length, in characters, of a path or a library's message that a message repeats whole: longer than for a value, because a path without its
    /// end does not identify a file.
    /// </summary>
    public const int LineLength = 255;

    /// <summary>The text, or its beginning and its length: <c>aaaa… (100,000 characters)</c>.</summary>
    public static string Of(string text) => Of(text, Length);

    /// <summary>A path or a library's message, or its beginning and its length.</summary>
    public static string OfLine(string text) => Of(text, LineLength);

    /// <summary>Replaces each long word in a message with an excerpt: for messages of libraries, which repeat any text whole.</summary>
    /// <param name="message">The message.</param>
    /// <param name="words">The foreign words that may occur in it, such as the arguments of a command line.</param>
    public static string Within(string message, IEnumerable<string> words)
    {
        // The longest first: a shorter word may be part of a longer one.
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

        // Don't cut a surrogate pair in half.
        int end = char.IsHighSurrogate(text[Length - 1]) ? Length - 1 : Length;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..end]}… ({text.Length:N0} characters)");
    }
}
