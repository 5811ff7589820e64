using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>The two threads really pass the CPU to and fro, and have ended afterwards.</summary>
[Collection(WholeProcess.Name)]
public sealed class SwitchStressorTests
{
    private const int Steps = 500;
    private const string PartnerName = "switch";

    private static readonly int Cpu = Scheduling.AllowedCpus()[^1];

    [Fact]
    public void EachSwitchThatItCountsTheKernelCountsToo() => OnItsCpu(() =>
    {
        using var stressor = new SwitchStressor(Cpu);
        WaitForPartners(1);
        int partner = Assert.Single(ThreadsOfProcess.Named(PartnerName));
        Assert.Equal($"{Cpu}", ThreadsOfProcess.AllowedCpus(partner));

        int self = Scheduling.CurrentThreadId();
        long before = ThreadsOfProcess.Switches(self);
        long partnersBefore = ThreadsOfProcess.Switches(partner);
        long counted = 0;
        for (int i = 0; i < Steps; i++)
        {
            counted += stressor.Step();
        }

        Assert.Equal(2 * Steps, counted);

        // There and back: each of the two gave the CPU away once a step at least.
        Assert.InRange(ThreadsOfProcess.Switches(self) - before, Steps, long.MaxValue);
        Assert.InRange(ThreadsOfProcess.Switches(partner) - partnersBefore, Steps, long.MaxValue);
    });

    [Fact]
    public void AStepAllocatesNothing() => OnItsCpu(() =>
    {
        using var stressor = new SwitchStressor(Cpu);
        Assert.Equal(0, Allocations.Of(() => stressor.Step(), 50));
    });

    [Fact]
    public void NothingIsLeftOfIt() => OnItsCpu(() =>
    {
        int before = ThreadsOfProcess.EventDescriptors();
        for (int i = 0; i < 20; i++)
        {
            using (var stressor = new SwitchStressor(Cpu))
            {
                stressor.Step();
                Assert.Equal(before + 2, ThreadsOfProcess.EventDescriptors());
            }

            Assert.Equal(before, ThreadsOfProcess.EventDescriptors());
            WaitForPartners(0);
        }
    });

    [Fact]
    public void ACpuThatIsNotThereIsToldAndNothingIsLeft() => OnItsCpu(() =>
    {
        int before = ThreadsOfProcess.EventDescriptors();
        IOException e = Assert.Throws<IOException>(() => new SwitchStressor(cpu: 1 << 15));
        Assert.StartsWith("sched_setaffinity: could not pin the other thread to CPU 32768: ", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, ThreadsOfProcess.EventDescriptors());
    });

    // Join returns when the runtime is done with the thread, the kernel is a little later.
    private static void WaitForPartners(int count) =>
        Assert.True(SpinWait.SpinUntil(() => ThreadsOfProcess.Named(PartnerName).Count == count, TimeSpan.FromSeconds(30)));

    private static void OnItsCpu(Action work) => OwnThread.Run(() =>
    {
        Assert.Null(Scheduling.TryPin(Cpu));
        work();
    });
}
