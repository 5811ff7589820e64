using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck stressors</c>: what each stressor does and counts, which bug it imitates, and whether it can run here.</summary>
internal static class StressorsCommand
{
    private const int NameWidth = 13;

    public static Command Create(IReadOnlyList<StressorEntry> stressors)
    {
        var command = new Command("stressors", "Lists the stressors: what each does and counts, which bug it imitates, and whether it can run here.");
        command.SetAction(_ => Run(stressors));
        return command;
    }

    private static int Run(IReadOnlyList<StressorEntry> stressors)
    {
        string margin = new(' ', NameWidth);
        foreach (StressorEntry entry in stressors)
        {
            string? reason = entry.WhyNot();
            string[] texts = [entry.Purpose, $"imitates {entry.Imitates}", $"counts each {entry.Event}", reason is null ? "can run here" : $"can't run here: {reason}"];
            ConsoleLines.Lines(texts.SelectMany((text, index) => Columns.Wrap(index == 0 ? entry.Name.PadRight(NameWidth) : margin, text)));
        }

        return ExitCode.Pass;
    }
}
