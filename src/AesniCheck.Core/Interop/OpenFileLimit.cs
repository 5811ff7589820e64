using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>The limit on open files of this process, and the number of them: getrlimit(2), fcntl(2). Neither call opens a file. Linux only.</summary>
internal static unsafe partial class OpenFileLimit
{
    private const int RLIMIT_NOFILE = 7;
    private const int F_GETFD = 1;

    // Above this limit, counting is unnecessary.
    private const long CountingThreshold = 4096;

    /// <summary>Returns the soft limit on open files; null if unlimited or unknown.</summary>
    public static long? Limit()
    {
        // struct rlimit: the soft and the hard limit, 8 bytes each on x86-64.
        ulong* limits = stackalloc ulong[2];
        return getrlimit(RLIMIT_NOFILE, limits) == 0 && limits[0] <= long.MaxValue ? (long)limits[0] : null;
    }

    /// <summary>Counts the open files below a limit; 0 if the limit is so high that it does not matter.</summary>
    public static long Count(long limit)
    {
        long count = 0;
        for (int file = 0; limit <= CountingThreshold && file < limit; file++)
        {
            count += fcntl(file, F_GETFD) >= 0 ? 1 : 0;
        }

        return count;
    }

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, ulong* limits);

    [LibraryImport("libc")]
    private static partial int fcntl(int file, int command);
}
