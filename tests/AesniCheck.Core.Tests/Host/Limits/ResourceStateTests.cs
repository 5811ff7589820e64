using AesniCheck.Basics;
using Xunit;

namespace AesniCheck.Host.Limits;

public sealed class ResourceStateTests
{
    private const string Limits = """
        Limit                     Soft Limit           Hard Limit           Units
        Max cpu time              3                    100                  seconds
        Max file size             unlimited            unlimited            bytes
        Max data size             102400000            unlimited            bytes
        Max processes             20                   20                   processes
        Max open files            1024                 524288               files
        Max address space         unlimited            unlimited            bytes

        """;

    [Fact]
    public void SoftLimitsAreRead()
    {
        using FileTree tree = new FileTree().With("proc/self/limits", Limits);
        Assert.Equal(new ProcessLimits(3, null, 102_400_000, 20) { OpenFiles = 1024 }, ProcessLimits.Read(tree.Files));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Max cpu time")]
    [InlineData("Max cpu time              \nMax data size             -1\nMax processes             many  ")]
    public void WhatIsNoLimitIsNone(string text)
    {
        using FileTree tree = new FileTree().With("proc/self/limits", text);
        using FileTree empty = new();
        Assert.Equal(new ProcessLimits(null, null, null, null), ProcessLimits.Read(tree.Files));
        Assert.Equal(new ProcessLimits(null, null, null, null), ProcessLimits.Read(empty.Files));
    }

    [Fact]
    public void ThreadsOfTheSameUserAreCounted()
    {
        using FileTree tree = new FileTree().With("proc/self/status", Status(1000, 7))
            .With("proc/12/status", Status(1000, 7)).With("proc/13/status", Status(0, 100)).With("proc/14/status", Status(1000, 5)).With("proc/irq/status", Status(1000, 1000));
        Assert.Equal(12, UserTasks.Count(tree.Files));
    }

    [Fact]
    public void NoLimitHoldsRoot()
    {
        using FileTree tree = new FileTree().With("proc/self/status", Status(0, 7)).With("proc/12/status", Status(0, 7));
        using FileTree empty = new();
        Assert.Null(UserTasks.Count(tree.Files));
        Assert.Null(UserTasks.Count(empty.Files));
    }

    [Theory]
    [InlineData("0::/a/b\n", "sys/fs/cgroup/a/b", "sys/fs/cgroup/a", 9L)]
    [InlineData("7:pids:/a/b\n4:memory:/c\n0::/\n", "sys/fs/cgroup/pids/a/b", "sys/fs/cgroup/pids/a", 9L)]
    [InlineData("", "sys/fs/cgroup/a/b", "sys/fs/cgroup/a", null)]
    public void RefusedTasksAreThoseOfAllCgroups(string cgroup, string own, string above, long? count)
    {
        using FileTree tree = new FileTree().With("proc/self/cgroup", cgroup).With($"{own}/pids.events", "max 2\n").With($"{above}/pids.events", "max 7\n");
        Assert.Equal(count, ResourceState.Read(tree.Files).RefusedTasks);
    }

    [Theory]
    [InlineData("Name:\ta\nSeccomp:\t2\nSeccomp_filters:\t1\n", true)]
    [InlineData("Name:\ta\nSeccomp:\t0\n", false)]
    [InlineData("Name:\ta\n", false)]
    public void AFilterOfSystemCallsIsSeen(string status, bool isThere)
    {
        using FileTree tree = new FileTree().With("proc/self/status", status);
        Assert.Equal(isThere, ResourceState.Read(tree.Files).HasSystemCallFilter);
    }

    [Fact]
    public void ThisMachineTellsOfItsLimits()
    {
        var scarcity = ResourceState.Read(new HostFiles("/"));
        Assert.True(scarcity.CountTasks() is null or > 0);
        Assert.True(scarcity.CpuTimeOfChildren >= TimeSpan.Zero);
        Assert.True(scarcity.Limits.Tasks is null or > 0);
    }

    private static string Status(int user, int threads) => $"Name:\taesnicheck\nUid:\t{user}\t0\t0\t0\nThreads:\t{threads}\n";
}
