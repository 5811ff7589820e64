using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AesniCheck.Basics;

namespace AesniCheck.Interop;

/// <summary>
/// A counter by which one thread wakes another: eventfd(2), write(2), poll(2), read(2), close(2). Linux only. One thread waits; any thread may add.
/// </summary>
internal sealed unsafe partial class EventCounter : IDisposable
{
    /// <summary>Disables the timeout of a wait.</summary>
    public const int Forever = -1;

    private const int EFD_CLOEXEC = 0x80000;
    private const int EFD_NONBLOCK = 0x800;
    private const int POLLIN = 1;

    // Three values of eight bytes: a struct pollfd, the value read, and the 1 to write. On the stack they would be cleared first, with a vector register.
    private readonly AlignedMemory _memory = new(3 * sizeof(ulong));
    private readonly int _descriptor;
    private bool _isClosed;

    /// <summary>Creates a counter that stands at zero.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public EventCounter()
    {
        _descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (_descriptor < 0)
        {
            throw Refused("eventfd");
        }

        // Descriptor, 4 bytes; requested events, 2 bytes; returned events, 2 bytes.
        Poll[0] = (uint)_descriptor | ((ulong)POLLIN << 32);
        One[0] = 1;
    }

    private ulong* Poll => (ulong*)_memory.Pointer;

    private ulong* Value => Poll + 1;

    private ulong* One => Poll + 2;

    /// <summary>Wakes the thread that waits at this counter; if none does, the next wait returns at once.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add()
    {
        // The counter is full only at 2^64 - 2, so a write never has to be retried.
        if (write(_descriptor, One, sizeof(ulong)) != sizeof(ulong))
        {
            throw Refused("write");
        }
    }

    /// <summary>Waits until the counter is not zero, and resets it to zero.</summary>
    /// <param name="milliseconds">The timeout, or <see cref="Forever"/>; a signal restarts it.</param>
    /// <returns>Whether the counter was not zero.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Wait(int milliseconds)
    {
        while (true)
        {
            int ready = poll(Poll, 1, milliseconds);
            if (ready == 0)
            {
                return false;
            }

            if (ready > 0 && read(_descriptor, Value, sizeof(ulong)) == sizeof(ulong))
            {
                return true;
            }

            if (Marshal.GetLastSystemError() is not (Errno.EINTR or Errno.EAGAIN))
            {
                throw Refused(ready < 0 ? "poll" : "read");
            }
        }
    }

    /// <summary>
    /// Wakes the other thread, and waits for its answer here. A separate method without vector instructions, except the VZEROUPPER that the compiler places
    /// before native calls: XMM1 to XMM15 and ZMM16 to ZMM31 enter the system calls with the caller's values. The runtime uses XMM0 when it records a native
    /// call.
    /// </summary>
    /// <param name="other">The counter at which the other thread waits.</param>
    /// <param name="milliseconds">As for <see cref="Wait"/>.</param>
    /// <returns>Whether the answer came in time.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public bool HandOver(EventCounter other, int milliseconds)
    {
        other.Add();
        return Wait(milliseconds);
    }

    /// <summary>Closes the descriptor. No thread may wait or add afterwards.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _ = close(_descriptor);
        }
    }

    private static IOException Refused(string call) => new($"{call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError())}");

    // Without SetLastError: it would add a stub in between, and the error number is still valid when it is read.
    [LibraryImport("libc")]
    private static partial int eventfd(uint value, int flags);

    [LibraryImport("libc")]
    private static partial nint write(int descriptor, ulong* value, nuint length);

    [LibraryImport("libc")]
    private static partial nint read(int descriptor, ulong* value, nuint length);

    [LibraryImport("libc")]
    private static partial int poll(ulong* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
