using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>Counts the threads of a user, which RLIMIT_NPROC limits.</summary>
internal static class UserTasks
{
    /// <summary>
    /// The number of threads of this process's user, as far as visible: in a container others may count too. Null for root, who has no limit, or if not
    /// reported.
    /// </summary>
    public static long? Count(HostFiles files)
    {
        if (UserOf(files.Read("proc/self/status")) is not { } user || user == 0)
        {
            return null;
        }

        return files.Folders("proc")
            .Where(name => char.IsAsciiDigit(name[0]))
            .Select(name => files.Read($"proc/{name}/status"))
            .Where(status => UserOf(status) == user)
            .Sum(status => Number(status, "Threads:") ?? 0);
    }

    // 'Uid:' lists the real, effective, saved and file system user; the limit applies to the real one.
    private static long? UserOf(string? status) => Number(status, "Uid:");

    private static long? Number(string? status, string name)
    {
        string? line = status?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.TryParse(line?.Split('\t', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }
}
