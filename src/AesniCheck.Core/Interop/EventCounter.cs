using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AesniCheck.Basics;

namespace AesniCheck.Interop;

/// <summary>
/// What one thread waits at and another wakes it by: eventfd(2), write(2), poll(2), read(2), close(2). Linux only. One thread waits,
/// any may add.
/// </summary>
internal sealed unsafe partial class EventCounter : IDisposable
{
    /// <summary>No limit to a wait.</summary>
    public const int Forever = -1;

    private const int EFD_CLOEXEC = 0x80000;
    private const int EFD_NONBLOCK = 0x800;
    private const int POLLIN = 1;

    // Three of eight bytes: a struct pollfd, what is read, and the 1 that is written. On the stack they would be cleared first, with a
    // vector register.
    private readonly AlignedMemory _memory = new(3 * sizeof(ulong));
    private readonly int _descriptor;
    private bool _isClosed;

    /// <summary>A counter that stands at zero.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public EventCounter()
    {
        _descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (_descriptor < 0)
        {
            throw Refused("eventfd");
        }

        // Descriptor, 4 bytes; events, 2 bytes; what happened, 2 bytes.
        Poll[0] = (uint)_descriptor | ((ulong)POLLIN << 32);
        One[0] = 1;
    }

    private ulong* Poll => (ulong*)_memory.Pointer;

    private ulong* Value => Poll + 1;

    private ulong* One => Poll + 2;

    /// <summary>Wakes whoever waits for this one, now or next.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add()
    {
        // Full it is at 2^64 - 2, so it never has to be tried again.
        if (write(_descriptor, One, sizeof(ulong)) != sizeof(ulong))
        {
            throw Refused("write");
        }
    }

    /// <summary>Waits until somebody has added, and sets it to zero.</summary>
    /// <param name="milliseconds">The longest wait, or <see cref="Forever"/>; signals begin it anew.</param>
    /// <returns>Whether somebody had.</returns>
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
    /// Wakes the other thread, and waits for its answer here. A method of its own, with no vector instruction in it but the VZEROUPPER
    /// that the compiler puts before native code: XMM1 to XMM15, and ZMM16 to ZMM31, go into the system calls with what the caller left
    /// in them. XMM0 the runtime uses where it notes that native code is called.
    /// </summary>
    /// <param name="other">What the other thread waits at.</param>
    /// <param name="milliseconds">As for <see cref="Wait"/>.</param>
    /// <returns>Whether the answer came.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public bool HandOver(EventCounter other, int milliseconds)
    {
        other.Add();
        return Wait(milliseconds);
    }

    /// <summary>Closes the descriptor. Nobody may wait or add any more.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _ = close(_descriptor);
        }
    }

    private static IOException Refused(string call) => new($"{call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError())}");

    // Without SetLastError: that takes a method in between, and the error number is still there when it is asked for.
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
