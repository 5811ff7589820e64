using AesniCheck.Basics;
using Xunit;

namespace AesniCheck.Host.Limits;

public sealed class MemoryUseTests
{
    /// <summary>In pages, in the order of proc_pid_statm(5): size, resident, shared, text, lib, data, dt.</summary>
    [Fact]
    public void TheKernelsNumbersAreRead()
    {
        using FileTree tree = new FileTree().With("proc/12/statm", "70 20 10 5 0 30 0\n");
        using var reader = new MemoryUseReader(tree.Files, 12);
        Assert.Equal(new MemoryUse(20 << 12, 70 << 12, 30 << 12), reader.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("many\n")]
    public void WhatTheKernelDoesNotTellIsNothing(string text)
    {
        using FileTree tree = new FileTree().With("proc/12/statm", text);
        using var reader = new MemoryUseReader(tree.Files, 12);
        using var ended = new MemoryUseReader(tree.Files, 13);
        Assert.Equal(default, reader.Read());
        Assert.Equal(default, ended.Read());
    }

    [Fact]
    public void ThisProcessTakesMore()
    {
        using var reader = new MemoryUseReader(new HostFiles("/"), Environment.ProcessId);
        MemoryUse use = reader.Read();
        Assert.InRange(use.Resident, 1, use.AddressSpace);
        Assert.InRange(use.Data, 1, use.AddressSpace);
    }
}
