using System.CommandLine;
using System.CommandLine.Completions;

namespace AesniCheck.Cli.Options;

/// <summary>The possible values of an option or argument, for completion.</summary>
internal enum ValueKind
{
    /// <summary>The option has no value.</summary>
    None,

    /// <summary>A value that can't be completed, such as a number.</summary>
    Free,

    /// <summary>A word of a closed list.</summary>
    Word,

    /// <summary>Words of a closed list, separated by commas.</summary>
    Words,

    /// <summary>A file.</summary>
    File,
}

/// <summary>An option or argument of a command, as help, completion and manual show it. All of it is derived from the parser's definition.</summary>
/// <param name="Names">Its names, the full one last; those that are useless in a shell are left out. Empty for an argument.</param>
/// <param name="ValueName">The name of its value: <c>file</c>; null if it has none.</param>
/// <param name="Kind">The possible values.</param>
/// <param name="Words">The closed list, if there is one.</param>
/// <param name="Description">Its purpose, in sentences.</param>
/// <param name="IsOptional">Whether it can be left out.</param>
/// <param name="IsMany">Whether it can have several values, each a word of the command line.</param>
internal sealed record OptionEntry(
    IReadOnlyList<string> Names, string? ValueName, ValueKind Kind, IReadOnlyList<string> Words, string Description, bool IsOptional, bool IsMany)
{
    /// <summary>The name of a value that is a file to read or write.</summary>
    public const string File = "file";

    /// <summary>The name of a value that is a list of words, separated by commas.</summary>
    public const string List = "list";

    /// <summary>The names and the value, as in a usage line: <c>-d, --duration &lt;time&gt;</c>.</summary>
    public string Usage => Names.Count == 0
        ? Value
        : string.Join(", ", Names) + (ValueName is null ? "" : " " + Value);

    /// <summary>The placeholder of the value: <c>&lt;file&gt;...</c>.</summary>
    public string Value => ValueName is null ? "" : $"<{ValueName}>{(IsMany ? "..." : "")}";

    /// <summary>Returns the entry of an option.</summary>
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

    /// <summary>Returns the entry of an argument.</summary>
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
