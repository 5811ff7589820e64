using System.Text;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Host.Limits;

/// <summary>
/// The resources that the system grants this process and its children, and those that it has refused or taken away. Readings before a worker process starts
/// and after it has ended may explain why it ended.
/// </summary>
internal sealed record ResourceState
{
    /// <summary>No known scarcity.</summary>
    public static ResourceState None { get; } = new();

    /// <summary>The number of processes that the kernel has killed because it was out of memory; null if not reported.</summary>
    public OomKills? Kills { get; init; }

    /// <summary>The number of times that the kernel has refused a thread because the limit of a cgroup was reached; null if not reported.</summary>
    public long? RefusedTasks { get; init; }

    /// <summary>The limits of each process.</summary>
    public ProcessLimits Limits { get; init; } = new(null, null, null, null);

    /// <summary>The CPU time of all children that have ended.</summary>
    public TimeSpan CpuTimeOfChildren { get; init; }

    /// <summary>Whether a filter restricts system calls: seccomp(2).</summary>
    public bool HasSystemCallFilter { get; init; }

    /// <summary>Counts the threads of this user; null for root, who has no limit, or if not reported.</summary>
    public Func<long?> CountTasks { get; init; } = () => null;

    /// <summary>Reads all values.</summary>
    public static ResourceState Read(HostFiles files) => new()
    {
        Kills = OomKills.Read(files),
        RefusedTasks = CountRefusedTasks(files),
        Limits = ProcessLimits.Read(files),
        CpuTimeOfChildren = ResourceUsage.CpuTimeOfChildren(),
        HasSystemCallFilter = files.Read("proc/self/status")?.Contains("\nSeccomp:\t2\n", StringComparison.Ordinal) == true,
        CountTasks = () => UserTasks.Count(files),
    };

    // Depending on the version of Linux, a refusal is counted by the cgroup of the process or by that of the limit.
    private static long? CountRefusedTasks(HostFiles files) => CgroupFolders.Find(files, "pids")?.Paths
        .Select(path => KernelNumbers.Of(Encoding.UTF8.GetBytes(files.Read($"{path}/pids.events") ?? ""), "max"u8))
        .Aggregate((long?)null, (sum, count) => count is null ? sum : (sum ?? 0) + count);
}
