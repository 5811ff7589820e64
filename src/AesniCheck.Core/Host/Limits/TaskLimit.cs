using System.Globalization;
using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>A limit on the threads that this process and its children may have.</summary>
/// <param name="What">The limited quantity, and how the limit is set.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Used">The current number, including those of other processes.</param>
internal sealed record TaskLimit(string What, long Limit, long Used)
{
    private const string OfCgroup = "the tasks of this cgroup (pids.max, TasksMax=)";
    private const string OfUser = "the processes and threads of this user (ulimit -u)";

    // Counting the threads of a user examines all processes of the machine: skipped if the limit is far above the needs of a run.
    private const long CountingThreshold = 8192;

    // The program itself starts a few more between the count and the first worker.
    private const long Spare = 8;

    /// <summary>The number of further threads allowed.</summary>
    public long Free => Math.Max(0, Limit - Used);

    /// <summary>Returns the limit that leaves the least room; null if there is none.</summary>
    public static TaskLimit? Read(HostFiles files) => OfCgroups(files).Append(OfUserTasks(files)).OfType<TaskLimit>().MinBy(room => room.Free);

    /// <summary>Returns the advice that makes room for more.</summary>
    /// <param name="more">The minimum number of further threads.</param>
    public string Advice(long more) => string.Create(
        CultureInfo.InvariantCulture, $"the limit on {What} is {Limit}, and {Used} are in use: raise it to at least {Used + more + Spare}");

    private static IEnumerable<TaskLimit?> OfCgroups(HostFiles files) =>
        from path in CgroupFolders.Find(files, "pids")?.Paths ?? []
        let limit = Number(files.Read($"{path}/pids.max"))
        let used = Number(files.Read($"{path}/pids.current"))
        select limit is null || used is null ? null : new TaskLimit(OfCgroup, limit.Value, used.Value);

    private static TaskLimit? OfUserTasks(HostFiles files) =>
        ProcessLimits.Read(files).Tasks is < CountingThreshold and { } limit && UserTasks.Count(files) is { } used ? new TaskLimit(OfUser, limit, used) : null;

    private static long? Number(string? text) => KernelNumbers.First(Encoding.UTF8.GetBytes(text ?? ""));
}
