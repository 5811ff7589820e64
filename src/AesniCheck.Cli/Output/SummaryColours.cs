using AesniCheck.Basics;

namespace AesniCheck.Cli.Output;

/// <summary>Colours the lines of a summary: outcomes by what they mean, keys faint.</summary>
internal static class SummaryColours
{
    private static readonly (string Word, TextColour Colour)[] Outcomes =
    [
        ("PASS:", TextColour.Green), ("DETECTS:", TextColour.Green),
        ("FAULT:", TextColour.Red), ("MISSES:", TextColour.Red), ("FALSE ALARM", TextColour.Red),
        ("INCONCLUSIVE:", TextColour.Yellow), ("UNSUPPORTED:", TextColour.Yellow),
    ];

    /// <summary>Returns the parts of a line.</summary>
    public static IReadOnlyList<ColouredText> Of(string line)
    {
        (string Word, TextColour Colour) outcome = Outcomes.FirstOrDefault(outcome => line.StartsWith(outcome.Word, StringComparison.Ordinal));
        return outcome.Word is { } word ? [new(word, outcome.Colour), new(line[word.Length..], TextColour.Usual)]
            : HasKey(line) ? [new(line[..Columns.KeyWidth], OfKey(line)), new(line[Columns.KeyWidth..], TextColour.Usual)]
            : [new(line, TextColour.Usual)];
    }

    /// <summary>Returns whether a line begins with a key. Text that wraps has no two spaces in a row.</summary>
    private static bool HasKey(string line) => line.Length > Columns.KeyWidth && line[0] != ' ' && line[Columns.KeyWidth - 2] == ' ' && line[Columns.KeyWidth - 1] == ' ';

    private static TextColour OfKey(string line) =>
        line.StartsWith("finding ", StringComparison.Ordinal) ? TextColour.Red
        : line.StartsWith("not a pass ", StringComparison.Ordinal) || line.StartsWith("incomplete ", StringComparison.Ordinal) ? TextColour.Yellow
        : TextColour.Faint;
}
