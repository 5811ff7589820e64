using System.Runtime.InteropServices;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>The exception for a refusal of the kernel to run a cipher. This is not a wrong result: there is no result.</summary>
/// <param name="errno">The error of the system call; 0 if the call succeeded only in part.</param>
/// <param name="message">A sentence for the report.</param>
public sealed class AfAlgException(int errno, string message) : ModeUnavailableException(message)
{
    /// <summary>The error of the system call; 0 if the call succeeded only in part.</summary>
    public int Errno { get; } = errno;

    /// <summary>Explains a refusal.</summary>
    /// <param name="call">The system call, or its purpose.</param>
    /// <param name="type">The type of the cipher, such as <c>skcipher</c>.</param>
    /// <param name="driver">The name of the driver.</param>
    /// <param name="errno">The error.</param>
    internal static AfAlgException Of(string call, string type, string driver, int errno) => new(errno, (call, errno) switch
    {
        ("bind", Interop.Errno.ENOENT) =>
            $"the kernel has no {type} driver {driver}, or AF_ALG without {type} (CONFIG_CRYPTO_USER_API_{Option(type)}, module algif_{type})",
        ("bind", Interop.Errno.ELIBBAD) => $"the kernel's own test of {driver} failed",
        ("ALG_SET_KEY", Interop.Errno.EINVAL) => $"{driver} refuses a key of this length",
        ("ALG_SET_AEAD_AUTHSIZE", Interop.Errno.EINVAL) => $"{driver} refuses a tag of this length",
        (_, Interop.Errno.EBUSY) => $"{call} of {driver}: a request to it is still open",
        (_, Interop.Errno.EINVAL) => $"{call} of {driver}: the kernel rejects the form or the lengths of the request",
        (_, Interop.Errno.EAGAIN) => $"{call} of {driver}: the call would block; the request is too long for the kernel's buffers, or incomplete",
        (_, Interop.Errno.ENOMEM) => $"{call} of {driver}: out of memory, or above the limit net.core.optmem_max",
        (_, Interop.Errno.ENOKEY) => $"{call} of {driver}: it has no key",
        _ => $"{call} of {driver}: {Describe(errno)}",
    });

    /// <summary>Explains why AF_ALG is not available at all.</summary>
    /// <param name="errno">The error of socket(2).</param>
    internal static AfAlgException OfSocket(int errno) => new(errno, errno switch
    {
        Interop.Errno.EAFNOSUPPORT or Interop.Errno.ESOCKTNOSUPPORT or Interop.Errno.ENOSYS =>
            "the kernel has no AF_ALG (CONFIG_CRYPTO_USER_API_SKCIPHER), or this container forbids it",
        Interop.Errno.EPERM or Interop.Errno.EACCES => "AF_ALG is forbidden here, by seccomp or another security policy",
        Interop.Errno.EMFILE or Interop.Errno.ENFILE => "too many open files for an AF_ALG socket",
        _ => $"AF_ALG sockets are unavailable: {Describe(errno)}",
    });

    /// <summary>Reports a call that succeeded only in part.</summary>
    internal static AfAlgException Partial(string call, string driver, int done, int asked) =>
        new(0, $"{call} of {driver}: the kernel processed {done} of {asked} bytes");

    private static string Option(string type) => type == AfAlgDriver.Aead ? "AEAD" : "SKCIPHER";

    private static string Describe(int errno) =>
        $"{Marshal.GetPInvokeErrorMessage(errno)} (error {errno})";
}
