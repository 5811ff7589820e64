using System.ComponentModel;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Host.Limits;

public sealed class MinimumResourcesTests
{
    [Theory]
    [InlineData(24, 20, "open files (ulimit -n) is 24: raise it to at least 64, or to 1024 for all stressors")]
    [InlineData(63, 20, "open files (ulimit -n) is 63: raise it to at least 64, or to 1024 for all stressors")]
    [InlineData(64, 32, null)]
    [InlineData(64, 52, "open files (ulimit -n) is 64: raise it to at least 84, or to 1024 for all stressors")]
    [InlineData(1024, 20, null)]
    public void TooFewFilesAreSaidWithTheirLimit(long limit, long open, string? lack) => Assert.Equal(lack, MinimumResources.LackOfFiles(limit, open, needed: 64));

    [Theory]
    [InlineData(12L, 8L, "the limit on it is 12, and 8 are in use: raise it to at least 52")]
    [InlineData(44L, 8L, null)]
    public void TooFewTasksAreSaidWithTheirLimit(long limit, long used, string? lack)
    {
        Assert.Equal(lack, MinimumResources.LackOfTasks(new TaskLimit("it", limit, used), workers: 4));
        Assert.Null(MinimumResources.LackOfTasks(null, workers: 4));
    }

    [Fact]
    public void TheCgroupThatLeavesLeastIsFound()
    {
        using FileTree tree = new FileTree().With("proc/self/cgroup", "0::/a/b\n")
            .With("sys/fs/cgroup/a/b/pids.max", "max\n").With("sys/fs/cgroup/a/b/pids.current", "3\n")
            .With("sys/fs/cgroup/a/pids.max", "100\n").With("sys/fs/cgroup/a/pids.current", "90\n")
            .With("sys/fs/cgroup/pids.max", "20\n").With("sys/fs/cgroup/pids.current", "5\n");
        TaskLimit? room = TaskLimit.Read(tree.Files);
        Assert.Equal((100, 90, 10), (room!.Limit, room.Used, room.Free));
    }

    [Fact]
    public void TheTasksOfAUserAreCounted()
    {
        using FileTree tree = new FileTree().With("proc/self/limits", "Max processes             20                   20                   processes\n")
            .With("proc/self/status", "Uid:\t1000\t0\t0\t0\nThreads:\t7\n").With("proc/12/status", "Uid:\t1000\t0\t0\t0\nThreads:\t7\n");
        Assert.Equal(
            "the limit on the processes and threads of this user (ulimit -u) is 20, and 7 are in use: raise it to at least 51",
            MinimumResources.LackOfTasks(TaskLimit.Read(tree.Files), workers: 4));
    }

    [Fact]
    public void WhereNothingLimitsThemThereIsNoLimit()
    {
        using FileTree tree = new FileTree().With("proc/self/limits", "Max processes             unlimited            unlimited            processes\n");
        Assert.Null(TaskLimit.Read(tree.Files));
    }

    [Fact]
    public void OpenFilesAreCounted()
    {
        long before = OpenFileLimit.Count(4096);
        using FileTree tree = new FileTree().With("file", "");
        using FileStream file = File.OpenRead(Path.Combine(tree.Root, "file"));
        Assert.InRange(OpenFileLimit.Count(4096), 4, 4096);
        Assert.InRange(before, 3, 4096);
        Assert.True(OpenFileLimit.Limit() is null or > 3);
    }

    public static TheoryData<Exception, string, string?> Refusals => new()
    {
        { new Win32Exception(Errno.EMFILE), "", "open files (ulimit -n) is " },
        { new InvalidOperationException("no", new IOException("no", Errno.EMFILE)), "", "open files (ulimit -n) is " },
        { new TypeInitializationException("a", new IOException("no", Errno.EAGAIN)), "12", "the limit on the tasks of this cgroup (pids.max, TasksMax=) is 12, and 12 are in use" },
        { new InsufficientMemoryException(), "12", "the limit on the tasks of this cgroup (pids.max, TasksMax=) is 12, and 12 are in use" },
        { new InsufficientMemoryException(), "max", "the system has run out of threads or memory" },
        { new Win32Exception(Errno.EAGAIN), "max", "the system has run out of threads or memory" },
        { new Win32Exception(Errno.ENOENT), "12", null },
        { new FileNotFoundException("a part"), "max", null },
        { new InvalidOperationException("a bug"), "12", null },
        { new IOException("a disk"), "12", null },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void AnExceptionThatALimitExplainsIsNoBug(Exception exception, string tasks, string? told)
    {
        using FileTree tree = new FileTree().With("proc/self/cgroup", "0::/\n").With("sys/fs/cgroup/pids.max", $"{tasks}\n").With("sys/fs/cgroup/pids.current", "12\n");
        string? shortage = Shortage.Of(exception, tree.Files);
        Assert.True(told is null ? shortage is null : shortage?.StartsWith(told, StringComparison.Ordinal) == true, shortage);
    }

    [Fact]
    public void AnAddressSpaceThatIsSmallIsNamed()
    {
        using FileTree tree = new FileTree().With("proc/self/limits", "Max address space         2147483648           unlimited            bytes\n");
        Assert.Equal("the limit on the address space of this process (ulimit -v) is 2048 MiB, too little: raise it", Shortage.Of(new InsufficientMemoryException(), tree.Files));
    }
}
