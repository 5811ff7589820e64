using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Benchmarks.Detection;
using AesniCheck.Benchmarks.Fate;
using AesniCheck.Injection;
using AesniCheck.Interop;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>Turns bits over one at a time, anywhere in the worker process of a run, and waits for what comes of each. For the thread that traces.</summary>
internal sealed class AnywhereSession(WatchedRun run, CodeMapFolder folder, ExtendedStateLayout layout, ulong seed, TimeProvider clock) : IDisposable
{
    private const int MaximumTries = 2_000;

    // One fault may be seen several times, with another thread on the CPU in between.
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(300);

    // A supervisor takes silence of five seconds for a hang; and a thread may have to wait for its CPU as well.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(1);

    private readonly RegisterArea[] _areas = [.. RegisterAreas.All.Where(layout.Has)];
    private SplitMix64 _generator = new(seed);
    private int _processId;
    private Dictionary<InjectionTargets, Injector> _injectors = [];
    private FateFinder? _fates;

    /// <summary>The worker processes that were ended since findings did not cease.</summary>
    public int Replaced { get; private set; }

    /// <summary>What came when nothing was being waited for, later than the patience with a fault: it belongs to none of those that were counted as seen.</summary>
    public int LateSightings { get; private set; }

    /// <summary>Turns one bit over.</summary>
    /// <param name="targets">In which threads.</param>
    /// <exception cref="InvalidOperationException">It can't be done here; the message says why.</exception>
    public AnywhereTrial Run(InjectionTargets targets)
    {
        (InjectedFault fault, long timestamp, ThreadTrace held) = Inject(targets);
        RegisterFate fate = _fates!.Find(fault, held);
        string place = fault.InSystemCall ? "(a system call)" : _fates.PlaceOf(fault.InstructionPointer).Name;
        string fatePlace = _fates.PlaceOf(fate.Address).Name;
        RunSighting? sighting = WaitForSighting(timestamp, fate.IsWithoutEffect ? SettleTime : Patience);

        if (sighting is not null)
        {
            Settle();
        }

        RegisterChange change = fault.Changes[0];
        return new AnywhereTrial
        {
            Outcome = sighting is not null ? AnywhereOutcome.Seen
                : fate.IsWithoutEffect ? AnywhereOutcome.WithoutEffect
                : fate.Kind == FateKind.Read && ThreadNames.IsStressor(fault.ThreadName) ? AnywhereOutcome.InStressor
                : AnywhereOutcome.Lost,
            Target = targets == InjectionTargets.Every ? "any thread" : "a worker that runs",
            Thread = fault.ThreadName,
            Area = change.Area,
            Register = change.Register!.Value,
            Bit = change.Bit!.Value,
            Place = place,
            Fate = fate.Kind,
            Instruction = fate.Instruction,
            FatePlace = fatePlace,
            Steps = fate.Steps,
            Milliseconds = sighting is null ? null : clock.GetElapsedTime(timestamp, sighting.Timestamp).TotalMilliseconds,
            Probe = sighting?.Probe,
            SeenByAnother = sighting?.ThreadId is { } thread && thread != fault.ThreadId,
            Verdict = sighting?.Verdict,
        };
    }

    public void Dispose() => _fates?.Dispose();

    private (InjectedFault Fault, long Timestamp, ThreadTrace Held) Inject(InjectionTargets targets)
    {
        for (int i = 0; i < MaximumTries; i++)
        {
            Follow(run.WaitForProcess());
            Thread.Sleep(TimeSpan.FromMicroseconds(_generator.Next() % 20_000));
            RegisterArea area = _areas[(int)(_generator.Next() % (ulong)_areas.Length)];
            InjectionAttempt attempt = _injectors[targets].TryInjectHeld(FaultKind.Flip, area, out ThreadTrace? held);
            if (attempt.Fault is { } fault && held is not null)
            {
                return (fault, attempt.Timestamp, held);
            }

            if (attempt.Reason is InjectionFailure.Forbidden or InjectionFailure.Failed or InjectionFailure.NoSuchArea)
            {
                throw new InvalidOperationException(attempt.Message ?? string.Create(CultureInfo.InvariantCulture, $"This machine has no {area.Name}."));
            }

            Thread.Sleep(RetryDelay);
        }

        throw new InvalidOperationException("No thread could be stopped.");
    }

    private void Follow(int processId)
    {
        if (processId != _processId)
        {
            _fates?.Dispose();
            _processId = processId;
            _injectors = Enum.GetValues<InjectionTargets>()
                .ToDictionary(targets => targets, targets => new Injector(processId, layout, _generator.Next(), clock) { Targets = targets });
            _fates = new FateFinder(processId, folder, clock);
        }
    }

    /// <summary>Waits for what comes after a moment.</summary>
    private RunSighting? WaitForSighting(long since, TimeSpan limit)
    {
        while (run.Sightings.Wait(limit - clock.GetElapsedTime(since)) is { } sighting)
        {
            if (sighting.Timestamp >= since)
            {
                return sighting;
            }

            LateSightings++;
        }

        return null;
    }

    /// <summary>
    /// Waits until nothing more is seen of a fault, and all of it has been explained: a worker that explains one computes again what was wrong, and would take
    /// the next fault for a part of it. A process that it has broken for good is ended.
    /// </summary>
    private void Settle()
    {
        long begin = clock.GetTimestamp();
        while (run.Sightings.Wait(SettleTime) is not null || run.Sightings.AreUnexplained)
        {
            if (clock.GetElapsedTime(begin) > QuietLimit && run.Sightings.ProcessId is { } id)
            {
                using var process = System.Diagnostics.Process.GetProcessById(id);
                process.Kill();
                Replaced++;
                begin = clock.GetTimestamp();
            }
        }
    }
}
