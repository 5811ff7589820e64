using System.Text.Json;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Reads the events of a worker process, which may be damaged and write anything. Thread-safe.</summary>
internal static class WorkerEventReader
{
    /// <summary>Reads an event whose evidence is complete and whose counts can be added up.</summary>
    /// <param name="line">A line of the event pipe, without its end.</param>
    /// <returns>The event; null if the line is malformed.</returns>
    public static WorkerEvent? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent) is { } read && IsSound(read) ? read : null;
        }
        catch (Exception exception) when (JsonReaders.IsMalformedInput(exception))
        {
            return null;
        }
    }

    private static bool IsSound(WorkerEvent read) => read switch
    {
        Progressed progress => RecordLimits.ProblemOf(progress.Exposure) is null,
        WorkStopped stopped => RecordLimits.ProblemOf(stopped.Progress.Exposure) is null,
        MiscompareSeen seen => seen.Miscompare.Describe().Problem is null,
        FindingMade made => RecordLimits.ProblemOf(made.Finding) is null,
        KnownAnswersChecked known => AreSound(known.Engines),
        ModeAnswersChecked modes => AreSound(modes.Engines),
        _ => true,
    };

    private static bool AreSound(IReadOnlyList<KnownAnswerSummary> summaries) => summaries.All(summary => summary is not null && RecordLimits.ProblemOf(summary) is null);
}
