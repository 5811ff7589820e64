using System.Buffers;
using System.Globalization;
using System.Text.Unicode;
using AesniCheck.Basics;
using AesniCheck.Execution;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Cli.Output;

/// <summary>What the readers of a gate expect: exit codes, and one line on standard output.</summary>
internal static class ExitStyles
{
    /// <summary>The longest run that Slurm leaves the time for.</summary>
    public static readonly TimeSpan MaximumForSlurm = TimeSpan.FromSeconds(40);

    /// <summary>What worker processes may do under Slurm: one that does not stop has to be ended, and told of, before Slurm ends all, 60 s after the start.</summary>
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

    // What node-problem-detector keeps of a message unless it is told otherwise, in bytes: max_output_length.
    private const int NpdLength = 80;

    /// <summary>Whether one line is all that may be on standard output.</summary>
    public static bool IsOneLine(ExitStyle style) => style != ExitStyle.Default;

    /// <summary>What worker processes may do.</summary>
    public static WorkerLimits LimitsOf(ExitStyle style) => style == ExitStyle.Slurm ? LimitsForSlurm : new WorkerLimits();

    /// <summary>The exit code of an outcome.</summary>
    public static int CodeOf(ExitStyle style, Outcome outcome) => (style, outcome) switch
    {
        (ExitStyle.Npd, Outcome.Inconclusive or Outcome.Unsupported) => NpdUnknown,
        (ExitStyle.Nagios, Outcome.Pass) => NagiosOk,
        (ExitStyle.Nagios, Outcome.Fault) => NagiosCritical,
        (ExitStyle.Nagios, Outcome.Inconclusive) => NagiosWarning,
        (ExitStyle.Nagios, _) => NagiosUnknown,
        _ => ExitCode.Of(outcome),
    };

    /// <summary>The exit code where there is no outcome: the command line was wrong, or the program.</summary>
    /// <param name="style">The style.</param>
    /// <param name="code">The code of all other commands.</param>
    public static int CodeOfError(ExitStyle style, int code) => style == ExitStyle.Nagios ? NagiosUnknown : code;

    /// <summary>The line for an outcome.</summary>
    public static string Line(ExitStyle style, RunRecord record) => VisibleText.Of(style switch
    {
        ExitStyle.Npd => Short(Told(record)),
        ExitStyle.Nagios => string.Create(
            CultureInfo.InvariantCulture,
            $"AESNICHECK {Status(CodeOf(style, record.Outcome))} - {Told(record).Replace('|', '/')} | findings={record.FindingCount};;0;0 blocks={record.Exposure.Blocks};;;0"),
        ExitStyle.Slurm => $"aesnicheck {Told(record)}",
        _ => RunText.OutcomeLine(record),
    });

    /// <summary>The line for an outcome of which no report could be written, though some were asked for: others may know it by those alone.</summary>
    public static string LostLine(ExitStyle style, RunRecord record) =>
        IsOneLine(style) ? ErrorLine(style, $"no report could be written; {RunText.OutcomeLine(record)}") : Line(style, record);

    /// <summary>The line where there is no outcome.</summary>
    public static string ErrorLine(ExitStyle style, string message) => style switch
    {
        ExitStyle.Npd => Short(message),
        ExitStyle.Nagios => $"AESNICHECK {Status(NagiosUnknown)} - {message.Replace('|', '/')}",
        _ => $"aesnicheck {message}",
    };

    /// <summary>The outcome, with what matters next: the first finding, or the first reason.</summary>
    private static string Told(RunRecord record) => record switch
    {
        { Findings: [var first, ..] } => string.Create(
            CultureInfo.InvariantCulture,
            $"FAULT: {Quantities.Of(record.FindingCount, "finding")}; first {Word.Of(first.Verdict)}{(first.Cpu is { } cpu ? $" on CPU {cpu}" : "")}, probe {first.Probe}"),
        { Outcome: Outcome.Inconclusive, Reasons: [var reason, ..] } => $"INCONCLUSIVE: {reason}",
        _ => RunText.OutcomeLine(record),
    };

    /// <summary>What node-problem-detector would keep of a line, which it cuts by bytes: whole characters, and no more.</summary>
    private static string Short(string line)
    {
        const string CutOff = "...";
        string visible = VisibleText.Of(line);
        Span<byte> kept = stackalloc byte[NpdLength];
        if (Utf8.FromUtf16(visible, kept, out _, out _) == OperationStatus.Done)
        {
            return visible;
        }

        Utf8.FromUtf16(visible, kept[CutOff.Length..], out int whole, out _);
        return string.Concat(visible.AsSpan(0, whole), CutOff);
    }

    private static string Status(int code) => code switch
    {
        NagiosOk => "OK",
        NagiosWarning => "WARNING",
        NagiosCritical => "CRITICAL",
        _ => "UNKNOWN",
    };
}
