using System.Globalization;
using AesniCheck.Host.Interop;
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

            // Reading the count faults a little, too.
            Assert.InRange(FaultsOfWriting(pages), 0, Count / 2);
        }
    }

    [Fact]
    public void WhatIsUnmappedCannotBeDropped()
    {
        var pages = new Pages(1);
        pages.Dispose();
        pages.Dispose();
        Assert.True(pages.Pointer == null);
        Assert.Throws<ObjectDisposedException>(pages.Drop);
    }

    [Fact]
    public void NoPageAtAllIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Pages(0));

    private static long FaultsOfWriting(Pages pages)
    {
        long before = Faults();
        for (int page = 0; page < pages.Count; page++)
        {
            pages.Pointer[page * Pages.PageSize] = 1;
        }

        return Faults() - before;
    }

    /// <summary>The minor faults of this thread: field 10 of its stat, of which the name, field 2, ends at the last bracket.</summary>
    private static long Faults()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[7], CultureInfo.InvariantCulture);
    }
}
