using System.Runtime.Intrinsics.X86;
using Xunit;

namespace AesniCheck.Stressors;

public sealed class ExitStressorTests
{
    [Fact]
    public void ItCountsTheSameEachTimeAndAllocatesNothing()
    {
        Assert.SkipUnless(X86Base.IsSupported, "This is no x86.");
        using var stressor = new ExitStressor();
        long perStep = stressor.Step();
        long counted = 0;
        for (int i = 0; i < 100; i++)
        {
            counted += stressor.Step();
        }

        Assert.Equal(0, Allocations.Of(() => stressor.Step(), 50));
        Assert.InRange(perStep, 1, 1000);
        Assert.Equal(100 * perStep, counted);
    }
}
