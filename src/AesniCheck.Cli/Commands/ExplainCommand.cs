using System.CommandLine;
using System.CommandLine.Completions;
using AesniCheck.Basics;
using AesniCheck.Cli.Help;
using AesniCheck.Cli.Output;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck explain</c>: what a word of a report means, and what to do.</summary>
internal static class ExplainCommand
{
    public static Command Create(IReadOnlyList<StressorEntry> stressors)
    {
        var word = new Argument<string?>("word")
        {
            Description = "A verdict, outcome, probe, stressor or term, such as register-state. Without one, all words are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        word.CompletionSources.Add(_ => Vocabulary.All(stressors).Select(entry => entry.Word).Distinct().Select(known => new CompletionItem(known)));
        var command = new Command("explain", "Explains a word of summaries and reports: what a verdict means, and what to do about it.") { word };
        command.SetAction(parsed => Run(parsed.GetValue(word), Vocabulary.All(stressors)));
        return command;
    }

    private static int Run(string? word, IReadOnlyList<VocabularyEntry> all)
    {
        if (word is null)
        {
            ConsoleLines.Summary(width => all.GroupBy(entry => entry.Kind).SelectMany(kind => Columns.Rows($"{kind.Key}s", string.Join(", ", kind.Select(entry => entry.Word)), width)), toError: false);
            return ExitCode.Pass;
        }

        string sought = string.Join('-', word.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        VocabularyEntry[] meanings = [.. all.Where(entry => string.Equals(entry.Word, sought, StringComparison.OrdinalIgnoreCase))];
        if (meanings.Length == 0)
        {
            throw new UsageException($"'{Excerpt.Of(word)}' is not a word of reports{Similar.Hint(sought, all.Select(entry => entry.Word))}; 'aesnicheck explain' lists them");
        }

        ConsoleLines.Summary(width => meanings.SelectMany(entry => Lines(entry, width)), toError: false);
        return ExitCode.Pass;
    }

    private static IEnumerable<string> Lines(VocabularyEntry entry, int width) =>
    [
        .. Columns.Rows(entry.Kind, $"{entry.Word}: {entry.Meaning}", width),
        .. entry.NextStep is { } step ? Columns.Rows("next steps", step, width) : [],
    ];
}
