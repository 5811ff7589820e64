using AesniCheck.Host.Limits;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

/// <summary>An end that the system brought about is excused; the same end without its evidence is not.</summary>
public sealed class ResourceExhaustionTests
{
    private static readonly WorkerExit Aborted = new(null, "SIGABRT", ["Out of memory."]);

    [Theory]
    [InlineData(5L, 6L, "The kernel killed the worker process because memory ran out")]
    [InlineData(5L, 5L, null)]
    public void KillsForWantOfMemoryAreCounted(long before, long now, string? told) =>
        AssertTold(told, Killed("SIGKILL"), new ResourceState { Kills = new OomKills(before, null) }, new ResourceState { Kills = new OomKills(now, null) });

    [Theory]
    [InlineData("SIGXCPU", 3L, 0, "at its limit of CPU time, 3 s for all its threads together; raise the limit (ulimit -t)")]
    [InlineData("SIGXCPU", null, 100, null)]
    [InlineData("SIGKILL", 30L, 30, "at its limit of CPU time, 30 s")]
    [InlineData("SIGKILL", 30L, 28, null)]
    [InlineData("SIGKILL", null, 100, null)]
    [InlineData("SIGSEGV", 3L, 3, null)]
    public void ALimitOfCpuTimeIsToldWhereThereIsOne(string signal, long? limit, int cpuSeconds, string? told)
    {
        var before = new ResourceState { CpuTimeOfChildren = TimeSpan.FromHours(1) };
        AssertTold(told, Killed(signal), before, new ResourceState { Limits = new ProcessLimits(limit, null, null, null), CpuTimeOfChildren = TimeSpan.FromSeconds(3600 + cpuSeconds) });
    }

    [Theory]
    [InlineData(2L, 3L, "its cgroup has reached its task limit; raise the limit (pids.max, TasksMax=)")]
    [InlineData(3L, 3L, null)]
    [InlineData(null, 3L, null)]
    public void RefusedThreadsAreCounted(long? before, long? now, string? told) =>
        AssertTold(told, Aborted, new ResourceState { RefusedTasks = before }, new ResourceState { RefusedTasks = now });

    [Theory]
    [InlineData(100L, 80L, "this user is limited to 100; raise the limit (ulimit -u)")]
    [InlineData(60_000L, 80L, null)]
    [InlineData(100L, null, null)]
    [InlineData(null, 80L, null)]
    public void ALimitOfThreadsHasToBeNear(long? limit, long? tasks, string? told) =>
        AssertTold(told, Aborted, ResourceState.None, new ResourceState { Limits = new ProcessLimits(null, null, null, limit), CountTasks = () => tasks });

    [Theory]
    [InlineData(900_000_000L, null, "its data segment is limited to 900.0 MB; raise the limit (ulimit -d)")]
    [InlineData(null, 8_000_000_000L, "its address space is limited to 8.0 GB; raise the limit (ulimit -v)")]
    [InlineData(null, 8_500_000_000L, null)]
    [InlineData(1_500_000_000L, null, null)]
    [InlineData(null, null, null)]
    public void LimitsOfMemoryAreToldWhereTheRuntimeGotNoneNearThem(long? data, long? addressSpace, string? told)
    {
        var peak = new MemoryUse(100_000_000, 7_900_000_000, 800_000_000);
        var now = new ResourceState { Limits = new ProcessLimits(null, addressSpace, data, null) };
        AssertTold(told, Aborted, ResourceState.None, now, peak);
        AssertTold(told, new WorkerExit(null, "SIGABRT", ["Unhandled exception. System.OutOfMemoryException: no."]), ResourceState.None, now, peak);
        AssertTold(null, new WorkerExit(null, "SIGABRT", ["Fatal error. Internal CLR error."]), ResourceState.None, now, peak);
        AssertTold(null, Killed("SIGSEGV"), ResourceState.None, now, peak);
        AssertTold(null, new WorkerExit(1, null, ["Out of memory."]), ResourceState.None, now, peak);
    }

    /// <summary>The memory of a stressor is allocated at once.</summary>
    [Fact]
    public void TheMemoryOfThePlanCounts()
    {
        var now = new ResourceState { Limits = new ProcessLimits(null, 20_000_000_000, null, null) };
        Assert.Null(ResourceExhaustion.Of(Aborted, ResourceState.None, now, new MemoryUse(0, 12_000_000_000, 0), Samples.Plan));
        Assert.NotNull(ResourceExhaustion.Of(Aborted, ResourceState.None, now, new MemoryUse(0, 12_000_000_000, 0), Samples.Plan with { MemoryBytes = 8_000_000_000 }));
    }

