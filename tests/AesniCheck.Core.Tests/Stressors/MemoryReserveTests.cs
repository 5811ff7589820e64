using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Stressors;

public sealed class MemoryReserveTests
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData(512 * MiB, 64 * MiB)]
    [InlineData(1 * GiB, 128 * MiB)]
    [InlineData(2 * GiB, 128 * MiB)]
    [InlineData(20 * GiB, 1 * GiB)]
    [InlineData(0, 0)]
    public void ItIsATwentiethButForSmallMachines(long limit, long bytes) => Assert.Equal(bytes, new MemoryReserve(limit).Bytes);

    [Fact]
    public void GrowthComesToRestAboveIt()
    {
        var reserve = new MemoryReserve(2 * GiB);
        long available = 2 * GiB;
        for (int i = 0; i < 100; i++)
        {
            long taken = reserve.MayTake(available);
            Assert.InRange(taken, 0, (available - reserve.Bytes) / 2);
            available -= taken;
        }

        Assert.InRange(available, 192 * MiB, 193 * MiB);
        Assert.Equal(0, reserve.MustGiveBack(available));
    }

    [Fact]
    public void WhatIsGivenBackRestoresItAndIsNotTakenAgain()
    {
        var reserve = new MemoryReserve(2 * GiB);
        long back = reserve.MustGiveBack(100 * MiB);

        Assert.Equal(92 * MiB, back);
        Assert.Equal(0, reserve.MayTake((100 * MiB) + back));
        Assert.Equal(0, reserve.MustGiveBack((100 * MiB) + back));
    }

    [Fact]
    public void NothingIsTakenWhileAnythingMustBeGivenBack() =>
        Prop.ForAll(
            (from limit in Gen.Choose(0, int.MaxValue) from available in Gen.Choose(0, int.MaxValue) select (limit, available)).ToArbitrary(),
            memory =>
            {
                var reserve = new MemoryReserve(4096L * memory.limit);
                long available = 4096L * memory.available;
                long taken = reserve.MayTake(available);
                return taken == 0 || (reserve.MustGiveBack(available) == 0 && available - taken > reserve.Bytes);
            }).QuickCheckThrowOnFailure();
}
