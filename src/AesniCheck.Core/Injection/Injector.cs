using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Injection;

/// <summary>
/// Injects faults into the vector registers of a running process, one at a time. A thread is stopped as briefly as possible: everything that can be chosen is
/// chosen before. For one thread, which does not end in between: see <see cref="ThreadTrace"/>.
/// </summary>
/// <param name="processId">The worker process.</param>
/// <param name="layout">The layout of this machine.</param>
/// <param name="seed">Determines thread, register and bit.</param>
/// <param name="clock">The clock.</param>
internal sealed class Injector(int processId, ExtendedStateLayout layout, ulong seed, TimeProvider clock) : IFaultInjector
{
    private const int MinimumAgeMicroseconds = 100;
    private const int MaximumAgeMicroseconds = 2_000;

    private readonly StoppedThread _target = new(layout, clock);
    private readonly StoppedThread _other = new(layout, clock);
    private readonly TraceFactsReader _facts = TraceFactsReader.OfMachine();
    private SplitMix64 _generator = new(seed);

    /// <summary>The threads to choose from.</summary>
    public InjectionTargets Targets { get; init; }

    private TargetThreads Threads => field ??= new TargetThreads(processId, Targets);

    /// <summary>Tries once to inject a fault.</summary>
    /// <param name="kind">The kind of fault.</param>
    /// <param name="area">The area; null for the kinds that change all areas, or none.</param>
    /// <exception cref="ArgumentNullException">The kind needs an area.</exception>
    public InjectionAttempt TryInject(FaultKind kind, RegisterArea? area) => Try(kind, area, hold: false, out _);

    /// <summary>Tries once to inject another fault of the same kind and area into the same thread.</summary>
    /// <param name="fault">The earlier fault, which has an area.</param>
    public InjectionAttempt TryInjectAgain(InjectedFault fault) => Try(fault.Kind, fault.Area, hold: false, out _, Threads.Find(fault.ThreadId));

    /// <summary>Tries once to inject a fault, and keeps the thread stopped: the caller may observe its next steps, and has to dispose the trace.</summary>
    /// <param name="kind">The kind of fault.</param>
    /// <param name="area">The area; null for the kinds that change all areas, or none.</param>
    /// <param name="held">The thread, stopped before its next instruction; null if nothing was injected.</param>
    /// <exception cref="ArgumentNullException">The kind needs an area.</exception>
    public InjectionAttempt TryInjectHeld(FaultKind kind, RegisterArea? area, out ThreadTrace? held) => Try(kind, area, hold: true, out held);

    private InjectionAttempt Try(FaultKind kind, RegisterArea? area, bool hold, out ThreadTrace? held, IReadOnlyList<TargetThread>? chosen = null)
    {
        held = null;
        if (area is null && kind is not (FaultKind.None or FaultKind.SwapThreads))
        {
            throw new ArgumentNullException(nameof(area), $"A fault of the kind {kind} needs a register area.");
        }

        IReadOnlyList<TargetThread> threads = chosen ?? Threads.Choose(kind is FaultKind.Leak or FaultKind.SwapThreads ? 2 : 1, ref _generator);
        if (threads.Count == 0)
        {
            return new InjectionAttempt(null, InjectionFailure.NoTarget);
        }

        try
        {
            ulong random = _generator.Next();
            return Stop(kind, threads) ?? Inject(kind, area, random, threads, hold, out held);
        }
        finally
        {
            Resume();
        }
    }

    /// <summary>Stops the target, and collects everything that the fault needs.</summary>
    /// <returns>Null, or the reason why not.</returns>
    private InjectionAttempt? Stop(FaultKind kind, IReadOnlyList<TargetThread> threads)
    {
        if (kind is FaultKind.Leak or FaultKind.Stale)
        {
            TargetThread source = kind == FaultKind.Leak ? threads[1] : threads[0];
            if (Stop(_other, source) is { } notRead)
            {
                return notRead;
            }

            _other.Resume();
        }

        if (kind == FaultKind.Stale)
        {
            ThreadClock.Sleep(TimeSpan.FromMicroseconds(
                MinimumAgeMicroseconds + (_generator.Next() % (MaximumAgeMicroseconds - MinimumAgeMicroseconds))));
        }

        return Stop(_target, threads[0]) ?? (kind == FaultKind.SwapThreads ? Stop(_other, threads[1]) : null);
    }

