using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Injection;

/// <summary>
/// Puts faults into the vector registers of a process that runs, one at a time. A thread stands still for as short as can be: whatever can be
/// chosen is chosen before. For one thread, which does not end in between: see <see cref="ThreadTrace"/>.
/// </summary>
/// <param name="processId">The worker process.</param>
/// <param name="layout">The machine's.</param>
/// <param name="seed">What thread, register and bit follow from.</param>
/// <param name="clock">The clock.</param>
internal sealed class Injector(int processId, ExtendedStateLayout layout, ulong seed, TimeProvider clock) : IFaultInjector
{
    private const int MinimumAgeMicroseconds = 100;
    private const int MaximumAgeMicroseconds = 2_000;

    private readonly StoppedThread _target = new(layout, clock);
    private readonly StoppedThread _other = new(layout, clock);
    private readonly TraceFactsReader _facts = TraceFactsReader.OfMachine();
    private SplitMix64 _generator = new(seed);

    /// <summary>Which threads.</summary>
    public InjectionTargets Targets { get; init; }

    private TargetThreads Threads => field ??= new TargetThreads(processId, Targets);

    /// <summary>Tries once.</summary>
    /// <param name="kind">What to do.</param>
    /// <param name="area">Where; null for the kinds that change all areas, or none.</param>
    /// <exception cref="ArgumentNullException">The kind needs an area.</exception>
    public InjectionAttempt TryInject(FaultKind kind, RegisterArea? area) => Try(kind, area, hold: false, out _);

    /// <summary>Tries once to put another fault of the kind and area of a fault into the same thread.</summary>
    /// <param name="fault">The fault; one that has an area.</param>
    public InjectionAttempt TryInjectAgain(InjectedFault fault) => Try(fault.Kind, fault.Area, hold: false, out _, Threads.Find(fault.ThreadId));

    /// <summary>Tries once, and does not let the thread go on: the caller may look at what it does next, and has to dispose of the trace.</summary>
    /// <param name="kind">What to do.</param>
    /// <param name="area">Where; null for the kinds that change all areas, or none.</param>
    /// <param name="held">The thread, stopped, before its next instruction; null where nothing was injected.</param>
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
            return new InjectionAttempt(null, NoInjection.NoTarget);
        }

        try
        {
            ulong random = _generator.Next();
            return Stop(kind, threads) ?? Inject(kind, area, random, threads, hold, out held);
        }
        finally
        {
            LetGoOn();
        }
    }

    /// <summary>Stops the target, with all at hand that the fault needs.</summary>
    /// <returns>Null, or why not.</returns>
    private InjectionAttempt? Stop(FaultKind kind, IReadOnlyList<TargetThread> threads)
    {
        if (kind is FaultKind.Leak or FaultKind.Stale)
        {
            TargetThread source = kind == FaultKind.Leak ? threads[1] : threads[0];
            if (Stop(_other, source) is { } notRead)
            {
                return notRead;
            }

            _other.LetGoOn();
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
            : Targets == InjectionTargets.Workers && (place.IsInSystemCall || place.State.IsInitial) ? new InjectionAttempt(null, NoInjection.NotAtWork)
            : null;
    }

    private InjectionAttempt Inject(
        FaultKind kind, RegisterArea? area, ulong random, IReadOnlyList<TargetThread> threads, bool hold, out ThreadTrace? held)
    {
        held = null;
        if (area is { } asked && !_target.State.Has(asked))
        {
            return new InjectionAttempt(null, NoInjection.NoSuchArea);
        }

        IReadOnlyList<RegisterChange> changes = Change(kind, area, random);
        if (changes.Count == 0 && kind != FaultKind.None)
        {
            return new InjectionAttempt(null, NoInjection.NothingToChange);
        }

        if (_target.Write() is { } refusal)
        {
            return NotDone(refusal, threads[0].Id);
        }

        if (kind == FaultKind.SwapThreads)
        {
            // Where the partner cannot be written any more, something has killed it, and its process with it. The target has its fault all the same.
            _ = _other.Write();
        }

        DateTimeOffset time = clock.GetUtcNow();
        long timestamp = clock.GetTimestamp();
        held = hold ? _target.HandOver() : null;
        LetGoOn();
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
        LetGoOn();
        if (refusal.Kind is TraceRefusalKind.Gone or TraceRefusalKind.Signalled || Threads.HasEnded(thread))
        {
            return new InjectionAttempt(null, NoInjection.NoTarget, refusal.Message);
        }

        return refusal.Kind == TraceRefusalKind.Forbidden
            ? new InjectionAttempt(null, NoInjection.Forbidden, $"{refusal.Message}. {TraceDiagnosis.Explain(_facts.Read(processId, thread), refusal.Error)}")
            : new InjectionAttempt(null, NoInjection.Failed, refusal.Message);
    }

    private void LetGoOn()
    {
        _target.LetGoOn();
        _other.LetGoOn();
    }
}
