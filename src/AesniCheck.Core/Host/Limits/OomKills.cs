using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>
/// The number of processes that the kernel has killed because it was out of memory. A process that ended between two readings, the second with more kills,
/// may have been one of them. Kills by programs such as systemd-oomd are not included.
/// </summary>
/// <param name="OfCgroup">Processes of this process's own cgroup, whichever limit was reached; null if not reported.</param>
/// <param name="OfMachine">Processes of the whole machine, outside this container too; null if not reported.</param>
internal sealed record OomKills(long? OfCgroup, long? OfMachine)
{
    /// <summary>Reads both; null if the kernel reports neither, as before Linux 4.13.</summary>
    public static OomKills? Read(HostFiles files)
    {
        CgroupFolders? folders = CgroupFolders.Find(files, "memory");
        long? ofCgroup = folders is null ? null : Count(files.Read($"{folders.Paths[0]}/{(folders.IsUnified ? "memory.events" : "memory.oom_control")}"));
        long? ofMachine = Count(files.Read("proc/vmstat"));
        return ofCgroup is null && ofMachine is null ? null : new OomKills(ofCgroup, ofMachine);
    }

    /// <summary>Whether the kernel has killed since an earlier reading: in the process's own cgroup if known, else anywhere.</summary>
    public bool HasRisenSince(OomKills earlier) =>
        OfCgroup is not null && earlier.OfCgroup is not null ? OfCgroup > earlier.OfCgroup : OfMachine > earlier.OfMachine;

    // All three files have lines of a name and a number, and use the same name.
    private static long? Count(string? text) => KernelNumbers.Of(Encoding.UTF8.GetBytes(text ?? ""), "oom_kill"u8);
}
