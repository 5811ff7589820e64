using System.Runtime.InteropServices;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>
/// Puts the calling thread and one that it leads through instructions before all others for as long as this lives: each step takes both of them, and where others
/// have the CPUs, it takes a hundred times as long as it could. Without the right to do so nothing changes.
/// </summary>
internal sealed partial class RaisedPriority : IDisposable
{
    // setpriority(2): PRIO_PROCESS is a thread, if the number is a thread's.
    private const int OneThread = 0;
    private const int CallingThread = 0;
    private const int Highest = -20;
    private const int Usual = 0;

    private readonly int _thread;

    /// <param name="thread">The kernel's id of the other thread.</param>
    public RaisedPriority(int thread)
    {
        _thread = thread;
        Set(Highest);
    }

    /// <inheritdoc/>
    public void Dispose() => Set(Usual);

    private void Set(int nice)
    {
        _ = setpriority(OneThread, _thread, nice);
        _ = setpriority(OneThread, CallingThread, nice);
    }

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int nice);
}
