using System.CommandLine;
using System.CommandLine.Completions;

namespace AesniCheck.Cli.Options;

/// <summary>What can be written for a value, for those who complete it.</summary>
internal enum ValueKind
{
    /// <summary>There is no value.</summary>
    None,

    /// <summary>Something that nobody can guess, such as a number.</summary>
    Free,

    /// <summary>A word of a closed list.</summary>
    Word,

    /// <summary>Words of a closed list, with commas between them.</summary>
    Words,

    /// <summary>A file.</summary>
    File,
}

/// <summary>An option, or an argument, of a command, as help, completion and manual show it. All of it follows from the definition for the parser.</summary>
/// <param name="Names">Its names, the full one last; those that are of no use in a shell are left out. None for an argument.</param>
/// <param name="ValueName">What its value is called: <c>file</c>; null where it has none.</param>
/// <param name="Kind">What can be written for the value.</param>
/// <param name="Words">The closed list, if there is one.</param>
/// <param name="Description">What it is for, in sentences.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="IsMany">Whether there may be several values, each a word of the command line.</param>
internal sealed record OptionEntry(
    IReadOnlyList<string> Names, string? ValueName, ValueKind Kind, IReadOnlyList<string> Words, string Description, bool IsOptional, bool IsMany)
{
    /// <summary>The value of an option is called so where it is a file that is read or written.</summary>
    public const string File = "file";

    /// <summary>The value of an option is called so where it is words with commas between them.</summary>
    public const string List = "list";

    /// <summary>The names and the value, as they are written: <c>-d, --duration &lt;time&gt;</c>.</summary>
    public string Usage => Names.Count == 0
        ? Value
        : string.Join(", ", Names) + (ValueName is null ? "" : " " + Value);

    /// <summary>The value, as it is written where it is not known: <c>&lt;file&gt;...</c>.</summary>
    public string Value => ValueName is null ? "" : $"<{ValueName}>{(IsMany ? "..." : "")}";

    /// <summary>That of an option of the parser.</summary>
    public static OptionEntry Of(Option option)
    {
        bool hasValue = option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);
        return Of(
            [.. option.Aliases.Append(option.Name).Where(name => !name.StartsWith('/') && name != "-?").OrderBy(name => name.Length)],
            hasValue ? option.HelpName ?? option.Name.TrimStart('-') : null,
            hasValue ? option.CompletionSources : [],
            option.Description,
            isOptional: !option.Required,
            isMany: false);
    }

    /// <summary>That of an argument of the parser.</summary>
    public static OptionEntry Of(Argument argument) => Of(
        [],
        argument.HelpName ?? argument.Name,
        argument.CompletionSources,
        argument.Description,
        isOptional: argument.Arity.MinimumNumberOfValues == 0,
        isMany: argument.Arity.MaximumNumberOfValues > 1);

    private static OptionEntry Of(
        IReadOnlyList<string> names,
        string? valueName,
        IEnumerable<Func<CompletionContext, IEnumerable<CompletionItem>>> sources,
        string? description,
        bool isOptional,
        bool isMany)
    {
        string[] words = [.. sources.SelectMany(source => source(CompletionContext.Empty)).Select(item => item.Label)];
        ValueKind kind = valueName is null ? ValueKind.None
            : words.Length > 0 ? (valueName == List ? ValueKind.Words : ValueKind.Word)
            : valueName == File ? ValueKind.File
            : ValueKind.Free;
        return new OptionEntry(names, valueName, kind, words, description ?? "", isOptional, isMany);
    }
}
