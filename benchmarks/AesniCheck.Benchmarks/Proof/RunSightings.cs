using System.Collections.Concurrent;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>What a supervisor gets to know, for another thread to wait for.</summary>
/// <param name="clock">The clock.</param>
internal sealed class RunSightings(TimeProvider clock) : IRunObserver, IDisposable
{
    private readonly BlockingCollection<RunSighting> _sightings = [];
    private readonly ConcurrentDictionary<string, RunSighting> _unexplained = [];
    private int _processId;
    private int _processes;

    /// <summary>The worker process that there is now; null between two.</summary>
    public int? ProcessId => Volatile.Read(ref _processId) is var id and > 0 ? id : null;

    /// <summary>The worker processes so far.</summary>
    public int Processes => Volatile.Read(ref _processes);

    /// <summary>Whether there are miscompares that somebody is still explaining.</summary>
    public bool AreUnexplained => !_unexplained.IsEmpty;

    /// <summary>What the supervisor said of worker processes that ended otherwise than they should. Thread-safe.</summary>
    public ConcurrentQueue<string> Ends { get; } = [];

    public void ProcessStarted(int processId)
    {
        Interlocked.Increment(ref _processes);
        Volatile.Write(ref _processId, processId);
    }

    public void ProcessEnded(int processId)
    {
        // Another process may give the same ids to its miscompares.
        _unexplained.Clear();
        Volatile.Write(ref _processId, 0);
    }

    public void Seen(Miscompare miscompare)
    {
        var sighting = new RunSighting(clock.GetTimestamp(), miscompare.Probe, miscompare.ThreadId);
        _unexplained[miscompare.Id] = sighting;
        _sightings.Add(sighting);
    }

    public void Found(Finding finding, string? miscompareId)
    {
        if (miscompareId is not null && _unexplained.TryRemove(miscompareId, out RunSighting? seen))
        {
            seen.Verdict = finding.Verdict;
            return;
        }

        if (finding.Process is not null)
        {
            Ends.Enqueue(string.Join(' ', finding.Explanation));
        }

        _sightings.Add(new RunSighting(clock.GetTimestamp(), finding.Probe, threadId: null) { Verdict = finding.Verdict });
    }

    /// <summary>Waits for the next.</summary>
    /// <returns>Null where none came within the time.</returns>
    public RunSighting? Wait(TimeSpan limit) => _sightings.TryTake(out RunSighting? sighting, limit > TimeSpan.Zero ? limit : TimeSpan.Zero) ? sighting : null;

    public void Dispose() => _sightings.Dispose();
}

/// <summary>A miscompare or finding, as it came to the supervisor.</summary>
/// <param name="timestamp">The clock's timestamp then.</param>
/// <param name="probe">The probe.</param>
/// <param name="threadId">The thread that saw it; null where that is not told.</param>
internal sealed class RunSighting(long timestamp, string probe, int? threadId)
{
    private int _verdict = -1;

    public long Timestamp => timestamp;

    public string Probe => probe;

    public int? ThreadId => threadId;

    /// <summary>The verdict; null as long as there is none. Thread-safe.</summary>
    public Verdict? Verdict
    {
        get => Volatile.Read(ref _verdict) is var verdict and >= 0 ? (Verdict)verdict : null;
        set => Volatile.Write(ref _verdict, value is { } verdict ? (int)verdict : -1);
    }
}
