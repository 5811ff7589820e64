using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>Its bursts compute what they claim to, so the computation took place, and within bounds that cost no extra time.</summary>
public sealed unsafe class VectorStressorTests
{
    private const int Steps = 777;

    [Fact]
    public void TheWideBurstComputesEachStep()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "This CPU or runtime has no AVX-512.");
        AssertComputes(8, fused: true, &VectorBurst.Run<WideBurst, Vector512<double>>);
    }

    [Fact]
    public void TheMiddleBurstComputesEachStep()
    {
        RequireAvx();
        AssertComputes(4, Fma.IsSupported, &VectorBurst.Run<MiddleBurst, Vector256<double>>);
    }

    [Fact]
    public void TheNarrowBurstComputesEachStep() => AssertComputes(2, Fma.IsSupported, &VectorBurst.Run<NarrowBurst, Vector128<double>>);

    [Fact]
    public void ItCountsABurstOfEachWidthAndItsValuesStayInBounds()
    {
        RequireAvx();
        using var stressor = new VectorStressor();
        int used = VectorBurst.Registers * (Avx512F.IsSupported ? 8 : 4);
        double[] before = stressor.Values.ToArray();
        long counted = 0;
        bool inBounds = true;
        for (int i = 0; i < 100; i++)
        {
            counted += stressor.Step();
            inBounds &= !stressor.Values[..used].ContainsAnyExceptInRange(0.09, 0.98);
        }

        Assert.Equal(0, Allocations.Of(() => stressor.Step(), 50));
        Assert.Equal(Avx512F.IsSupported ? 300 : 200, counted);
        Assert.True(inBounds);
        Assert.All(Enumerable.Range(0, used), i => Assert.NotEqual(before[i], stressor.Values[i]));
    }

    private static void RequireAvx() => Assert.SkipUnless(Avx.IsSupported, "This CPU or runtime has no AVX.");

    private static void AssertComputes(int lanes, bool fused, delegate*<double*, int, void> run)
    {
        double[] expected = [.. Enumerable.Range(1, lanes * VectorBurst.Registers).Select(i => i / 100.0)];
        double[] actual = [.. expected];
        fixed (double* values = actual)
        {
            run(values, Steps);
        }

        for (int step = 0; step < Steps; step++)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                double x = expected[i];
                expected[i] = x * (fused ? Math.FusedMultiplyAdd(-x, VectorBurst.Rate, VectorBurst.Rate) : VectorBurst.Rate - (x * VectorBurst.Rate));
            }
        }

        // To the last bit: both round as IEEE 754 specifies.
        Assert.Equal(expected, actual);
    }
}
