using System.CommandLine;
using AesniCheck.Basics;

namespace AesniCheck.Cli.Options;

/// <summary>
/// Options and arguments whose values are words of a closed list. The list is given once: the parser refuses all other words, and completion and manual use the
/// list.
/// </summary>
internal static class ClosedList
{
    /// <summary>Makes an option that takes words of a list, separated by commas.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="noun">What a word names: <c>probe</c>.</param>
    /// <param name="description">Its purpose, in sentences.</param>
    /// <param name="words">The words.</param>
    public static Option<IReadOnlyList<string>?> Several(string name, string noun, string description, IReadOnlyList<string> words) => With(
        new Option<IReadOnlyList<string>?>(name)
        {
            Description = description,
            HelpName = OptionEntry.List,
            CustomParser = result => OptionText.Parsed(result, text => OptionText.Names(text, noun, words)),
            Arity = ArgumentArity.ExactlyOne,
        },
        words);

    /// <summary>Makes an option that takes one word, the name of a value.</summary>
    /// <typeparam name="T">The values.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="valueName">The name of the value in the help.</param>
    /// <param name="description">Its purpose, in sentences.</param>
    public static Option<T?> One<T>(string name, string valueName, string description)
        where T : struct, Enum => With(
        new Option<T?>(name)
        {
            Description = description,
            HelpName = valueName,
            CustomParser = result => OptionText.Parsed<T?>(result, text => EnumWord.Parse<T>(text)),
        },
        WordsOf<T>());

    /// <summary>Returns the names of all values.</summary>
    /// <typeparam name="T">The values.</typeparam>
    public static IReadOnlyList<string> WordsOf<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(EnumWord.Of)];

    /// <summary>Makes an argument that takes one of some words.</summary>
    /// <param name="name">Its name in the help.</param>
    /// <param name="words">The words.</param>
    public static Argument<string> Argument(string name, IReadOnlyList<string> words)
    {
        var argument = new Argument<string>(name) { CustomParser = result => OptionText.Parsed(result, text => OptionText.Names(text, name, words)[0]) };
        argument.CompletionSources.Add([.. words]);
        return argument;
    }

    /// <summary>Adds the words that an option takes to completion and manual.</summary>
    /// <param name="option">The option.</param>
    /// <param name="words">The words that it takes.</param>
    public static Option<T> With<T>(Option<T> option, IReadOnlyList<string> words)
    {
        // Remove the parser's defaults for the type of the value, such as the names of an enumeration as in the source.
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. words]);
        return option;
    }
}
