using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>
/// The resource limits of this process and each of its children, by getrlimit(2): the lower, soft limits. Null means not limited, or not reported.
/// </summary>
/// <param name="CpuSeconds">The CPU time of all threads, RLIMIT_CPU. Beyond it the kernel sends SIGXCPU or SIGKILL.</param>
/// <param name="AddressSpaceBytes">The size of the address space, RLIMIT_AS.</param>
/// <param name="DataBytes">The writable memory that is not shared, RLIMIT_DATA.</param>
/// <param name="Tasks">The threads of all processes of the user, RLIMIT_NPROC.</param>
internal sealed record ProcessLimits(long? CpuSeconds, long? AddressSpaceBytes, long? DataBytes, long? Tasks)
{
    /// <summary>The number of open files, RLIMIT_NOFILE.</summary>
    public long? OpenFiles { get; init; }

    // /proc/self/limits: 'Max cpu time              10                   unlimited            seconds   ', in columns.
    private const int NameWidth = 26;

    /// <summary>Reads the limits.</summary>
    public static ProcessLimits Read(HostFiles files)
    {
        string[] lines = (files.Read("proc/self/limits") ?? "").Split('\n');
        return new ProcessLimits(Of("Max cpu time"), Of("Max address space"), Of("Max data size"), Of("Max processes")) { OpenFiles = Of("Max open files") };

        long? Of(string name)
        {
            string? line = lines.FirstOrDefault(line => line.Length > NameWidth && line.AsSpan(0, NameWidth).TrimEnd().Equals(name, StringComparison.Ordinal));
            return long.TryParse(line?[NameWidth..].Split(' ', 2)[0], NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null;
        }
    }
}