    /// <summary>In so little room the runtime fails in other ways too; but not one that has worked in it.</summary>
    [Theory]
    [InlineData("SIGSEGV", 2_000_000_000L, null, "its address space is limited to 2.0 GB")]
    [InlineData("SIGABRT", 2_000_000_000L, null, "its address space is limited to 2.0 GB")]
    [InlineData("SIGILL", 2_000_000_000L, null, null)]
    [InlineData("SIGSEGV", 5_000_000_000L, null, null)]
    [InlineData("SIGSEGV", 2_000_000_000L, 1_800_000_000L, "its address space is limited to 2.0 GB")]
    [InlineData("SIGSEGV", 2_000_000_000L, 1_200_000_000L, null)]
    [InlineData("SIGABRT", 2_000_000_000L, 1_200_000_000L, null)]
    public void AnAddressSpaceThatIsTooSmallIsToldWhateverFollowed(string signal, long bytes, long? peak, string? told) => AssertTold(
        told,
        Killed(signal),
        ResourceState.None,
        new ResourceState { Limits = new ProcessLimits(null, bytes, null, null) },
        peak is { } taken ? new MemoryUse(0, taken, 0) : null);

    /// <summary>As seen with 2 GB; but if the runtime reports a fault, it is one.</summary>
    [Theory]
    [InlineData("terminate called after throwing an instance of 'std::bad_alloc'", "its address space is limited to 2.0 GB")]
    [InlineData("terminate called after throwing an instance of 'Exception*'", "its address space is limited to 2.0 GB")]
    [InlineData("Fatal error. System.AccessViolationException: Attempted to read or write protected memory.", null)]
    [InlineData("Fatal error. Internal CLR error. (0x80131506)", null)]
    public void AFaultIsNoWant(string line, string? told) => AssertTold(
        told, new WorkerExit(null, "SIGABRT", [line]), ResourceState.None, new ResourceState { Limits = new ProcessLimits(null, 2_000_000_000, null, null) });

    /// <summary>Its host ends with 137, which is 128 and SIGKILL.</summary>
    [Theory]
    [InlineData("Failed to create CoreCLR, HRESULT: 0x8007000E", "its cgroup has reached its task limit")]
    [InlineData("Failed to create CoreCLR, HRESULT: 0x80070008", "its cgroup has reached its task limit")]
    [InlineData("Failed to create CoreCLR, HRESULT: 0x80070057", "its cgroup has reached its task limit")]
    [InlineData("a part of another program", null)]
    public void ARuntimeThatGotNoThreadToStartWithIsNoProcessThatSomebodyKilled(string line, string? told) =>
        AssertTold(told, new WorkerExit(null, "SIGKILL", [line]), new ResourceState { RefusedTasks = 2 }, new ResourceState { RefusedTasks = 3 });

    /// <summary>As it was seen: a step of a start was refused, and a type could not be initialized for it.</summary>
    [Theory]
    [InlineData(2L, 3L, false, "its cgroup has reached its task limit")]
    [InlineData(3L, 3L, false, null)]
    [InlineData(2L, 3L, true, null)]
    public void AProcessThatEndsBeforeItsFirstWordMayEndInManyWays(long before, long now, bool hasSpoken, string? told) => AssertTold(
        told,
        new WorkerExit(null, "SIGABRT", ["Unhandled exception. System.TypeInitializationException: The type initializer for 'A' threw an exception."]),
        new ResourceState { RefusedTasks = before },
        new ResourceState { RefusedTasks = now },
        hasSpoken ? new MemoryUse(0, 0, 0) : null);

    [Theory]
    [InlineData("SIGABRT", " ---> System.IO.IOException: Too many open files", 96L, "it is limited to 96 open files; raise the limit (ulimit -n)")]
    [InlineData("SIGABRT", "Could not load file or assembly 'System.Linq'", 96L, "it is limited to 96 open files; raise the limit (ulimit -n)")]
    [InlineData("SIGABRT", "Too many open files", 20_000L, null)]
    [InlineData("SIGABRT", "Too many open files", null, null)]
    [InlineData("SIGSEGV", "Too many open files", 96L, null)]
    public void ALimitOfOpenFilesIsToldWhereItIsSmall(string signal, string line, long? limit, string? told) => AssertTold(
        told, new WorkerExit(null, signal, [line]), ResourceState.None, new ResourceState { Limits = new ProcessLimits(null, null, null, null) { OpenFiles = limit } });

    [Theory]
    [InlineData("SIGSYS", true, "a seccomp filter of this service or container")]
    [InlineData("SIGSYS", false, null)]
    [InlineData("SIGSEGV", true, null)]
    public void AFilterThatKillsIsTold(string signal, bool hasFilter, string? told) =>
        AssertTold(told, Killed(signal), ResourceState.None, new ResourceState { HasSystemCallFilter = hasFilter });

    private static WorkerExit Killed(string signal) => new(null, signal, []);

    private static void AssertTold(string? told, WorkerExit exit, ResourceState before, ResourceState now, MemoryUse? peak = null)
    {
        string? excuse = ResourceExhaustion.Of(exit, before, now, peak, Samples.Plan);
        if (told is null)
        {
            Assert.Null(excuse);
        }
        else
        {
            Assert.Contains(told, excuse, StringComparison.Ordinal);
        }
    }
}
