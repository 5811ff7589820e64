using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Host;

public sealed unsafe class PagesTests
{
    private const int Count = 200;

    [Fact]
    public void DroppedPagesReadAsZeroAndCanBeWrittenToAgain()
    {
        using var pages = new Pages(Count);
        var bytes = new Span<byte>(pages.Pointer, Count * Pages.PageSize);
        for (int i = 0; i < 3; i++)
        {
            Assert.False(bytes.ContainsAnyExcept((byte)0));
            bytes.Fill(0xa5);
            Assert.False(bytes.ContainsAnyExcept((byte)0xa5));
            pages.Drop();
        }
    }

    [Fact]
    public void EveryDroppedPageFaultsOnce()
    {
        using var pages = new Pages(Count);
        for (int i = 0; i < 3; i++)
        {
            pages.Drop();
            Assert.InRange(FaultsOfWriting(pages), Count, int.MaxValue);
            Assert.InRange(FaultsOfWriting(pages), 0, Count / 2);
        }
    }

    [Fact]
    public void WhatIsCopiedOnWriteFaultsOnceForEachPageThatIsWrittenTo()
    {
        using Pages pages = Pages.CopiedOnWrite(Count, "aesnicheck-test");
        var bytes = new Span<byte>(pages.Pointer, Count * Pages.PageSize);
        for (int i = 0; i < 3; i++)
        {
            // All pages are there, read from the file.
            Assert.False(bytes.ContainsAnyExcept((byte)0));
            Assert.InRange(FaultsOfWriting(pages), Count, int.MaxValue);
            Assert.InRange(FaultsOfWriting(pages), 0, Count / 2);
            Assert.Equal(1, bytes[^Pages.PageSize]);
            pages.Drop();
        }
    }

    [Fact]
    public void FlippedPagesKeepWhatTheyHold()
    {
        using var pages = new Pages(Count);
        var bytes = new Span<byte>(pages.Pointer, Count * Pages.PageSize);
        bytes.Fill(0xa5);
        pages.Flip();
        Assert.False(bytes.ContainsAnyExcept((byte)0xa5));
        bytes.Fill(0x5a);
        Assert.False(bytes.ContainsAnyExcept((byte)0x5a));
    }

    [Fact]
    public void MemoryWithoutAnObjectIsMappedAndUnmapped()
    {
        byte* memory = Pages.TryMap(Count * Pages.PageSize);
        Assert.False(memory == null);
        Assert.False(new Span<byte>(memory, Count * Pages.PageSize).ContainsAnyExcept((byte)0));
        memory[0] = 1;
        Pages.Unmap(memory, Count * Pages.PageSize);

        // Half of all addresses: more than any machine maps.
        Assert.True(Pages.TryMap((nuint)1 << 47) == null);
    }

    [Fact]
    public void WhatIsUnmappedCannotBeDropped()
    {
        var pages = new Pages(1);
        pages.Dispose();
        pages.Dispose();
        Assert.True(pages.Pointer == null);
        Assert.Throws<ObjectDisposedException>(pages.Drop);
        Assert.Throws<ObjectDisposedException>(pages.Flip);
    }

    [Fact]
    public void NoPageAtAllIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pages(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pages.CopiedOnWrite(0, "aesnicheck-test"));
    }

    private static long FaultsOfWriting(Pages pages)
    {
        long before = Faults();
        for (int page = 0; page < pages.Count; page++)
        {
            pages.Pointer[page * Pages.PageSize] = 1;
        }

        return Faults() - before;
    }

    /// <summary>The minor faults of this thread, without those that counting them causes.</summary>
    private static long Faults() => ResourceUsage.OfCurrentThread().MinorFaults;
}
