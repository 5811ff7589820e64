using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host.Counters;

public sealed class ProcInterruptsTests
{
    [Fact]
    public void RowsAreSummedByWhatTheyAreFor() =>
        Assert.Equal(new InterruptCounts(2407212, 1526093, 422290, 1160831, 301, 53), Parse(KernelTables.KvmInterrupts)[0]);

    [Fact]
    public void CpusThatAreOfflineAreNotThere()
    {
        IReadOnlyDictionary<int, InterruptCounts> counts = Parse(KernelTables.KvmInterrupts);

        Assert.Equal([0, 2, 3], counts.Keys.Order());
        Assert.Equal(new InterruptCounts(500, 90, 20, 70, 8, 3), counts[3]);
    }

    [Fact]
    public void UnderXenEachEventCountsOnce()
    {
        IReadOnlyDictionary<int, InterruptCounts> counts = Parse(KernelTables.XenInterrupts);

        Assert.Equal(new InterruptCounts(5000100, 4700, 900001, 2100, 33620, 11), counts[0]);
        Assert.Equal(5938432, counts[0].Total);
        Assert.Equal(new InterruptCounts(4000100, 3300, 800001, 1900, 2011, 0), counts[1]);
        Assert.Equal(4805412, counts[1].Total);
    }

    [Fact]
    public void HyperVsTimerIsATimer() =>
        Assert.Equal(new InterruptCounts(700000, 3000, 1000, 100, 1500, 10001), Parse(KernelTables.HyperVInterrupts)[0]);

    [Fact]
    public void ShootdownsAreNotInTheTotal() => Assert.Equal(1 + 2 + 3 + 5 + 6, new InterruptCounts(1, 2, 3, 4, 5, 6).Total);

    [Fact]
    public void HundredsOfCpusAndAThousandRowsAreRead()
    {
        const int Cpus = 448;
        const int Rows = 1000;
        var text = new StringBuilder("     ");
        for (int cpu = 0; cpu < Cpus; cpu++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{$"CPU{cpu}",-8}   ");
        }

        for (int row = 0; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{row,4}:");
            for (int cpu = 0; cpu < Cpus; cpu++)
            {
                text.Append(CultureInfo.InvariantCulture, $" {cpu + row,10}");
            }

            text.Append(CultureInfo.InvariantCulture, $"  PCI-MSI {row}-edge      mlx5_comp{row}@pci:0000:12:00.0");
        }

        IReadOnlyDictionary<int, InterruptCounts> counts = Parse(text.ToString());

        Assert.Equal(Cpus, counts.Count);
        Assert.All(counts, cpu => Assert.Equal((cpu.Key * Rows) + (Rows * (Rows - 1) / 2), cpu.Value.Device));
        Assert.All(counts.Values, cpu => Assert.Equal(cpu.Device, cpu.Total));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("LOC: 1 2")]
    [InlineData("CPU0 CPUx\nLOC: 1 2")]
    [InlineData("CPU99999999999\nLOC: 1")]
    public void WhatIsNoSuchTableIsNothing(string? text) => Assert.Null(ProcInterrupts.Parse(text));

    [Theory]
    [InlineData("CPU0 CPU1\nLOC: 7", 7)]
    [InlineData("CPU0 CPU1\r\nLOC:\t7\t8\r\n", 0)]
    [InlineData("CPU0 CPU1\nLOC 7 8\nLOC: 1 2 3 4", 1)]
    [InlineData("CPU0 CPU1\nLOC: -7 8", 0)]
    [InlineData("CPU0 CPU1\nLOC: 99999999999999999999999 8", 0)]
    public void OddRowsCountAsFarAsTheyAreCounts(string text, long expected) => Assert.Equal(expected, Parse(text)[0].Timer);

    [Fact]
    public void AnyTextIsATableOrNothing() => Prop.ForAll<string?>(NoneIsNegative).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyRowsAreATable() => Prop.ForAll<string?>(text => NoneIsNegative($"CPU0 CPU5\nLOC: 1 2\n{text}")).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyCutOfATableIsATableOrNothing() =>
        Prop.ForAll<int>(length => NoneIsNegative(KernelTables.XenInterrupts[..(int)((uint)length % KernelTables.XenInterrupts.Length)]))
            .QuickCheckThrowOnFailure();

    private static bool NoneIsNegative(string? text) =>
        ProcInterrupts.Parse(text) is not { } counts || counts.Values.All(cpu => cpu.Total >= 0 && cpu.TlbShootdown >= 0);

    private static IReadOnlyDictionary<int, InterruptCounts> Parse(string text) =>
        ProcInterrupts.Parse(text) ?? throw new InvalidOperationException("It is no table.");
}
