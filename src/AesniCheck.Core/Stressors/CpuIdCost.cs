namespace AesniCheck.Stressors;

/// <summary>
/// Decides from measured times whether CPUID exits from the guest. A hypervisor on VT-x or SVM has to intercept it. In user space of a guest
/// without either (Xen PV without CPUID faulting, PVM), under an emulator and on bare metal it is an ordinary instruction that saves no vector state.
/// </summary>
internal static class CpuIdCost
{
    /// <summary>The number of multiplications in a loop, each of which depends on the one before.</summary>
    public const int MultiplicationsPerLoop = 4096;

    /// <summary>The number of CPUIDs in a batch.</summary>
    public const int CallsPerBatch = 32;

    /// <summary>
    /// The lowest cost in cycles that counts as an exit. Inside the guest a CPUID takes 70 to 250 cycles, including the call around it. A round trip
    /// to a hypervisor takes 1,000 on today's fastest CPUs, some thousands on most, and tens of thousands under two hypervisors. 500 is the
    /// geometric mean of 250 and 1,000: either may be off by a factor of two.
    /// </summary>
    public const int MinimumExitCycles = 500;

    // The latency of a 32-bit multiplication on all CPUs with AES since 2011, except a few with 4 or 5: there the computed cost is too low in proportion.
    private const int CyclesPerMultiplication = 3;

    /// <summary>Returns the cycles of one CPUID, in relation to the loop, so that the frequencies of clock and CPU cancel out; null if the clock is too coarse.</summary>
    public static double? Cycles(CpuIdTimes times)
    {
        long loop = times.Loop - times.Nothing;
        return loop > 0
            ? (double)Math.Max(0, times.Calls - times.Nothing) / loop * MultiplicationsPerLoop * CyclesPerMultiplication / CallsPerBatch
            : null;
    }

    /// <summary>Returns why CPUID is not an exit here, in half a sentence; null if it is.</summary>
    /// <param name="times">The measured times.</param>
    public static string? NoExitReason(CpuIdTimes times) => Cycles(times) switch
    {
        null => "the clock is too coarse to show whether CPUID exits to a hypervisor",
        < MinimumExitCycles => "CPUID does not exit here: it is as fast as an instruction that no hypervisor intercepts",
        _ => null,
    };
}

/// <summary>
/// Times in ticks of a clock, each the shortest of several, since other load on the machine makes times longer, never shorter.
/// </summary>
/// <param name="Nothing">The time between two readings of the clock.</param>
/// <param name="Loop">The time of a loop of <see cref="CpuIdCost.MultiplicationsPerLoop"/>.</param>
/// <param name="Calls">The time of <see cref="CpuIdCost.CallsPerBatch"/> CPUIDs.</param>
internal readonly record struct CpuIdTimes(long Nothing, long Loop, long Calls)
{
    /// <summary>Returns the shorter of both times, member by member.</summary>
    public CpuIdTimes Or(CpuIdTimes other) =>
        new(Math.Min(Nothing, other.Nothing), Math.Min(Loop, other.Loop), Math.Min(Calls, other.Calls));
}
