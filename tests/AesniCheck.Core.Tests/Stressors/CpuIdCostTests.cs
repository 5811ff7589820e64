using System.Runtime.Intrinsics.X86;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>Whether CPUID leaves the guest, decided from times in nanoseconds.</summary>
public sealed class CpuIdCostTests
{
    // 4,096 multiplications of three cycles at 3 GHz.
    private const long Loop = 4_096;

    public static TheoryData<string, long, long, long> Inside => new()
    {
        { "Xen PV without CPUID faulting, PVM, bare metal: 120 cycles", 25, 25 + Loop, 25 + (32 * 40) },
        { "an old Atom: 250 cycles", 25, 25 + Loop, 25 + (32 * 83) },
        { "both on a clock that is slow itself", 1_500, 1_500 + Loop, 1_500 + (32 * 83) },
        { "an emulator: both are slow", 60, 60 + (20 * Loop), 60 + (32 * 400) },
        { "a CPU at a tenth of its frequency", 250, 250 + (10 * Loop), 250 + (32 * 400) },
        { "no time at all", 25, 25 + Loop, 20 },
    };

    public static TheoryData<string, long, long, long> Exits => new()
    {
        { "the fastest exit: 1,000 cycles", 25, 25 + Loop, 25 + (32 * 333) },
        { "KVM: 0.7 us", 25, 25 + Loop, 25 + (32 * 700) },
        { "KVM on a slow clock", 3_000, 3_000 + Loop, 3_000 + (32 * 700) },
        { "two hypervisors: 30 us", 25, 25 + Loop, 25 + (32 * 30_000) },
        { "a CPU of twice the latency", 25, 25 + (2 * Loop), 25 + (32 * 700) },
    };

    [Theory]
    [MemberData(nameof(Inside))]
    public void AsFastAsAnInstructionIsNoExit(string machine, long nothing, long loop, long calls)
    {
        Assert.NotEmpty(machine);
        Assert.StartsWith("CPUID does not exit here", CpuIdCost.NoExitReason(new CpuIdTimes(nothing, loop, calls)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Exits))]
    public void AThousandCyclesAreAnExit(string machine, long nothing, long loop, long calls)
    {
        Assert.NotEmpty(machine);
        Assert.Null(CpuIdCost.NoExitReason(new CpuIdTimes(nothing, loop, calls)));
    }

    [Fact]
    public void TheCostIsInCyclesWhateverTheClock() => Assert.All([1, 10, 1_000], scale =>
        Assert.Equal(300, CpuIdCost.Cycles(new CpuIdTimes(25 * scale, (25 + Loop) * scale, (25 + (32 * 100)) * scale))!.Value, 6));

    [Fact]
    public void AClockThatIsTooCoarseTellsNothing() =>
        Assert.Equal("the clock is too coarse to show whether CPUID exits to a hypervisor", CpuIdCost.NoExitReason(new CpuIdTimes(1_000, 1_000, 2_000)));

    [Fact]
    public void TheThresholdIsAsFarFromEitherSide() => Assert.Equal(1_000 / CpuIdCost.MinimumExitCycles, CpuIdCost.MinimumExitCycles / 250);

    [Theory]
    [InlineData(40, true)]
    [InlineData(700, false)]
    public void ABusyMachineChangesNothing(int nanoseconds, bool isInside)
    {
        // All but one of each kind are interrupted by another process.
        var clock = new ManualClock();
        int done = 0;
        var timer = new CpuIdTimer(
            clock,
            () => clock.Advance(TimeSpan.FromMicroseconds(4 + (done == 3 ? 0 : 2_000))),
            () => clock.Advance(TimeSpan.FromTicks((nanoseconds * CpuIdCost.CallsPerBatch / 100) + (++done == 2 ? 0 : 40_000))));

        Assert.Equal(isInside, CpuIdCost.NoExitReason(timer.Measure()) is not null);
        Assert.Equal(CpuIdTimer.MinimumRounds, done);
    }

    [Fact]
    public void AFastMachineIsMeasuredMoreOften()
    {
        var clock = new ManualClock();
        int done = 0;
        _ = new CpuIdTimer(clock, () => clock.Advance(TimeSpan.FromMicroseconds(4)), () => done++).Measure();
        Assert.Equal(CpuIdTimer.MaximumRounds, done);
    }

    [Fact]
    public void ThisMachineCanBeMeasured()
    {
        Assert.SkipUnless(X86Base.IsSupported, "This is no x86.");
        CpuIdTimes times = CpuIdTimer.Default.Measure();
        Assert.InRange(CpuIdCost.Cycles(times) ?? 0, 10, 10_000_000);
    }
}
