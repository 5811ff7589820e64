using System.Globalization;
using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>A limit on the threads that this process and its children may have.</summary>
/// <param name="What">What is limited, and how it is set.</param>
/// <param name="Limit">How many there may be.</param>
/// <param name="Used">How many there are, those of others included.</param>
internal sealed record TaskRoom(string What, long Limit, long Used)
{
    private const string OfCgroup = "the tasks of this cgroup (pids.max, TasksMax=)";
    private const string OfUser = "the processes and threads of this user (ulimit -u)";

    // Counting those of a user looks at all processes of the machine: not where the limit is far beyond what a run takes.
    private const long MostCounted = 8192;

    // The program itself starts a few more between the count and the first worker.
    private const long Spare = 8;

    /// <summary>How many more there may be.</summary>
    public long Free => Math.Max(0, Limit - Used);

    /// <summary>The limit that leaves least; null where there is none.</summary>
    public static TaskRoom? Read(HostFiles files) => OfCgroups(files).Append(OfUserTasks(files)).OfType<TaskRoom>().MinBy(room => room.Free);

    /// <summary>What to do to have room for more.</summary>
    /// <param name="more">How many more are needed at least.</param>
    public string Advice(long more) => string.Create(
        CultureInfo.InvariantCulture, $"the limit on {What} is {Limit}, and {Used} are there already: raise it to at least {Used + more + Spare}");

    private static IEnumerable<TaskRoom?> OfCgroups(HostFiles files) =>
        from path in CgroupFolders.Find(files, "pids")?.Paths ?? []
        let limit = Number(files.Read($"{path}/pids.max"))
        let used = Number(files.Read($"{path}/pids.current"))
        select limit is null || used is null ? null : new TaskRoom(OfCgroup, limit.Value, used.Value);

    private static TaskRoom? OfUserTasks(HostFiles files) =>
        ProcessLimits.Read(files).Tasks is < MostCounted and { } limit && UserTasks.Count(files) is { } used ? new TaskRoom(OfUser, limit, used) : null;

    private static long? Number(string? text) => KernelNumbers.First(Encoding.UTF8.GetBytes(text ?? ""));
}
