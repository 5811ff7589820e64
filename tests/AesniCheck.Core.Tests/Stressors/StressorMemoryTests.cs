using Xunit;

namespace AesniCheck.Stressors;

[Collection(PinnedThread.Collection)]
public sealed class StressorMemoryTests
{
    public static TheoryData<string> Names => ["interrupt", "syscall", "kernel-simd", "gc"];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepAllocatesNothing(string name)
    {
        StressorEntry entry = StressorList.All.Single(entry => entry.Name == name);
        Assert.SkipWhen(entry.WhyNot() is not null, entry.WhyNot() ?? "");
        PinnedThread.Run(PinnedThread.Cpus[0], () =>
        {
            using Stressor stressor = entry.Begin(Settings.For(PinnedThread.Cpus))(PinnedThread.Cpus[0]);
            Assert.Equal(0, Allocations.Of(() => stressor.Step(), 50));
        });
    }
}
