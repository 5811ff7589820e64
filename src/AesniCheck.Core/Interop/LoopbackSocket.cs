using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// A socket that sends datagrams to itself over the loopback interface: udp(7), ip(7). Linux only. It is non-blocking, and connected to itself, so that it
/// receives no other datagrams. For one thread at a time.
/// </summary>
internal sealed unsafe partial class LoopbackSocket : IDisposable
{
    private const int AF_INET = 2;
    private const int SOCK_DGRAM = 2;
    private const int SOCK_NONBLOCK = 0x800;
    private const int SOCK_CLOEXEC = 0x80000;
    private const int MSG_NOSIGNAL = 0x4000;

    // struct sockaddr_in: u16 family, then port and address in network byte order, then 8 bytes of padding.
    private const int AddressSize = 16;

    private int _descriptor;

    private LoopbackSocket(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens a socket on a port that the kernel chooses; null if sockets are forbidden, or there is no loopback.</summary>
    public static LoopbackSocket? TryOpen()
    {
        int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (descriptor < 0)
        {
            return null;
        }

        byte* address = stackalloc byte[AddressSize] { AF_INET, 0, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 };
        uint length = AddressSize;
        if (bind(descriptor, address, AddressSize) == 0
            && getsockname(descriptor, address, &length) == 0
            && connect(descriptor, address, AddressSize) == 0)
        {
            return new LoopbackSocket(descriptor);
        }

        _ = close(descriptor);
        return null;
    }

    /// <summary>Sends a datagram.</summary>
    /// <returns>Whether the kernel accepted it.</returns>
    public bool TrySend(ReadOnlySpan<byte> data)
    {
        fixed (byte* pointer = data)
        {
            return send(_descriptor, pointer, (nuint)data.Length, MSG_NOSIGNAL) == data.Length;
        }
    }

    /// <summary>Receives a datagram.</summary>
    /// <param name="data">The buffer for it.</param>
    /// <returns>Whether a datagram was available; a CPU that is busy with other softirqs may deliver it later.</returns>
    public bool TryReceive(Span<byte> data)
    {
        fixed (byte* pointer = data)
        {
            return recv(_descriptor, pointer, (nuint)data.Length, 0) >= 0;
        }
    }

    /// <summary>Closes the socket; pending datagrams are lost.</summary>
    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            _ = close(_descriptor);
            _descriptor = -1;
        }
    }

    [LibraryImport("libc")]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc")]
    private static partial int bind(int socket, byte* address, uint length);

    [LibraryImport("libc")]
    private static partial int getsockname(int socket, byte* address, uint* length);

    [LibraryImport("libc")]
    private static partial int connect(int socket, byte* address, uint length);

    [LibraryImport("libc")]
    private static partial nint send(int socket, byte* data, nuint length, int flags);

    [LibraryImport("libc")]
    private static partial nint recv(int socket, byte* data, nuint length, int flags);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