    private InjectionAttempt? Stop(StoppedThread place, TargetThread thread)
    {
        TraceRefusal? refusal = place.Stop(thread.Id);
        return refusal is not null ? NotDone(refusal, thread.Id)
            : Targets == InjectionTargets.Workers && (place.IsInSystemCall || place.State.IsInitial) ? new InjectionAttempt(null, InjectionFailure.RegistersNotLive)
            : null;
    }

    private InjectionAttempt Inject(
        FaultKind kind, RegisterArea? area, ulong random, IReadOnlyList<TargetThread> threads, bool hold, out ThreadTrace? held)
    {
        held = null;
        if (area is { } asked && !_target.State.Has(asked))
        {
            return new InjectionAttempt(null, InjectionFailure.NoSuchArea);
        }

        IReadOnlyList<RegisterChange> changes = Change(kind, area, random);
        if (changes.Count == 0 && kind != FaultKind.None)
        {
            return new InjectionAttempt(null, InjectionFailure.NothingToChange);
        }

        if (_target.Write() is { } refusal)
        {
            return NotDone(refusal, threads[0].Id);
        }

        if (kind == FaultKind.SwapThreads)
        {
            // If the partner can't be written any more, it was killed together with its process. The target has its fault all the same.
            _ = _other.Write();
        }

        DateTimeOffset time = clock.GetUtcNow();
        long timestamp = clock.GetTimestamp();
        held = hold ? _target.HandOver() : null;
        Resume();
        var fault = new InjectedFault
        {
            Time = time,
            Kind = kind,
            Area = area,
            ThreadId = threads[0].Id,
            ThreadName = threads[0].Stat.Name,
            Cpu = threads[0].Stat.Cpu,
            OtherThreadId = threads.Count > 1 ? threads[1].Id : null,
            InSystemCall = _target.IsInSystemCall,
            InstructionPointer = _target.InstructionPointer,
            StoppedMicroseconds = _target.StoppedFor.TotalMicroseconds,
            Changes = changes,
        };
        return new InjectionAttempt(fault, Timestamp: timestamp);
    }

    private IReadOnlyList<RegisterChange> Change(FaultKind kind, RegisterArea? area, ulong random)
    {
        RegisterChange? change = null;
        switch (kind)
        {
            case FaultKind.SwapThreads:
                return RegisterFaults.Exchange(_target.State, _other.State);
            case FaultKind.Flip or FaultKind.Again:
                change = RegisterFaults.Flip(_target.State, area!.Value, random);
                break;
            case FaultKind.Zero:
                change = RegisterFaults.Zero(_target.State, area!.Value, random);
                break;
            case FaultKind.Leak or FaultKind.Stale:
                change = RegisterFaults.Copy(_target.State, _other.State, area!.Value, random);
                break;
        }

        return change is null ? [] : [change];
    }

    private InjectionAttempt NotDone(TraceRefusal refusal, int thread)
    {
        Resume();
        if (refusal.Kind is TraceRefusalKind.Gone or TraceRefusalKind.Signalled || Threads.HasEnded(thread))
        {
            return new InjectionAttempt(null, InjectionFailure.NoTarget, refusal.Message);
        }

        return refusal.Kind == TraceRefusalKind.Forbidden
            ? new InjectionAttempt(null, InjectionFailure.Forbidden, $"{refusal.Message}. {TraceDiagnosis.Explain(_facts.Read(processId, thread), refusal.Error)}")
            : new InjectionAttempt(null, InjectionFailure.Failed, refusal.Message);
    }

    private void Resume()
    {
        _target.Resume();
        _other.Resume();
    }
}
