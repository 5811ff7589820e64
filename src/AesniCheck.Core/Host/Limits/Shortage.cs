using System.ComponentModel;
using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Host.Limits;

/// <summary>Explains an exception by a limit of the system that was reached: that is not a bug, and the limit has a name.</summary>
internal static class Shortage
{
    // The runtime may need this much at once: an assembly takes two files.
    private const int FewFiles = 8;
    private const int FewTasks = 3;
    private const long LittleAddressSpace = 4L << 30;
    private const int MostCauses = 16;

    /// <summary>Describes the shortage, as a clause; null if no shortage is known to explain the exception.</summary>
    /// <param name="exception">The exception. Its causes are examined too: the initializer of a type hides them.</param>
    /// <param name="files">The machine's files.</param>
    public static string? Of(Exception exception, HostFiles files)
    {
        IReadOnlyList<Exception> causes = CausesOf(exception);
        if (!causes.Any(IsRefusal))
        {
            return null;
        }

        long? limit = OpenFileLimit.Limit();
        if (causes.Any(IsFileError) || (limit is { } most && causes.Any(IsOfLoading) && most - OpenFileLimit.Count(most) <= FewFiles))
        {
            return limit is null ? null : OpenFiles(limit.Value, MinimumResources.OpenFiles);
        }

        if (TaskLimit.Read(files) is { } room && room.Free <= FewTasks)
        {
            return room.Advice(MinimumResources.Tasks);
        }

        ProcessLimits limits = ProcessLimits.Read(files);
        return limits.AddressSpaceBytes is < LittleAddressSpace and { } space ? Memory("the address space", space, "ulimit -v")
            : limits.DataBytes is < LittleAddressSpace and { } data ? Memory("the data", data, "ulimit -d")
            : causes.Any(cause => ThreadRefusal.Is(cause) || ErrorOf(cause) is Errno.EAGAIN or Errno.ENOMEM)
                ? "the system has run out of threads or memory for this program; see ulimit -a, and memory.max and pids.max of its cgroup"
            : null;
    }

    /// <summary>The message for a limit on open files that is too low.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="needed">The minimum for a run. If the limit allows as many, other files have used it up, and the advice is twice the limit.</param>
    public static string OpenFiles(long limit, long needed) => string.Create(
        CultureInfo.InvariantCulture, $"open files (ulimit -n) is {limit}: raise it to at least {(needed > limit ? needed : 2 * limit)}, or to 1024 for all stressors");

    private static string Memory(string what, long bytes, string how) => string.Create(
        CultureInfo.InvariantCulture, $"the limit on {what} of this process ({how}) is {bytes >> 20} MiB, too little: raise it");

    private static List<Exception> CausesOf(Exception exception)
    {
        var causes = new List<Exception>();
        for (Exception? cause = exception; cause is not null && causes.Count < MostCauses; cause = cause.InnerException)
        {
            causes.Add(cause);
        }

        return causes;
    }

    private static bool IsRefusal(Exception exception) =>
        ThreadRefusal.Is(exception) || IsFileError(exception) || IsOfLoading(exception) || ErrorOf(exception) is Errno.EAGAIN or Errno.ENOMEM;

    private static bool IsFileError(Exception exception) => ErrorOf(exception) is Errno.EMFILE or Errno.ENFILE;

    /// <summary>An assembly that can't be opened is reported as missing, whatever the reason.</summary>
    private static bool IsOfLoading(Exception exception) =>
        exception is FileNotFoundException or FileLoadException or TypeInitializationException or TypeLoadException;

    /// <summary>The error number of a failed system call: on Linux, the result code or the native error of these exceptions.</summary>
    private static int ErrorOf(Exception exception) => exception switch
    {
        Win32Exception native => native.NativeErrorCode,
        IOException io => io.HResult,
        _ => 0,
    };
}
