using AesniCheck.Basics;
using AesniCheck.Host.Limits;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

public sealed unsafe class MemoryStressorTests
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;

    // Other mappings without huge pages come and go in other tests; they have some hundred KiB.
    private const long Tolerance = 8 * MiB;

    private readonly ManualClock _clock = new();
    private MemoryAvailability _memory = new(4 * GiB, 3 * GiB);
    private bool _refusesMemory;

    [Fact]
    public void WhatItTakesIsInMemoryAndGoesBack()
    {
        const long Bytes = 64 * MiB;
        MemoryAvailability memory = MemoryReader.Read(new HostFiles("/"));
        Assert.SkipWhen(
            new MemoryReserve(memory.LimitBytes ?? 0).MayTake(memory.AvailableBytes ?? 0) < Bytes, "There is too little memory on this machine.");
        long before = Resident();
        using Stressor stressor = MemoryStressor.Entry.Begin(Settings.For([0, 1], Bytes))(-1);
        Assert.InRange(Resident() - before, -Tolerance, Tolerance);

        long written = 0;
        while (written < Bytes / Pages.PageSize)
        {
            written += stressor.Step();
        }

        Assert.SkipWhen(Resident() == 0, "The kernel knows no huge pages, so that its mappings can't be told from others.");
        Assert.InRange(Resident() - before, Bytes - Tolerance, Bytes + Tolerance);
        for (int i = 0; i < 100; i++)
        {
            Assert.InRange(stressor.Step(), 1, 4096);
        }

        Assert.InRange(Resident() - before, Bytes - Tolerance, Bytes + Tolerance);
        stressor.Dispose();
        Assert.InRange(Resident() - before, -Tolerance, Tolerance);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData((5 * MiB) + 4096)]
    [InlineData((16 * MiB) + 4095)]
    public void ItStaysUnderItsBytesAndReachesThem(long bytes)
    {
        using MemoryStressor stressor = New(bytes);
        for (int i = 0; i < 30; i++)
        {
            Assert.InRange(stressor.Step(), 1, 4096);
            Assert.InRange(stressor.HeldBytes, 4096, bytes);
        }

        Assert.Equal(bytes / 4096 * 4096, stressor.HeldBytes);
    }

    [Fact]
    public void AllOfItIsRewrittenInTurn()
    {
        byte* first = null;
        using var stressor = new MemoryStressor(8 * MiB, 42, () => _memory, _clock, length =>
        {
            byte* memory = Pages.TryMap(length);
            first = first == null ? memory : first;
            return (nint)memory;
        });
        GrowTo(stressor, 8 * MiB);
        ulong[] before = Sums(first, 1024);
        Assert.Equal(1024, before.Distinct().Count());

        for (long written = 0; written < 1024;)
        {
            written += stressor.Step();
        }

        Assert.DoesNotContain(true, Sums(first, 1024).Zip(before, (now, then) => now == then));
    }

    [Fact]
    public void ItGivesBackAsSoonAsTheReserveIsTouchedAndTakesItAgainLater()
    {
        using MemoryStressor stressor = New(32 * MiB);
        GrowTo(stressor, 32 * MiB);

        // A twentieth of 4 GiB is the reserve; the stressor restores one and a half times as much.
        long reserve = new MemoryReserve(4 * GiB).Bytes;
        SetAvailable(reserve);
        _ = stressor.Step();
        Assert.Equal(32 * MiB, stressor.HeldBytes);

        SetAvailable(reserve - 4096);
        _ = stressor.Step();
        Assert.Equal(0, stressor.HeldBytes);
        Assert.Equal(0, stressor.Step());

        SetAvailable(3 * GiB);
        GrowTo(stressor, 32 * MiB);
    }

    [Fact]
    public void ItGivesBackNoMoreThanItMust()
    {
        using MemoryStressor stressor = New(128 * MiB);
        _memory = new MemoryAvailability(64 * MiB, GiB);
        GrowTo(stressor, 128 * MiB);

        // The reserve is 8 MiB; 12 are restored, in chunks of 4.
        SetAvailable(3 * MiB);
        _ = stressor.Step();

        Assert.Equal((128 - 12) * MiB, stressor.HeldBytes);
    }

    [Fact]
    public void NearTheReserveItGrowsSlowlyUntilItIsToldMore()
    {
        using MemoryStressor stressor = New(512 * MiB);
        long upper = new MemoryReserve(4 * GiB).Bytes * 3 / 2;
        _memory = _memory with { AvailableBytes = upper + MiB };
        for (int i = 0; i < 100; i++)
        {
            _ = stressor.Step();
        }

        Assert.InRange(stressor.HeldBytes, 4096, MiB / 4);
    }

    [Fact]
    public void WhereNothingIsToldAnyMoreItGivesAllBack()
    {
        using MemoryStressor stressor = New(16 * MiB);
        GrowTo(stressor, 16 * MiB);
        _memory = default;
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        _ = stressor.Step();

        Assert.Equal(0, stressor.HeldBytes);
    }

    [Fact]
    public void WhereTheSystemRefusesItStaysAsItIsAndTriesAgain()
    {
        using MemoryStressor stressor = New(16 * MiB);
        GrowTo(stressor, 8 * MiB);
        long held = stressor.HeldBytes;
        _refusesMemory = true;
        for (int i = 0; i < 10; i++)
        {
            Assert.InRange(stressor.Step(), 1, 4096);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(stressor.HeldBytes, held, held + (4 * MiB));
        _refusesMemory = false;
        GrowTo(stressor, 16 * MiB);
    }

    [Fact]
    public void WhereTheSystemRefusesEverythingItSaysSo()
    {
        using MemoryStressor stressor = New(16 * MiB);
        _refusesMemory = true;
        Assert.StartsWith("mmap: could not map any memory", Assert.Throws<IOException>(() => stressor.Step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStepLeavesNoGarbage()
    {
        using MemoryStressor stressor = New(64 * MiB);
        _ = stressor.Step();
        Assert.Equal(0, Allocations.Of(() => stressor.Step(), 200));
    }

    [Fact]
    public void ItCanRunHere()
    {
        Assert.SkipWhen(MemoryReader.Read(new HostFiles("/")).AvailableBytes is null, "The kernel does not tell what is available.");
        Assert.Null(MemoryStressor.Entry.WhyNot());
    }

    private static ulong[] Sums(byte* memory, int pages)
    {
        ulong[] sums = new ulong[pages];
        for (int page = 0; page < pages; page++)
        {
            foreach (ulong word in new ReadOnlySpan<ulong>(memory + ((long)page * Pages.PageSize), Pages.PageSize / sizeof(ulong)))
            {
                sums[page] = (sums[page] * 31) + word;
            }
        }

        return sums;
    }

    // The mappings that take no huge pages: its own, and little else.
    private static long Resident() => (ProcMaps.Sum(" nh", "Rss") ?? 0) + (ProcMaps.Sum(" nh", "Swap") ?? 0);

    private MemoryStressor New(long bytes) =>
        new(bytes, 42, () => _memory, _clock, length => _refusesMemory ? 0 : (nint)Pages.TryMap(length));

    private void SetAvailable(long bytes)
    {
        _memory = _memory with { AvailableBytes = bytes };
        _clock.Advance(TimeSpan.FromMilliseconds(100));
    }

    private void GrowTo(MemoryStressor stressor, long bytes)
    {
        for (int i = 0; i < 10_000 && stressor.HeldBytes < bytes; i++)
        {
            _ = stressor.Step();
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(stressor.HeldBytes, bytes, long.MaxValue);
    }
}
