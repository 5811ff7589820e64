namespace AesniCheck.Stressors;

/// <summary>
/// Decides from times whether CPUID leaves the guest. A hypervisor that uses VT-x or SVM can't keep it inside; but in user space of a guest without
/// either (Xen PV without CPUID faulting, PVM), under an emulator and on bare metal it is an instruction like others, and no vector state is saved for it.
/// </summary>
internal static class CpuIdCost
{
    /// <summary>The multiplications in a loop, each of which needs the result of the one before.</summary>
    public const int MultiplicationsPerLoop = 4096;

    /// <summary>The CPUIDs in a batch.</summary>
    public const int CallsPerBatch = 32;

    /// <summary>
    /// The cost in cycles from which on a CPUID counts as an exit. Inside the guest one takes 70 to 250 cycles, also with the call around it; the way to a
    /// hypervisor and back takes 1,000 on the fastest CPUs of today, some thousands on most, and tens of thousands under two hypervisors. This is the
    /// geometric mean of 250 and 1,000: either may be twice as far off.
    /// </summary>
    public const int LeastCyclesOfExit = 500;

    // The latency of a 32-bit multiplication on all CPUs with AES since 2011, but 4 or 5 on a few: then the cost comes out too low by as much.
    private const int CyclesPerMultiplication = 3;

    /// <summary>The cycles of one CPUID, by the time of the loop, so that neither the clock's nor the CPU's frequency is in it; null if the clock is too coarse.</summary>
    public static double? Cycles(CpuIdTimes times)
    {
        long loop = times.Loop - times.Nothing;
        return loop > 0
            ? (double)Math.Max(0, times.Calls - times.Nothing) / loop * MultiplicationsPerLoop * CyclesPerMultiplication / CallsPerBatch
            : null;
    }

    /// <summary>Why CPUID is no exit here, in half a sentence; null if it is one.</summary>
    /// <param name="times">The measured times.</param>
    public static string? WhyNoExit(CpuIdTimes times) => Cycles(times) switch
    {
        null => "the clock is too coarse to show whether CPUID exits to a hypervisor",
        < LeastCyclesOfExit => "CPUID does not exit here: it is as fast as an instruction that no hypervisor intercepts",
        _ => null,
    };
}

/// <summary>
/// Times in ticks of a clock: the shortest of several each, since whatever else the machine does makes a time longer and none shorter.
/// </summary>
/// <param name="Nothing">The time between two looks at the clock.</param>
/// <param name="Loop">The time of a loop of <see cref="CpuIdCost.MultiplicationsPerLoop"/>.</param>
/// <param name="Calls">The time of <see cref="CpuIdCost.CallsPerBatch"/> CPUIDs.</param>
internal readonly record struct CpuIdTimes(long Nothing, long Loop, long Calls)
{
    /// <summary>The shortest of both, one by one.</summary>
    public CpuIdTimes Or(CpuIdTimes other) =>
        new(Math.Min(Nothing, other.Nothing), Math.Min(Loop, other.Loop), Math.Min(Calls, other.Calls));
}
