using System.Globalization;
using System.Text.Json.Serialization;
using AesniCheck.Probes;

namespace AesniCheck.Records;

/// <summary>A miscompare, or the crash or hang of a worker process, after arbitration.</summary>
public sealed record Finding
{
    /// <summary>The explanation of a miscompare whose worker ended too soon.</summary>
    internal const string NotAnalysed = "Not analysed: the run or its worker process ended first.";

    /// <summary>When the fault was seen, as noted by the thread that saw it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The probe that saw it; <c>process</c> for findings of the supervisor.</summary>
    public required string Probe { get; init; }

    /// <summary>The CPU on which it was seen; null if unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int? Cpu { get; init; }

    /// <summary>The faulty part.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The reasons for the verdict, as sentences: what broke first, then the evidence.</summary>
    public required IReadOnlyList<string> Explanation { get; init; }

    /// <summary>The shape of the difference, if a block differs.</summary>
    public Syndrome? Syndrome { get; init; }

    /// <summary>The results of computing the same block again, at once and on the same thread.</summary>
    public Replay? Replay { get; init; }

    /// <summary>The raw evidence of a miscompare.</summary>
    public Miscompare? Evidence { get; init; }

    /// <summary>How the worker process ended, if that is the finding.</summary>
    public ProcessEnd? Process { get; init; }
}

/// <summary>The results of computing the same block again.</summary>
/// <param name="Tries">The number of repetitions.</param>
/// <param name="Wrong">The number of repetitions with a wrong result.</param>
/// <param name="SameWrong">The number of repetitions that were wrong in the same way.</param>
public sealed record Replay(int Tries, int Wrong, int SameWrong)
{
    /// <summary>How often the result was wrong, in words.</summary>
    internal string Description => this switch
    {
        { Wrong: 0 } => "correct each time",
        _ when SameWrong == Tries => "wrong each time, in the same way",
        { Wrong: 1 } => SameWrong == 1 ? "wrong once, in the same way" : "wrong once, in another way",
        _ => string.Create(CultureInfo.InvariantCulture, $"wrong {Wrong} times, {SameWrong} of them in the same way"),
    };
}

/// <summary>A worker process that ended unexpectedly, had to be killed, or wrote malformed events.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="ExitCode">Its exit code; null if it was killed, a signal ended it, or it had not ended yet.</param>
/// <param name="Signal">The signal that ended it, such as <c>SIGSEGV</c>.</param>
/// <param name="StandardError">The last lines of its standard error.</param>
/// <param name="Garbage">Malformed events on its pipe: the beginning of each line.</param>
public sealed record ProcessEnd(int ProcessId, int? ExitCode, string? Signal, IReadOnlyList<string> StandardError, IReadOnlyList<string> Garbage);
