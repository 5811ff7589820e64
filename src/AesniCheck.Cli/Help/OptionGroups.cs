using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>The groups of options in the help, in the order in which they are shown.</summary>
internal static class OptionGroups
{
    /// <summary>The group of options that no other one names.</summary>
    public const string Others = "Other options";

    private static readonly (string Title, string[] Options)[] Groups =
    [
        ("What to demand", ["--policy", "--require", "--require-engines", "--min-blocks", "--bound", "--stop-on-first", "--max-findings", "--exit-style"]),
        ("What to run", ["--duration", "--cpus", "--probes", "--quick", "--count", "--kinds", "--areas", "--engines", "--key-sizes", "--seed"]),
        ("Workers and load", ["--workers-per-cpu", "--placement", "--sched", "--stress", "--intensity", "--memory"]),
        ("Reports, to a file or, with -, to standard output", ["--json", "--html", "--junit", "--tap", "--prometheus", "--ocptv"]),
        ("Output", ["--quiet", "--verbose", "--help", "--version"]),
    ];

    /// <summary>Returns the options of a command by group; within a group in the order of the parser.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<OptionEntry> Options)> Of(IReadOnlyList<OptionEntry> options)
    {
        foreach ((string title, string[] names) in Groups)
        {
            OptionEntry[] group = [.. options.Where(option => names.Contains(option.Names[^1]))];
            if (group.Length > 0)
            {
                yield return (title, group);
            }
        }

        OptionEntry[] others = [.. options.Where(option => !Groups.Any(group => group.Options.Contains(option.Names[^1])))];
        if (others.Length > 0)
        {
            yield return (Others, others);
        }
    }
}
