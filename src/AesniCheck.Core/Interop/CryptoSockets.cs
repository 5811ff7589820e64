using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// The kernel's own ciphers: AF_ALG, as described in the kernel's Documentation/crypto/userspace-if.rst. Linux only, and not everywhere: many kernels are
/// built without it, and many containers forbid it.
/// </summary>
/// <remarks>
/// AF_ALG ignores SO_RCVTIMEO: a request with incomplete input waits for the rest without limit, a full one for room (af_alg_wait_for_data and
/// af_alg_wait_for_wmem of crypto/af_alg.c). A caller that sends everything before receiving never needs to wait; therefore every socket and pipe here is
/// non-blocking, and a call that would have hung fails with EAGAIN. The cipher's own work can't be interrupted.
/// </remarks>
internal sealed unsafe partial class CryptoSockets : ICryptoSockets
{
    private const int SOCK_SEQPACKET = 5;
    private const int SOCK_CLOEXEC = 0x80000;
    private const int SOCK_NONBLOCK = 0x800;
    private const int O_CLOEXEC = 0x80000;
    private const int O_NONBLOCK = 0x800;
    private const int MSG_MORE = 0x8000;
    private const uint SPLICE_F_NONBLOCK = 2;
    private const uint SPLICE_F_MORE = 4;

    private CryptoSockets()
    {
    }

    /// <summary>The kernel of this machine.</summary>
    public static CryptoSockets Kernel { get; } = new();

    /// <inheritdoc/>
    public int CreateSocket() => Result(socket(AlgMessage.AddressFamily, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));

    /// <inheritdoc/>
    public int Bind(int socket, ReadOnlySpan<byte> address)
    {
        fixed (byte* pointer = address)
        {
            return Result(bind(socket, pointer, (uint)address.Length));
        }
    }

    /// <inheritdoc/>
    public int SetKey(int socket, ReadOnlySpan<byte> key)
    {
        fixed (byte* pointer = key)
        {
            return Result(setsockopt(socket, AlgMessage.Level, AlgMessage.SetKey, pointer, (uint)key.Length));
        }
    }

    /// <inheritdoc/>
    public int SetTagLength(int socket, int length) =>
        Result(setsockopt(socket, AlgMessage.Level, AlgMessage.SetTagLength, null, (uint)length));

    /// <inheritdoc/>
    public int Accept(int socket) => Result(accept4(socket, null, null, SOCK_CLOEXEC | SOCK_NONBLOCK));

    /// <inheritdoc/>
    public int Send(int socket, ReadOnlySpan<byte> control, ReadOnlySpan<Iovec> data, bool more)
    {
        fixed (byte* controlPointer = control)
        fixed (Iovec* dataPointer = data)
        {
            var message = new MessageHeader(dataPointer, data.Length, controlPointer, control.Length);
            return Result(sendmsg(socket, &message, more ? MSG_MORE : 0));
        }
    }

    /// <inheritdoc/>
    public int Receive(int socket, ReadOnlySpan<Iovec> data)
    {
        fixed (Iovec* pointer = data)
        {
            var message = new MessageHeader(pointer, data.Length, null, 0);
            return Result(recvmsg(socket, &message, 0));
        }
    }

    /// <inheritdoc/>
    public int CreatePipe(out int readEnd, out int writeEnd)
    {
        int* ends = stackalloc int[2];
        int result = Result(pipe2(ends, O_CLOEXEC | O_NONBLOCK));
        (readEnd, writeEnd) = (ends[0], ends[1]);
        return result;
    }

    /// <inheritdoc/>
    public int SpliceMemory(int writeEnd, ReadOnlySpan<Iovec> data)
    {
        // Without SPLICE_F_GIFT: gifted memory must never be written again, but the caller keeps this memory.
        fixed (Iovec* pointer = data)
        {
            return Result(vmsplice(writeEnd, pointer, (nuint)data.Length, SPLICE_F_NONBLOCK));
        }
    }

    /// <inheritdoc/>
    public int Splice(int readEnd, int socket, int length, bool more) =>
        Result(splice(readEnd, null, socket, null, (nuint)length, more ? SPLICE_F_NONBLOCK | SPLICE_F_MORE : SPLICE_F_NONBLOCK));

    /// <inheritdoc/>
    public void Close(int descriptor) => _ = close(descriptor);

    private static int Result(nint returned) => returned >= 0 ? (int)returned : -Marshal.GetLastPInvokeError();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int bind(int socket, byte* address, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsockopt(int socket, int level, int name, byte* value, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int accept4(int socket, byte* address, uint* length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint sendmsg(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recvmsg(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint vmsplice(int pipe, Iovec* data, nuint count, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint splice(int source, long* sourceOffset, int target, long* targetOffset, nuint length, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
