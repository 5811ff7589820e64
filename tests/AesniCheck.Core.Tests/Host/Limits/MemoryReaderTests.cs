using AesniCheck.Basics;
using Xunit;

namespace AesniCheck.Host.Limits;

/// <summary>Machines invented from proc(5), cgroups(7) and the kernel's cgroup-v1/memory.rst and cgroup-v2.rst.</summary>
public sealed class MemoryReaderTests
{
    private const long KiB = 1L << 10;
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;
    private const string V1None = "9223372036854771712\n";

    // 16 GiB, of which 12 are available, and 4 GiB of swap, of which 3 are free.
    private const string MemInfo =
        "MemTotal:       16777216 kB\nMemFree:         1048576 kB\nMemAvailable:   12582912 kB\nBuffers:            4100 kB\nSwapCached:            0 kB\n"
        + "SwapTotal:       4194304 kB\nSwapFree:        3145728 kB\nCommitLimit:     8388608 kB\nCommitted_AS:    2097152 kB\n";

    private const string Unlimited =
        "Limit                     Soft Limit           Hard Limit           Units     \n"
        + "Max cpu time              unlimited            unlimited            seconds   \n"
        + "Max data size             unlimited            unlimited            bytes     \n"
        + "Max address space         unlimited            unlimited            bytes     \n";

