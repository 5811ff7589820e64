using Xunit;

namespace AesniCheck.Host.Limits;

public sealed class CgroupFoldersTests
{
    private const string Hybrid = "12:cpu,cpuacct:/user.slice\n5:memory:/user.slice/a:b\n1:name=systemd:/user.slice\n0::/user.slice/session\n";

    [Theory]
    [InlineData("0::/\n", "/", true)]
    [InlineData("0::/system.slice/x.service\n", "/system.slice/x.service", true)]
    [InlineData(Hybrid, "/user.slice/a:b", false)]
    [InlineData("3:cpu,memory:/x\n", "/x", false)]
    public void ThePathIsThatOfTheMemoryController(string text, string path, bool isUnified) =>
        Assert.Equal((path, isUnified), CgroupFolders.PathOf(text, "memory"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1:name=systemd:/x\n4:cpu:/x\n")]
    [InlineData("0:/x")]
    public void WhereThereIsNoneThereIsNone(string? text) => Assert.Null(CgroupFolders.PathOf(text, "memory"));

    [Fact]
    public void AllThatIsAboveIsSeen()
    {
        using FileTree tree = new FileTree().With("proc/self/cgroup", "0::/a/b\n").With("sys/fs/cgroup/a/b/memory.max", "max\n");

        CgroupFolders? folders = CgroupFolders.Find(tree.Files, "memory");

        Assert.True(folders?.IsUnified);
        Assert.Equal(["sys/fs/cgroup/a/b", "sys/fs/cgroup/a", "sys/fs/cgroup"], folders?.Paths);
    }

    [Fact]
    public void TheHybridTreeOfVersion2IsBesideThatOfVersion1()
    {
        using FileTree tree = new FileTree().With("proc/self/cgroup", "4:cpu:/\n0::/a\n").With("sys/fs/cgroup/unified/a/memory.max", "max\n");

        Assert.Equal(["sys/fs/cgroup/unified/a", "sys/fs/cgroup/unified"], CgroupFolders.Find(tree.Files, "memory")?.Paths);
    }

    [Theory]
    [InlineData("4:memory:/docker/0123\n", "sys/fs/cgroup/memory")]
    [InlineData("0::/kubepods/pod1/0123\n", "sys/fs/cgroup")]
    [InlineData("0::/../../x\n", "sys/fs/cgroup")]
    public void APathThatTheContainerDoesNotSeeIsTheRootOfItsMount(string text, string folder)
    {
        using FileTree tree = new FileTree().With("proc/self/cgroup", text).With("sys/fs/cgroup/memory/x", "");

        Assert.Equal([folder], CgroupFolders.Find(tree.Files, "memory")?.Paths);
    }
}
