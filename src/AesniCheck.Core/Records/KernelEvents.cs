using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>What the kernel counted on a CPU while the workers were there, whoever it was for.</summary>
public sealed record KernelEvents
{
    /// <summary>Interrupts of the CPU's own timer; null where the kernel does not tell.</summary>
    public long? TimerInterrupts { get; init; }

    /// <summary>Interrupts by which another CPU asked for a function call; null where the kernel does not tell.</summary>
    public long? FunctionCallInterrupts { get; init; }

    /// <summary>Those of them that had translations of addresses dropped.</summary>
    public long? TlbShootdowns { get; init; }

    /// <summary>All interrupts: of the timer, for function calls and for rescheduling, of devices, and what else there is; null where the kernel does not tell.</summary>
    public long? Interrupts { get; init; }

    /// <summary>Softirqs; null where the kernel does not tell.</summary>
    public long? Softirqs { get; init; }

    /// <summary>The time in seconds for which the hypervisor gave the CPU to somebody else; null where the kernel does not tell.</summary>
    public double? StealSeconds { get; init; }

    /// <summary>The sum. What one of them does not tell, nobody knows of all.</summary>
    internal static KernelEvents? Sum(IEnumerable<KernelEvents?> events) => events.DefaultIfEmpty().Aggregate((a, b) => a is null || b is null ? null : new KernelEvents
    {
        TimerInterrupts = Counts.Plus(a.TimerInterrupts, b.TimerInterrupts),
        FunctionCallInterrupts = Counts.Plus(a.FunctionCallInterrupts, b.FunctionCallInterrupts),
        TlbShootdowns = Counts.Plus(a.TlbShootdowns, b.TlbShootdowns),
        Interrupts = Counts.Plus(a.Interrupts, b.Interrupts),
        Softirqs = Counts.Plus(a.Softirqs, b.Softirqs),
        StealSeconds = a.StealSeconds + b.StealSeconds,
    });
}