    [Fact]
    public void ABareMachineHasItsMemoryAndItsSwap()
    {
        using FileTree tree = Machine().With("proc/self/cgroup", "0::/user.slice\n").With("sys/fs/cgroup/user.slice/memory.max", "max\n");

        Assert.Equal(new MemoryAvailability(20 * GiB, 15 * GiB), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void WithoutAnyCgroupItIsTheSame()
    {
        using FileTree tree = Machine();

        Assert.Equal(new MemoryAvailability(20 * GiB, 15 * GiB), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void WhatTheSystemDoesNotTellIsNotMadeUp()
    {
        using FileTree empty = new();
        using FileTree old = new FileTree().With("proc/meminfo", "MemTotal: 1024 kB\nMemFree: 512 kB\n");

        Assert.Equal(new MemoryAvailability(null, null), MemoryReader.Read(empty.Files));
        Assert.Equal(new MemoryAvailability(1024 * KiB, null), MemoryReader.Read(old.Files));
    }

    [Fact]
    public void AContainerOfVersion2HasItsLimitLessWhatItsPagesTakeThatCannotBeDropped()
    {
        using FileTree tree = Machine().With("proc/self/cgroup", "0::/\n").WithAll(
            "sys/fs/cgroup",
            ("memory.max", "536870912\n"),
            ("memory.high", "max\n"),
            ("memory.current", "209715200\n"),
            ("memory.stat", "anon 104857600\nfile 104857600\ninactive_anon 7\nactive_anon 8\ninactive_file 83886080\nactive_file 20971520\n"),
            ("memory.swap.max", "0\n"),
            ("memory.swap.current", "0\n"));

        Assert.Equal(new MemoryAvailability(512 * MiB, (512 - 200 + 80) * MiB), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void SwapOfVersion2IsBoundedByItself()
    {
        using FileTree tree = Machine().With("proc/self/cgroup", "0::/\n").WithAll(
            "sys/fs/cgroup",
            ("memory.max", "536870912\n"),
            ("memory.current", "209715200\n"),
            ("memory.stat", "inactive_file 0\n"),
            ("memory.swap.max", "104857600\n"),
            ("memory.swap.current", "52428800\n"));

        Assert.Equal(new MemoryAvailability(612 * MiB, (312 + 50) * MiB), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void WhereTheCgroupIsSlowedDownIsItsLimitToo()
    {
        using FileTree tree = Machine().With("proc/self/cgroup", "0::/\n").WithAll(
            "sys/fs/cgroup",
            ("memory.max", "max\n"),
            ("memory.high", "268435456\n"),
            ("memory.current", "67108864\n"),
            ("memory.swap.max", "0\n"));

        Assert.Equal(new MemoryAvailability(256 * MiB, 192 * MiB), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void TheTightestOfTheCgroupsAboveCounts()
    {
        using FileTree tree = Machine().With("proc/self/cgroup", "0::/a/b\n")
            .WithAll("sys/fs/cgroup/a/b", ("memory.max", "2147483648\n"), ("memory.current", "1073741824\n"), ("memory.swap.max", "0\n"))
            .WithAll("sys/fs/cgroup/a", ("memory.max", "3221225472\n"), ("memory.current", "3000000512\n"), ("memory.swap.max", "max\n"));

        // The limit is that of b; but others in a have taken most of the memory of a.
        Assert.Equal(new MemoryAvailability(2 * GiB, 3_221_225_472 - 3_000_000_512), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void VersionOneBoundsMemoryAndTheSumOfMemoryAndSwap()
    {
        using FileTree tree = Version1(
            ("memory.limit_in_bytes", "1073741824\n"),
            ("memory.usage_in_bytes", "536870912\n"),
            ("memory.memsw.limit_in_bytes", "2147483648\n"),
            ("memory.memsw.usage_in_bytes", "1610612736\n"),
            ("memory.swappiness", "60\n"),
            ("memory.stat", "cache 1\ninactive_file 1\ntotal_inactive_file 134217728\n"));

        Assert.Equal(new MemoryAvailability(2 * GiB, 512 * MiB + (128 * MiB)), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void WhereACgroupNeverSwapsItHasNoSwap()
    {
        using FileTree tree = Version1(
            ("memory.limit_in_bytes", "1073741824\n"),
            ("memory.usage_in_bytes", "536870912\n"),
            ("memory.swappiness", "0\n"),
            ("memory.stat", "total_inactive_file 0\n"));

        Assert.Equal(new MemoryAvailability(1 * GiB, 512 * MiB), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void TheLargestNumberOfVersion1IsNoLimit()
    {
        using FileTree tree = Version1(
            ("memory.limit_in_bytes", V1None),
            ("memory.usage_in_bytes", "536870912\n"),
            ("memory.memsw.limit_in_bytes", V1None),
            ("memory.memsw.usage_in_bytes", "536870912\n"),
            ("memory.swappiness", "0\n"));

        Assert.Equal(new MemoryAvailability(20 * GiB, 15 * GiB), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void ALimitWhoseUseIsNotToldLeavesNothing()
    {
        using FileTree tree = Version1(("memory.limit_in_bytes", "1073741824\n"), ("memory.swappiness", "0\n"));

        Assert.Equal(new MemoryAvailability(1 * GiB, 0), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void SwapThatLiesInMemoryIsNone()
    {
        using FileTree tree = Machine().With(
            "proc/swaps",
            "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/zram0                              partition\t3145728\t\t1048576\t\t100\n"
            + "/dev/vda3                               partition\t1048576\t\t0\t\t-2\n");

        Assert.Equal(new MemoryAvailability(17 * GiB, 13 * GiB), MemoryReader.Read(tree.Files));
    }

    [Theory]
    [InlineData("0\n", 20, 15)]
    [InlineData("1\n", 20, 15)]
    [InlineData("2\n", 8, 6)]
    public void WhereNothingIsPromisedThatIsNotThereThePromisesCount(string overcommit, long limit, long available)
    {
        using FileTree tree = Machine().With("proc/sys/vm/overcommit_memory", overcommit);

        Assert.Equal(new MemoryAvailability(limit * GiB, available * GiB), MemoryReader.Read(tree.Files));
    }

    [Theory]
    [InlineData("Max address space         4294967296           unlimited            bytes     \n", 4 * GiB, 3 * GiB)]
    [InlineData("Max data size             2147483648           unlimited            bytes     \n", 2 * GiB, 1536 * MiB)]
    public void TheLimitsOfTheProcessCount(string line, long limit, long available)
    {
        using FileTree tree = Machine().With("proc/self/limits", line).With("proc/self/statm", "262144 9000 8000 20 0 131072 0\n");

        Assert.Equal(new MemoryAvailability(limit, available), MemoryReader.Read(tree.Files));
    }

    [Fact]
    public void ReadingAgainTellsWhatIsNew()
    {
        using FileTree tree = Machine();
        using var reader = new MemoryReader(tree.Files);
        Assert.Equal(15 * GiB, reader.Read().AvailableBytes);

        tree.With("proc/meminfo", MemInfo.Replace("12582912", "1048576", StringComparison.Ordinal));

        Assert.Equal(4 * GiB, reader.Read().AvailableBytes);
    }

    [Fact]
    public void ThisMachineTellsAndReadingItLeavesNoGarbage()
    {
        using var reader = new MemoryReader(new HostFiles("/"));
        MemoryAvailability memory = reader.Read();
        Assert.InRange(memory.LimitBytes ?? 0, 16 * MiB, long.MaxValue / 8);
        Assert.InRange(memory.AvailableBytes ?? 0, 1, memory.LimitBytes ?? 0);

        Assert.Equal(0, Allocations.Of(() => reader.Read(), 100));
    }

    private static FileTree Machine() => new FileTree().With("proc/meminfo", MemInfo).With("proc/self/limits", Unlimited);

    private static FileTree Version1(params (string Name, string Text)[] files) =>
        Machine().With("proc/self/cgroup", "4:memory:/x\n0::/\n").WithAll("sys/fs/cgroup/memory/x", files).WithAll(
            "sys/fs/cgroup/memory", ("memory.limit_in_bytes", V1None), ("memory.usage_in_bytes", "5368709120\n"));
}
