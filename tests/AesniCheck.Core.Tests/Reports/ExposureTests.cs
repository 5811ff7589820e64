using Xunit;

namespace AesniCheck.Reports;

public sealed class ExposureTests
{
    [Fact]
    public void BlocksAreThoseOfAllCpusAndProbes()
    {
        Assert.Equal(3_050, Samples.Exposure.Blocks);
        Assert.Equal(3_050 * 16, Samples.Exposure.Bytes);
        Assert.Equal(0, Exposure.None.Blocks);
    }

    [Fact]
    public void NothingAddsNothing()
    {
        Assert.Equivalent(Samples.Exposure, Samples.Exposure.Plus(Exposure.None), strict: true);
        Assert.Equivalent(Samples.Exposure, Exposure.None.Plus(Samples.Exposure), strict: true);
    }

    [Fact]
    public void CpusAndProbesOfEitherSideAreInTheSum()
    {
        var left = new Exposure([new CpuExposure(5, [new ProbeExposure("block", 1)], 1, 2)], 3, 4);
        var right = new Exposure(
            [
                new CpuExposure(0, [new ProbeExposure("block", 10)], 10, 20),
                new CpuExposure(5, [new ProbeExposure("chain", 100), new ProbeExposure("block", 200)], 10, 20),
            ],
            30,
            40);
        Exposure sum = left.Plus(right);

        Assert.Equal([0, 5], sum.Cpus.Select(cpu => cpu.Cpu));
        Assert.Equal([new ProbeExposure("block", 201), new ProbeExposure("chain", 100)], sum.Cpus[1].Probes);
        Assert.Equal((11, 22), (sum.Cpus[1].VoluntarySwitches, sum.Cpus[1].InvoluntarySwitches));
        Assert.Equal((33, 44, 344), (sum.UnattributedBlocks, sum.Units, sum.Blocks));
    }
}
