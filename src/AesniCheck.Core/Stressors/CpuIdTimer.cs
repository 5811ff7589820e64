using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Stressors;

/// <summary>Measures the times for <see cref="CpuIdCost"/>. Takes 0.2 ms if CPUID stays inside the guest, and up to some tens of milliseconds if it is slow.</summary>
/// <param name="clock">The clock.</param>
/// <param name="loop">Runs the loop once.</param>
/// <param name="calls">Runs a batch of CPUIDs once.</param>
internal sealed class CpuIdTimer(TimeProvider clock, Action loop, Action calls)
{
    /// <summary>The minimum number of rounds, however slow they are.</summary>
    public const int MinimumRounds = 5;

    /// <summary>The maximum number of rounds.</summary>
    public const int MaximumRounds = 25;

    // Under two hypervisors a round takes milliseconds.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(20);

    /// <summary>The timer of this machine's CPUID.</summary>
    public static CpuIdTimer Default { get; } = new(TimeProvider.System, () => Multiply(1, 0x9E37_79B1), Call);

    /// <summary>Measures a loop, a batch and nothing in turn, so that a change of the CPU's frequency affects all of them.</summary>
    public CpuIdTimes Measure()
    {
        long begin = clock.GetTimestamp();
        CpuIdTimes best = Round();
        for (int round = 1; round < MinimumRounds || (round < MaximumRounds && clock.GetElapsedTime(begin) < Enough); round++)
        {
            best = best.Or(Round());
        }

        return best;
    }

    private CpuIdTimes Round()
    {
        long start = clock.GetTimestamp();
        long afterNothing = clock.GetTimestamp();
        loop();
        long afterLoop = clock.GetTimestamp();
        calls();
        return new CpuIdTimes(afterNothing - start, afterLoop - afterNothing, clock.GetTimestamp() - afterLoop);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static uint Multiply(uint value, uint factor)
    {
        for (int i = 0; i < CpuIdCost.MultiplicationsPerLoop; i++)
        {
            value *= factor;
        }

        return value;
    }

    private static void Call()
    {
        for (int i = 0; i < CpuIdCost.CallsPerBatch; i++)
        {
            _ = X86Base.CpuId(0, 0);
        }
    }
}
