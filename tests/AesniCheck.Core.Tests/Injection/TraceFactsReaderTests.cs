using AesniCheck.Host;
using Xunit;

namespace AesniCheck.Injection;

/// <summary>The facts that determine whether tracing is allowed are read from saved files.</summary>
public sealed class TraceFactsReaderTests
{
    private const string Self = "Name:\taesnicheck\nState:\tR (running)\nPid:\t100\nPPid:\t1\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\n"
        + "CapPrm:\t0000000000000000\nCapEff:\t0000000000080000\nNoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t1\n";

    private const string Target = "Name:\taesnicheck\nPid:\t300\nPPid:\t200\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\nCapPrm:\t0000000000000080\n";

    [Fact]
    public void AllIsRead()
    {
        using FileTree tree = SavedProcesses()
            .With("proc/sys/kernel/yama/ptrace_scope", "2\n")
            .With("proc/300/task/301/status", Target.Replace("TracerPid:\t0", "TracerPid:\t77", StringComparison.Ordinal))
            .With("proc/77/comm", "strace\n")
            .With(".dockerenv", "");

        Assert.Equal(
            new TraceFacts
            {
                PtraceScope = 2,
                HasSeccompFilter = true,
                HasNoNewPrivileges = true,
                Capabilities = 0x80000,
                UserId = 1000,
                TargetUserId = 1000,
                TargetCapabilities = 0x80,
                IsTargetProtected = false,
                IsTargetDescendant = true,
                TracerId = 77,
                TracerName = "strace",
                Container = ContainerKind.Docker,
            },
            Read(tree));
    }

    [Fact]
    public void WhatIsNotThereStandsNotInTheWay()
    {
        using var tree = new FileTree();
        Assert.Equal(new TraceFacts(), Read(tree));
    }

    [Fact]
    public void AnyOfItsUsersThatIsAnotherCounts()
    {
        using FileTree tree = SavedProcesses().With("proc/300/status", Target.Replace("Uid:\t1000\t1000\t1000", "Uid:\t1000\t0\t1000", StringComparison.Ordinal));
        Assert.Equal((1000L, 0L), (Read(tree).UserId, Read(tree).TargetUserId));
    }

    [Fact]
    public void WhatBelongsToRootThoughItsUserIsAnotherIsProtected()
    {
        using FileTree tree = SavedProcesses();
        Assert.True(Read(tree, owner: 0).IsTargetProtected);
        Assert.False(Read(tree, owner: null).IsTargetProtected);
        tree.With("proc/300/status", Target.Replace("Uid:\t1000\t1000\t1000", "Uid:\t0\t0\t0", StringComparison.Ordinal));
        Assert.False(Read(tree, owner: 0).IsTargetProtected);
    }

    [Fact]
    public void AStrangersProcessIsNoDescendant()
    {
        using FileTree tree = SavedProcesses().With("proc/200/status", "Pid:\t200\nPPid:\t1\n").With("proc/1/status", "Pid:\t1\nPPid:\t0\n");
        Assert.False(Read(tree).IsTargetDescendant);
    }

    [Theory]
    [InlineData("run/.containerenv", ContainerKind.Podman)]
    [InlineData("run/systemd/container", ContainerKind.Other)]
    [InlineData("var/run/secrets/kubernetes.io/serviceaccount/token", ContainerKind.Kubernetes)]
    [InlineData("etc/hostname", ContainerKind.None)]
    internal void ContainersAreKnownByTheirFiles(string path, ContainerKind container)
    {
        using FileTree tree = SavedProcesses().With(path, "x");
        Assert.Equal(container, Read(tree).Container);
    }

    [Fact]
    public void ThisMachineIsRead()
    {
        TraceFacts facts = TraceFactsReader.OfMachine().Read(Environment.ProcessId, Environment.ProcessId);
        Assert.NotNull(facts.UserId);
        Assert.Equal(facts.UserId, facts.TargetUserId);
        Assert.False(facts.IsTargetProtected);
    }

    private static FileTree SavedProcesses() => new FileTree()
        .With("proc/self/status", Self)
        .With("proc/200/status", "Pid:\t200\nPPid:\t100\n")
        .With("proc/300/status", Target);

    private static TraceFacts Read(FileTree tree, uint? owner = 1000) =>
        new TraceFactsReader(tree.Files, path => path == "proc/300" ? owner : null).Read(300, 301);
}
