using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>
/// How many processes the kernel has killed because memory ran out. A process that ended between two readings with more kills in the
/// second may have been one of them. Kills by programs such as systemd-oomd are not in it.
/// </summary>
/// <param name="OfCgroup">Processes of this process's own cgroup, whatever ran out; null where the kernel doesn't tell.</param>
/// <param name="OfMachine">Processes of the whole machine, where this is a container those beside it too; null where the kernel doesn't tell.</param>
internal sealed record OomKills(long? OfCgroup, long? OfMachine)
{
    /// <summary>Reads both; null where the kernel tells neither: before Linux 4.13.</summary>
    public static OomKills? Read(HostFiles files)
    {
        CgroupFolders? folders = CgroupFolders.Find(files, "memory");
        long? ofCgroup = folders is null ? null : Count(files.Read($"{folders.Paths[0]}/{(folders.IsUnified ? "memory.events" : "memory.oom_control")}"));
        long? ofMachine = Count(files.Read("proc/vmstat"));
        return ofCgroup is null && ofMachine is null ? null : new OomKills(ofCgroup, ofMachine);
    }

    /// <summary>Whether the kernel killed since an earlier reading: in the own cgroup where that is known, else anywhere.</summary>
    public bool HasRisenSince(OomKills earlier) =>
        OfCgroup is not null && earlier.OfCgroup is not null ? OfCgroup > earlier.OfCgroup : OfMachine > earlier.OfMachine;

    // The three files have lines of a name and a number, and all call it so.
    private static long? Count(string? text) => KernelNumbers.Of(Encoding.UTF8.GetBytes(text ?? ""), "oom_kill"u8);
}
