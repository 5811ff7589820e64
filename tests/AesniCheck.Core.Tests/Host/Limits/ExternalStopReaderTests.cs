using AesniCheck.Host.Counters;
using Xunit;

namespace AesniCheck.Host.Limits;

public sealed class ExternalStopReaderTests : IDisposable
{
    private const int Process = 500;
    private const int OwnTracer = 400;
    private const string V1 = "7:freezer:/a/b\n0::/\n";
    private const string V2 = "0::/c\n";

    private readonly FileTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData(19, "SIGSTOP")]
    [InlineData(20, "SIGTSTP")]
    [InlineData(22, "SIGTTOU")]
    [InlineData(null, ExternalStop.AnySignal)]
    public void TheSignalThatStopsAProcessIsNamed(int? signal, string name) => Assert.Equal(new ExternalStop(null, name), Read(signal, 'T', 'T'));

    [Fact]
    public void ATracerIsNamed()
    {
        _tree.With("proc/500/task/2/status", "Name:\tworker\nTracerPid:\t77\n").With("proc/77/comm", "gdb\n");
        Assert.Equal(new ExternalStop(1, "traced by gdb, process 77"), Read(null, 'S', 't'));
        _tree.With("proc/77/comm", "");
        Assert.Equal(new ExternalStop(1, ExternalStop.AnyTracer), Read(null, 'S', 't'));
    }

    /// <summary>A self-test stops threads itself.</summary>
    [Fact]
    public void AStopByItsOwnTracerIsNotFromOutside()
    {
        _tree.With("proc/500/task/2/status", "TracerPid:\t400\n");
        Assert.Null(Read(null, 'S', 't'));
    }

    [Theory]
    [InlineData("sys/fs/cgroup/freezer/a/b/freezer.state", "FROZEN\n", V1, 'D', true)]
    [InlineData("sys/fs/cgroup/freezer/a/b/freezer.state", "FREEZING\n", V1, 'D', true)]
    [InlineData("sys/fs/cgroup/freezer/a/b/freezer.state", "THAWED\n", V1, 'D', false)]
    [InlineData("sys/fs/cgroup/freezer/a/b/freezer.state", "FROZEN\n", V1, 'R', false)]
    [InlineData("sys/fs/cgroup/c/cgroup.events", "populated 1\nfrozen 1\n", V2, 'S', true)]
    [InlineData("sys/fs/cgroup/c/cgroup.events", "populated 1\nfrozen 0\n", V2, 'S', false)]
    [InlineData("sys/fs/cgroup/unified/c/cgroup.events", "populated 1\nfrozen 1\n", "7:freezer:/a\n0::/c\n", 'S', true)]
    public void AFrozenCgroupIsSeen(string path, string text, string cgroups, char state, bool isFrozen)
    {
        _tree.With("proc/500/cgroup", cgroups).With(path, text);
        Assert.Equal(isFrozen ? new ExternalStop(null, "its cgroup is frozen") : null, Read(null, 'S', state));
    }

    [Fact]
    public void AProcessThatHasEndedIsNotStopped() => Assert.Null(Read(null));

    private ExternalStop? Read(int? signal, params char[] states) => new ExternalStopReader(_tree.Files, Process, OwnTracer, () => signal).Read(
        states.Index().ToDictionary(state => state.Index + 1, state => new ThreadStat("thread", state.Item, 0)));
}
