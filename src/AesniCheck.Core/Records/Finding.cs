using System.Globalization;
using System.Text.Json.Serialization;
using AesniCheck.Probes;

namespace AesniCheck.Records;

/// <summary>A miscompare, or the crash or hang of a worker process, after arbitration.</summary>
public sealed record Finding
{
    /// <summary>When the fault was seen, by the thread that saw it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The probe that saw it; <c>process</c> for what the supervisor sees.</summary>
    public required string Probe { get; init; }

    /// <summary>The CPU that it was seen on; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int? Cpu { get; init; }

    /// <summary>What broke.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why that verdict, in sentences.</summary>
    public required IReadOnlyList<string> Explanation { get; init; }

    /// <summary>The shape of the difference, where a block differs.</summary>
    public Syndrome? Syndrome { get; init; }

    /// <summary>What happened when the same block was computed again at once, on the same thread.</summary>
    public Replay? Replay { get; init; }

    /// <summary>The raw evidence of a miscompare.</summary>
    public Miscompare? Evidence { get; init; }

    /// <summary>What became of the worker process, where that is the finding.</summary>
    public ProcessEnd? Process { get; init; }
}

/// <summary>The same block, computed again.</summary>
/// <param name="Tries">How often.</param>
/// <param name="Wrong">How often the result was wrong again.</param>
/// <param name="SameWrong">How often it was wrong in the same way.</param>
public sealed record Replay(int Tries, int Wrong, int SameWrong)
{
    /// <summary>How often it was wrong, in words.</summary>
    internal string Description => this switch
    {
        { Wrong: 0 } => "correct each time",
        _ when SameWrong == Tries => "wrong each time, in the same way",
        { Wrong: 1 } => SameWrong == 1 ? "wrong once, in the same way" : "wrong once, in another way",
        _ => string.Create(CultureInfo.InvariantCulture, $"wrong {Wrong} times, {SameWrong} of them in the same way"),
    };
}

/// <summary>A worker process that ended unasked, had to be ended, or wrote nonsense.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="ExitCode">Its exit code; null when it had to be killed, a signal ended it, or it had not ended yet.</param>
/// <param name="Signal">The signal that ended it, such as <c>SIGSEGV</c>.</param>
/// <param name="StandardError">The last of what it wrote to standard error.</param>
/// <param name="Garbage">Malformed events on its pipe: the beginning of a line.</param>
public sealed record ProcessEnd(int ProcessId, int? ExitCode, string? Signal, IReadOnlyList<string> StandardError, IReadOnlyList<string> Garbage);
