using AesniCheck.Cli.Output;

namespace AesniCheck.Cli.Help;

/// <summary>The topics of help and manual beside commands and options.</summary>
internal static class HelpTopics
{
    /// <summary>The purpose of the program, in half a sentence.</summary>
    public const string Purpose = "check whether AES can be trusted on this virtual machine";

    /// <summary>Where results, progress and errors go.</summary>
    public const string Streams =
        "Results go to standard output, progress and errors to standard error. Progress is a picture on a terminal, and elsewhere a line now and then. "
        + "Ctrl-C, SIGTERM and SIGHUP end a run in order: what was found is reported. A second signal, more than a second after the first, ends it at once and without a report.";

    /// <summary>The exit codes.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; } =
    [
        (ExitCode.Pass, "Pass: every requested probe ran on every CPU, without a finding."),
        (ExitCode.Fault, "Fault: at least one finding."),
        (ExitCode.Usage, "Usage: an option or a file is wrong; nothing was run."),
        (ExitCode.Unsupported, "Unsupported: this CPU or system cannot run what was requested."),
        (ExitCode.Inconclusive, "Inconclusive: stopped early, or something that was asked for could not run."),
        (ExitCode.InternalError, "Internal error, or none of the reports that were asked for could be written."),
    ];

    /// <summary>The environment variables that the program reads.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Variables { get; } =
    [
        ("NO_COLOR", "If set to anything but nothing, no colours are used."),
        ("TERM", "The kind of terminal. If it is not set, or dumb, progress is plain lines."),
        ("CI", "If set to anything but nothing, 0 or false, progress is plain lines, even on a terminal: it ends in a log."),
        ("LC_ALL, LC_CTYPE, LANG", "The first of them that is set tells by UTF-8 in its name whether the terminal shows more than ASCII. Nothing else depends on it."),
        ("TMPDIR", "The folder for the record of a fault that can't be written where it was to go. After it, or without it, /var/tmp, /tmp and /dev/shm are tried."),
        ("SOURCE_DATE_EPOCH", "The date of the manual that 'aesnicheck man' prints, in seconds since 1970; by default that of the day."),
    ];

    /// <summary>Example command lines, and their purposes.</summary>
    public static IReadOnlyList<(string Command, string Purpose)> Examples { get; } =
    [
        ("aesnicheck", "Half a minute on all CPUs, with all probes and stressors that can run here."),
        ("aesnicheck run --duration 1h --cpus 0-3 --json run.json", "An hour on four CPUs; the record is kept."),
        ("aesnicheck run --quiet --json - | jq .outcome", "The outcome, for a script. Nothing but the record goes to standard output."),
        ("aesnicheck gate --policy policy.json --junit aes.xml", "Lets a machine pass, or not, by what a team demands; gate --exit-style has other exit codes."),
        ("aesnicheck report *.json --html fleet.html", "A page of many machines, of their records."),
        ("aesnicheck selftest --count 100", "The proof that faults are seen on this machine."),
        ("aesnicheck man | man -l -", "The manual."),
        ("aesnicheck completion bash > /etc/bash_completion.d/aesnicheck", "Installs the completion for bash."),
    ];
}
