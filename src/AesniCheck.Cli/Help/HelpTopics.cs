using AesniCheck.Cli.Output;

namespace AesniCheck.Cli.Help;

/// <summary>The topics of help and manual beside commands and options.</summary>
internal static class HelpTopics
{
    /// <summary>The purpose of the program, in half a sentence.</summary>
    public const string Purpose = "check whether AES can be trusted on this virtual machine";

    /// <summary>Where results, progress and errors go.</summary>
    public const string Streams =
        "Results go to standard output, progress and errors to standard error. Progress is a live picture on a terminal, and occasional lines elsewhere. "
        + "Ctrl-C, SIGTERM and SIGHUP end a run in an orderly way: its findings are reported. A second signal, more than a second after the first, ends it at once and without a report.";

    /// <summary>The exit codes.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; } =
    [
        (ExitCode.Pass, "Pass: every requested probe ran on every CPU, under load, without a finding."),
        (ExitCode.Fault, "Fault: at least one finding."),
        (ExitCode.Usage, "Usage: an option or a file is wrong; nothing was run."),
        (ExitCode.Unsupported, "Unsupported: this CPU or system cannot run what was requested."),
        (ExitCode.Inconclusive, "Inconclusive: stopped early, or something requested could not run."),
        (ExitCode.InternalError, "Internal error, or none of the requested reports could be written."),
    ];

    /// <summary>The environment variables that the program reads.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Variables { get; } =
    [
        ("NO_COLOR", "If not empty, no colours are used."),
        ("CLICOLOR_FORCE", "If neither empty nor 0, summaries have colours in pipes and files too. Logs of GitHub Actions, GitLab CI and others that show colours have them anyway."),
        ("TERM", "The kind of terminal. If it is not set, or dumb, progress is plain lines."),
        ("CI", "If not empty, 0 or false, progress is plain lines, even on a terminal: it ends up in a log."),
        ("LC_ALL, LC_CTYPE, LANG", "The terminal is assumed to support Unicode if the first of them that is set names UTF-8. Nothing else depends on them."),
        ("TMPDIR", "The folder for the record of a fault if it can't be written to its destination. Then /var/tmp, /tmp and /dev/shm are tried."),
        ("SOURCE_DATE_EPOCH", "The date of the manual that 'aesnicheck man' prints, in seconds since 1970; by default today."),
    ];

    /// <summary>Returns the examples of a command; null for the whole program.</summary>
    public static IEnumerable<(string Command, string Purpose)> ExamplesOf(string? command) => Examples.Where(
        example => command is null ? example.Command == CommandEntry.Program : example.Command.StartsWith($"{CommandEntry.Program} {command} ", StringComparison.Ordinal));

    /// <summary>Example command lines, and their purposes.</summary>
    public static IReadOnlyList<(string Command, string Purpose)> Examples { get; } =
    [
        ("aesnicheck", "Half a minute on all CPUs, with all probes and stressors that can run here."),
        ("aesnicheck run --duration 1h --cpus 0-3 --json run.json", "An hour on four CPUs; the record is kept."),
        ("aesnicheck run --probes chain,register --stress switch,signal", "Two probes under two kinds of load."),
        ("aesnicheck run --quiet --json - | jq .outcome", "The outcome, for a script. Nothing but the record goes to standard output."),
        ("aesnicheck gate --junit aes.xml --html aes.html", "Passes or fails a machine in a pipeline."),
        ("aesnicheck gate --policy policy.json --exit-style nagios", "The same by a team's policy, with the exit codes of Nagios."),
        ("aesnicheck report run.json", "The summary of a run, from its record."),
        ("aesnicheck report *.json --html fleet.html", "A page on many machines, from their records."),
        ("aesnicheck explain register-state", "What a verdict means, and what to do about it."),
        ("aesnicheck selftest --quick", "Proves in about a minute that faults are seen on this machine."),
        ("aesnicheck vectors gcmEncryptExtIV128.rsp", "Runs published test vectors on every engine."),
        ("aesnicheck man | man -l -", "The manual."),
        ("aesnicheck completion bash > /etc/bash_completion.d/aesnicheck", "Installs the completion for bash."),
    ];
}
