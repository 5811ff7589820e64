using System.Text;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Host.Limits;

/// <summary>
/// What the system grants this process and its children, and what it has refused or taken. Read before a worker process starts and after it
/// has ended, it may tell why that ended.
/// </summary>
internal sealed record Scarcity
{
    /// <summary>Nothing is known to be scarce.</summary>
    public static Scarcity None { get; } = new();

    /// <summary>How many processes the kernel has killed for want of memory; null where it does not tell.</summary>
    public OomKills? Kills { get; init; }

    /// <summary>How often the kernel has refused a thread, as the limit of a cgroup was reached; null where it does not tell.</summary>
    public long? RefusedTasks { get; init; }

    /// <summary>The limits of each process.</summary>
    public ProcessLimits Limits { get; init; } = new(null, null, null, null);

    /// <summary>The CPU time of all children that have ended.</summary>
    public TimeSpan CpuTimeOfChildren { get; init; }

    /// <summary>Whether a filter decides about system calls: seccomp(2).</summary>
    public bool HasSystemCallFilter { get; init; }

    /// <summary>Counts the threads of this user; null for one whom no limit holds, and where the kernel does not tell.</summary>
    public Func<long?> CountTasks { get; init; } = () => null;

    /// <summary>Reads it all.</summary>
    public static Scarcity Read(HostFiles files) => new()
    {
        Kills = OomKills.Read(files),
        RefusedTasks = CountRefusedTasks(files),
        Limits = ProcessLimits.Read(files),
        CpuTimeOfChildren = ResourceUsage.CpuTimeOfChildren(),
        HasSystemCallFilter = files.Read("proc/self/status")?.Contains("\nSeccomp:\t2\n", StringComparison.Ordinal) == true,
        CountTasks = () => UserTasks.Count(files),
    };

    // Which cgroup counts a refusal, that of the process or that of the limit, is another with every version of Linux.
    private static long? CountRefusedTasks(HostFiles files) => CgroupFolders.Find(files, "pids")?.Paths
        .Select(path => KernelNumbers.Of(Encoding.UTF8.GetBytes(files.Read($"{path}/pids.events") ?? ""), "max"u8))
        .Aggregate((long?)null, (sum, count) => count is null ? sum : (sum ?? 0) + count);
}
