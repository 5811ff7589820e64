using System.Buffers;
using System.Globalization;
using System.Text.Unicode;
using AesniCheck.Basics;
using AesniCheck.Execution;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Cli.Output;

/// <summary>The interface that the readers of a gate expect: exit codes, and one line on standard output.</summary>
internal static class ExitStyles
{
    /// <summary>The longest run for which Slurm leaves time.</summary>
    public static readonly TimeSpan MaximumForSlurm = TimeSpan.FromSeconds(40);

    /// <summary>The limits of worker processes under Slurm: one that does not stop must be ended and reported before Slurm kills everything, 60 s after the start.</summary>
    private static readonly WorkerLimits LimitsForSlurm = new()
    {
        MaximumStart = TimeSpan.FromSeconds(10),
        MaximumStop = TimeSpan.FromSeconds(10),
        MaximumSilenceUnderPressure = TimeSpan.FromSeconds(10),
        CpuTimeOfAHang = TimeSpan.FromSeconds(5),
        MaximumStarvation = TimeSpan.FromSeconds(10),
        MaximumEnd = TimeSpan.FromSeconds(3),
    };

    private const int NpdUnknown = 2;
    private const int NagiosOk = 0;
    private const int NagiosWarning = 1;
    private const int NagiosCritical = 2;
    private const int NagiosUnknown = 3;

    // The part of a message that node-problem-detector keeps by default, in bytes: max_output_length.
    private const int NpdLength = 80;

    /// <summary>Returns whether standard output may contain only one line.</summary>
    public static bool IsOneLine(ExitStyle style) => style != ExitStyle.Default;

    /// <summary>Returns the limits of worker processes.</summary>
    public static WorkerLimits LimitsOf(ExitStyle style) => style == ExitStyle.Slurm ? LimitsForSlurm : new WorkerLimits();

    /// <summary>Returns the exit code of an outcome.</summary>
    public static int CodeOf(ExitStyle style, Outcome outcome) => (style, outcome) switch
    {
        (ExitStyle.Npd, Outcome.Inconclusive or Outcome.Unsupported) => NpdUnknown,
        (ExitStyle.Nagios, Outcome.Pass) => NagiosOk,
        (ExitStyle.Nagios, Outcome.Fault) => NagiosCritical,
        (ExitStyle.Nagios, Outcome.Inconclusive) => NagiosWarning,
        (ExitStyle.Nagios, _) => NagiosUnknown,
        _ => ExitCode.Of(outcome),
    };

    /// <summary>Returns the exit code if there is no outcome: the command line was wrong, or the program failed.</summary>
    /// <param name="style">The style.</param>
    /// <param name="code">The exit code of all other commands.</param>
    public static int CodeOfError(ExitStyle style, int code) => style == ExitStyle.Nagios ? NagiosUnknown : code;

    /// <summary>Returns the line for an outcome.</summary>
    public static string Line(ExitStyle style, RunRecord record) => VisibleText.Of(style switch
    {
        ExitStyle.Npd => Short(Summary(record)),
        ExitStyle.Nagios => string.Create(
            CultureInfo.InvariantCulture,
            $"AESNICHECK {Status(CodeOf(style, record.Outcome))} - {Summary(record).Replace('|', '/')} | findings={record.FindingCount};;0;0 blocks={record.Exposure.Blocks};;;0"),
        ExitStyle.Slurm => $"aesnicheck {Summary(record)}",
        _ => RunText.OutcomeLine(record),
    });

    /// <summary>Returns the line for an outcome if reports were requested but none could be written: other programs may rely on the reports alone.</summary>
    public static string LostLine(ExitStyle style, RunRecord record) =>
        IsOneLine(style) ? ErrorLine(style, $"no report could be written; {RunText.OutcomeLine(record)}") : Line(style, record);

    /// <summary>Returns the line if there is no outcome.</summary>
    public static string ErrorLine(ExitStyle style, string message) => style switch
    {
        ExitStyle.Npd => Short(message),
        ExitStyle.Nagios => $"AESNICHECK {Status(NagiosUnknown)} - {message.Replace('|', '/')}",
        _ => $"aesnicheck {message}",
    };

    /// <summary>Returns the outcome with the next most important fact: the first finding, or the first reason.</summary>
    private static string Summary(RunRecord record) => record switch
    {
        { Findings: [var first, ..] } => string.Create(
            CultureInfo.InvariantCulture,
            $"FAULT: {Quantities.Of(record.FindingCount, "finding")}; first {EnumWord.Of(first.Verdict)}{(first.Cpu is { } cpu ? $" on CPU {cpu}" : "")}, probe {first.Probe}"),
        { Outcome: Outcome.Inconclusive, Reasons: [var reason, ..] } => $"INCONCLUSIVE: {reason}",
        _ => RunText.OutcomeLine(record),
    };

    /// <summary>Shortens a line to the part that node-problem-detector would keep, which cuts by bytes, at a whole character.</summary>
    private static string Short(string line)
    {
        const string TruncateToLastLine = "...";
        string visible = VisibleText.Of(line);
        Span<byte> kept = stackalloc byte[NpdLength];
        if (Utf8.FromUtf16(visible, kept, out _, out _) == OperationStatus.Done)
        {
            return visible;
        }

        Utf8.FromUtf16(visible, kept[TruncateToLastLine.Length..], out int whole, out _);
        return string.Concat(visible.AsSpan(0, whole), TruncateToLastLine);
    }

    private static string Status(int code) => code switch
    {
        NagiosOk => "OK",
        NagiosWarning => "WARNING",
        NagiosCritical => "CRITICAL",
        _ => "UNKNOWN",
    };
}
