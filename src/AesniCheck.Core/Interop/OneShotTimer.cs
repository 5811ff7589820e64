using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// A high-resolution timer that expires once each time it is armed: timerfd_create(2). Linux only. The interrupt goes to the CPU on which the arming thread
/// runs. For one thread at a time.
/// </summary>
internal sealed unsafe partial class OneShotTimer : IDisposable
{
    private const int CLOCK_MONOTONIC = 1;
    private const int TFD_NONBLOCK = 0x800;
    private const int TFD_CLOEXEC = 0x80000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private int _descriptor;

    /// <summary>Creates a timer, which is not armed.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public OneShotTimer()
    {
        _descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
        if (_descriptor < 0)
        {
            throw Refused("timerfd_create");
        }
    }

    /// <summary>Arms the timer; replaces an earlier setting.</summary>
    /// <param name="nanoseconds">The time from now, more than 0.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public void Arm(long nanoseconds)
    {
        // struct itimerspec: two pairs of seconds and nanoseconds, 8 bytes each on x86-64; the first pair, the interval, is zero: once.
        long* setting = stackalloc long[4] { 0, 0, nanoseconds / NanosecondsPerSecond, nanoseconds % NanosecondsPerSecond };
        if (timerfd_settime(_descriptor, 0, setting, null) != 0)
        {
            throw Refused("timerfd_settime");
        }
    }

    /// <summary>Whether the timer has expired since it was armed, or since the last call. Never waits.</summary>
    public bool HasExpired()
    {
        long expirations;
        return read(_descriptor, &expirations, sizeof(long)) == sizeof(long);
    }

    /// <summary>Disarms the timer, and closes it.</summary>
    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            _ = close(_descriptor);
            _descriptor = -1;
        }
    }

    private static IOException Refused(string call) => new($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int timerfd_create(int clock, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int timerfd_settime(int descriptor, int flags, long* setting, long* before);

    [LibraryImport("libc")]
    private static partial nint read(int descriptor, void* data, nuint length);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
