namespace AesniCheck.Interop;

/// <summary>The errors that callers of the system tell apart, those of AF_ALG above all, as x86-64 numbers them: asm-generic/errno-base.h and errno.h.</summary>
internal static class Errno
{
    /// <summary>Operation not permitted.</summary>
    public const int EPERM = 1;

    /// <summary>No such file or directory; of bind(2) here: no such cipher.</summary>
    public const int ENOENT = 2;

    /// <summary>No such process or thread.</summary>
    public const int ESRCH = 3;

    /// <summary>A signal came in between.</summary>
    public const int EINTR = 4;

    /// <summary>Input or output error.</summary>
    public const int EIO = 5;

    /// <summary>No such device; of a pipe: it has no reader.</summary>
    public const int ENXIO = 6;

    /// <summary>No such descriptor, or none for that.</summary>
    public const int EBADF = 9;

    /// <summary>The call would have to wait.</summary>
    public const int EAGAIN = 11;

    /// <summary>Out of memory, or past the limit that net.core.optmem_max sets.</summary>
    public const int ENOMEM = 12;

    /// <summary>Permission denied.</summary>
    public const int EACCES = 13;

    /// <summary>Bad address: the kernel touched memory that may not be touched.</summary>
    public const int EFAULT = 14;

    /// <summary>Device or resource busy.</summary>
    public const int EBUSY = 16;

    /// <summary>Something has this name already.</summary>
    public const int EEXIST = 17;

    /// <summary>Not a folder.</summary>
    public const int ENOTDIR = 20;

    /// <summary>A folder.</summary>
    public const int EISDIR = 21;

    /// <summary>Invalid argument.</summary>
    public const int EINVAL = 22;

    /// <summary>Too many open files in the system.</summary>
    public const int ENFILE = 23;

    /// <summary>Too many open files in the process.</summary>
    public const int EMFILE = 24;

    /// <summary>A file larger than its file system takes, or than the process may write (RLIMIT_FSIZE).</summary>
    public const int EFBIG = 27;

    /// <summary>No space left on the disk.</summary>
    public const int ENOSPC = 28;

    /// <summary>A file system that is mounted for reading only.</summary>
    public const int EROFS = 30;

    /// <summary>Nobody reads from the other end of the pipe any more.</summary>
    public const int EPIPE = 32;

    /// <summary>A name is longer than the file system takes, or a path than the system does.</summary>
    public const int ENAMETOOLONG = 36;

    /// <summary>Function not implemented.</summary>
    public const int ENOSYS = 38;

    /// <summary>Too many links, or a link where none may be.</summary>
    public const int ELOOP = 40;

    /// <summary>Bad message; of recvmsg(2) here: the tag is wrong.</summary>
    public const int EBADMSG = 74;

    /// <summary>Of bind(2) here: the driver failed the kernel's own test.</summary>
    public const int ELIBBAD = 80;

    /// <summary>Socket type not supported.</summary>
    public const int ESOCKTNOSUPPORT = 94;

    /// <summary>Address family not supported by protocol.</summary>
    public const int EAFNOSUPPORT = 97;

    /// <summary>The user's share of the disk is used up.</summary>
    public const int EDQUOT = 122;

    /// <summary>Required key not available.</summary>
    public const int ENOKEY = 126;
}
