namespace AesniCheck.Interop;

/// <summary>The error numbers that callers distinguish, mainly those of AF_ALG, as defined for x86-64: asm-generic/errno-base.h and errno.h.</summary>
internal static class Errno
{
    /// <summary>Operation not permitted.</summary>
    public const int EPERM = 1;

    /// <summary>No such file or directory; from bind(2) here: no such cipher.</summary>
    public const int ENOENT = 2;

    /// <summary>No such process or thread.</summary>
    public const int ESRCH = 3;

    /// <summary>Interrupted by a signal.</summary>
    public const int EINTR = 4;

    /// <summary>Input or output error.</summary>
    public const int EIO = 5;

    /// <summary>No such device; for a pipe: it has no reader.</summary>
    public const int ENXIO = 6;

    /// <summary>No such descriptor, or not open for this operation.</summary>
    public const int EBADF = 9;

    /// <summary>The call would block.</summary>
    public const int EAGAIN = 11;

    /// <summary>Out of memory, or beyond the limit of net.core.optmem_max.</summary>
    public const int ENOMEM = 12;

    /// <summary>Permission denied.</summary>
    public const int EACCES = 13;

    /// <summary>Bad address: the kernel accessed inaccessible memory.</summary>
    public const int EFAULT = 14;

    /// <summary>Device or resource busy.</summary>
    public const int EBUSY = 16;

    /// <summary>The name already exists.</summary>
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

    /// <summary>A file exceeds the limit of its file system, or the process's limit (RLIMIT_FSIZE).</summary>
    public const int EFBIG = 27;

    /// <summary>No space left on the disk.</summary>
    public const int ENOSPC = 28;

    /// <summary>Read-only file system.</summary>
    public const int EROFS = 30;

    /// <summary>The pipe has no reader any more.</summary>
    public const int EPIPE = 32;

    /// <summary>A name exceeds the limit of the file system, or a path that of the system.</summary>
    public const int ENAMETOOLONG = 36;

    /// <summary>Function not implemented.</summary>
    public const int ENOSYS = 38;

    /// <summary>Too many links, or a link where none is allowed.</summary>
    public const int ELOOP = 40;

    /// <summary>Bad message; from recvmsg(2) here: the tag is wrong.</summary>
    public const int EBADMSG = 74;

    /// <summary>From bind(2) here: the driver failed the kernel's own test.</summary>
    public const int ELIBBAD = 80;

    /// <summary>Socket type not supported.</summary>
    public const int ESOCKTNOSUPPORT = 94;

    /// <summary>Address family not supported by protocol.</summary>
    public const int EAFNOSUPPORT = 97;

    /// <summary>Disk quota exceeded.</summary>
    public const int EDQUOT = 122;

    /// <summary>Required key not available.</summary>
    public const int ENOKEY = 126;
}
