using System.Globalization;
using AesniCheck.Host.Limits;
using Xunit;

namespace AesniCheck.Host;

public sealed class OomTests
{
    private const string Vmstat = "nr_free_pages 1\noom_kill 7\npgfault 3\n";

    [Fact]
    public void KillsOfACgroupOfVersion2AreRead()
    {
        using FileTree tree = new FileTree().With("proc/vmstat", Vmstat).With("proc/self/cgroup", "0::/a\n")
            .With("sys/fs/cgroup/a/memory.events", "low 0\nhigh 0\nmax 9\noom 4\noom_kill 2\noom_group_kill 1\n");

        Assert.Equal(new OomKills(2, 7), OomKills.Read(tree.Files));
    }

    [Fact]
    public void KillsOfACgroupOfVersion1AreRead()
    {
        using FileTree tree = new FileTree().With("proc/vmstat", Vmstat).With("proc/self/cgroup", "4:memory:/a\n0::/\n")
            .With("sys/fs/cgroup/memory/a/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");

        Assert.Equal(new OomKills(3, 7), OomKills.Read(tree.Files));
    }

    [Fact]
    public void WithoutThoseOfTheCgroupThereAreThoseOfTheMachine()
    {
        using FileTree tree = new FileTree().With("proc/vmstat", Vmstat);
        using FileTree empty = new();

        Assert.Equal(new OomKills(null, 7), OomKills.Read(tree.Files));
        Assert.Null(OomKills.Read(empty.Files));
    }

    [Theory]
    [InlineData(2L, 7L, 2L, 7L, false)]
    [InlineData(2L, 7L, 3L, 8L, true)]
    [InlineData(2L, 7L, 2L, 8L, false)]
    [InlineData(null, 7L, null, 8L, true)]
    [InlineData(null, 7L, null, 7L, false)]
    [InlineData(2L, 7L, null, 8L, true)]
    [InlineData(2L, null, null, 8L, false)]
    public void TheOwnCgroupGoesBeforeTheMachine(long? cgroup, long? machine, long? laterCgroup, long? laterMachine, bool hasRisen) =>
        Assert.Equal(hasRisen, new OomKills(laterCgroup, laterMachine).HasRisenSince(new OomKills(cgroup, machine)));

    [Fact]
    public void TheScoreIsRaisedAsFarAsItGoes()
    {
        using FileTree tree = new FileTree().With("proc/self/oom_score_adj", "100\n");

        Assert.Null(OomScore.TryRaise(500, tree.Root));
        Assert.Equal("600", tree.Files.Read("proc/self/oom_score_adj"));
        Assert.Null(OomScore.TryRaise(0, tree.Root));
        Assert.Equal("600", tree.Files.Read("proc/self/oom_score_adj"));
        Assert.Null(OomScore.TryRaise(500, tree.Root));
        Assert.Equal("1000", tree.Files.Read("proc/self/oom_score_adj"));
    }

    [Fact]
    public void AScoreThatIsNotThereIsToldOf()
    {
        using FileTree tree = new();

        Assert.Contains("can't be read", OomScore.TryRaise(500, tree.Root), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public void WhatIsNoScoreIsRefused(int adjustment) => Assert.Throws<ArgumentOutOfRangeException>(() => OomScore.TryRaise(adjustment));

    [Fact]
    public void TheKernelTakesTheScoreOfThisProcess()
    {
        const string Path = "/proc/self/oom_score_adj";
        int present = int.Parse(File.ReadAllText(Path), CultureInfo.InvariantCulture);
        Assert.SkipWhen(present is < 0 or 1000, $"The score is {present} already, and whoever raises it may not be able to lower it.");
        try
        {
            Assert.Null(OomScore.TryRaise(1));
            Assert.Equal(present + 1, int.Parse(File.ReadAllText(Path), CultureInfo.InvariantCulture));
        }
        finally
        {
            // Any process may lower it to the last value set by a privileged process.
            File.WriteAllText(Path, present.ToString(CultureInfo.InvariantCulture));
        }
    }
}
