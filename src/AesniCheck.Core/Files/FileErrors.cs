using System.Runtime.InteropServices;
using AesniCheck.Interop;

namespace AesniCheck.Files;

/// <summary>Creates exceptions for the errors of file calls, of the same types as the runtime throws.</summary>
internal static class FileErrors
{
    /// <summary>The exception for an error on the path to a file: a missing entry is a missing folder.</summary>
    public static Exception ForPath(int error) => error is Errno.ENOENT or Errno.ENOTDIR
        ? new DirectoryNotFoundException(Text(error))
        : At(error);

    /// <summary>The exception for an error with the file itself.</summary>
    public static Exception At(int error) => error switch
    {
        Errno.ENOENT => new FileNotFoundException(Text(error)),
        Errno.EACCES or Errno.EPERM => new UnauthorizedAccessException(Text(error)),
        _ => new IOException(Text(error), error),
    };

    /// <summary>
    /// The exception for a file that exceeds the limit of its file system, or of the process. The runtime itself throws an <see
    /// cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static Exception TooLarge() => At(Errno.EFBIG);

    private static string Text(int error) => Marshal.GetPInvokeErrorMessage(error);
}
