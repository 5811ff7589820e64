using System.CommandLine.Parsing;

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
}
