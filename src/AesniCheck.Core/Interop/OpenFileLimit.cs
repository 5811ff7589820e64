using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>How many files this process may have open, and how many it has: getrlimit(2), fcntl(2). Neither needs to open one. Linux only.</summary>
internal static unsafe partial class OpenFileLimit
{
    private const int RLIMIT_NOFILE = 7;
    private const int F_GETFD = 1;

    // Where more are allowed there is no need to count.
    private const long MostCounted = 4096;

    /// <summary>The number of files that may be open, the soft limit; null where there is none, or the system does not tell.</summary>
    public static long? Limit()
    {
        // struct rlimit: the soft and the hard limit, 8 bytes each on x86-64.
        ulong* limits = stackalloc ulong[2];
        return getrlimit(RLIMIT_NOFILE, limits) == 0 && limits[0] <= long.MaxValue ? (long)limits[0] : null;
    }

    /// <summary>How many are open below a limit; 0 where the limit is so high that it does not matter.</summary>
    public static long Count(long limit)
    {
        long count = 0;
        for (int file = 0; limit <= MostCounted && file < limit; file++)
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
