using System.CommandLine.Parsing;
using System.Text.Json;

namespace AesniCheck.Cli;

/// <summary>How the texts of options become values, and errors that name the option.</summary>
internal static class OptionText
{
    /// <summary>Parses what stands behind an option; a <see cref="FormatException"/> becomes an error of the command line.</summary>
    public static T? Parsed<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value);
        }
        catch (FormatException exception)
        {
            string name = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
            result.AddError($"{name}: {exception.Message}");
            return default;
        }
    }

    /// <summary>The value of an enumeration by its word: in lower case, with hyphens.</summary>
    /// <param name="text">The word.</param>
    /// <param name="what">What it is to be, for the message.</param>
    /// <exception cref="FormatException">There is none; the message lists the words.</exception>
    public static T OneOf<T>(string text, string what)
        where T : struct, Enum
    {
        T[] values = Enum.GetValues<T>();
        string[] words = [.. values.Select(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()))];
        int index = Array.IndexOf(words, text);
        return index >= 0 ? values[index] : throw new FormatException($"there is no {what} '{text}'; write {string.Join(", ", words[..^1])} or {words[^1]}");
    }
}
