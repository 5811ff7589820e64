using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>The kernel's counters on a CPU while the workers ran, for all processes.</summary>
public sealed record KernelEventCounts
{
    /// <summary>Interrupts of the CPU's local timer; null if the kernel does not report them.</summary>
    public long? TimerInterrupts { get; init; }

    /// <summary>Interrupts by which another CPU requested a function call; null if the kernel does not report them.</summary>
    public long? FunctionCallInterrupts { get; init; }

    /// <summary>The function-call interrupts that were TLB shootdowns; null if the kernel does not report them.</summary>
    public long? TlbShootdowns { get; init; }

    /// <summary>All interrupts: timer, function calls, rescheduling, devices and others; null if the kernel does not report them.</summary>
    public long? Interrupts { get; init; }

    /// <summary>Softirqs; null if the kernel does not report them.</summary>
    public long? Softirqs { get; init; }

    /// <summary>The time in seconds that the hypervisor stole from the CPU; null if the kernel does not report it.</summary>
    public double? StealSeconds { get; init; }

    /// <summary>Returns the sum. A counter that is unknown in one of them is unknown in the sum.</summary>
    internal static KernelEventCounts? Sum(IEnumerable<KernelEventCounts?> events) => events.DefaultIfEmpty().Aggregate((a, b) => a is null || b is null ? null : new KernelEventCounts
    {
        TimerInterrupts = Counts.Plus(a.TimerInterrupts, b.TimerInterrupts),
        FunctionCallInterrupts = Counts.Plus(a.FunctionCallInterrupts, b.FunctionCallInterrupts),
        TlbShootdowns = Counts.Plus(a.TlbShootdowns, b.TlbShootdowns),
        Interrupts = Counts.Plus(a.Interrupts, b.Interrupts),
        Softirqs = Counts.Plus(a.Softirqs, b.Softirqs),
        StealSeconds = a.StealSeconds + b.StealSeconds,
    });
}
