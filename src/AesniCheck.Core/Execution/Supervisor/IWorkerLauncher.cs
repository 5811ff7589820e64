using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Starts worker processes.</summary>
internal interface IWorkerLauncher
{
    /// <summary>Starts a worker process.</summary>
    /// <exception cref="InvalidOperationException">It could not be started; the message says why.</exception>
    IWorkerHandle Start();
}

/// <summary>A worker process, from the supervisor's view.</summary>
internal interface IWorkerHandle : IDisposable
{
    /// <summary>The process id.</summary>
    int ProcessId { get; }

    /// <summary>The CPU time of all threads together; zero if unknown, as after the end of the process.</summary>
    TimeSpan CpuTime { get; }

    /// <summary>The memory use; zero if unknown, as after the end of the process.</summary>
    MemoryUse Memory { get; }

    /// <summary>The event pipe: lines of UTF-8, as long as nothing is broken. Ends when the process ends.</summary>
    Stream Events { get; }

    /// <summary>Reads the state of each thread, by the kernel's ids; empty if the process has ended.</summary>
    IReadOnlyDictionary<int, ThreadStat> ReadThreads();

    /// <summary>Returns the stop from outside that holds the process or some of its threads; null if none.</summary>
    /// <param name="threads">The state of each thread.</param>
    ExternalStop? FindStop(IReadOnlyDictionary<int, ThreadStat> threads) => ExternalStop.Of(threads);

    /// <summary>Writes a line to the process's input: the plan first, then a line to stop. Does nothing if the process has ended.</summary>
    void Send(string line);

    /// <summary>Kills the process.</summary>
    void Kill();

    /// <summary>Waits for the end of the process, after its events have ended.</summary>
    WorkerExit WaitForExit();
}

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">The exit code; null if a signal ended the process.</param>
/// <param name="Signal">The name of that signal, or null.</param>
/// <param name="StandardError">The last lines of standard error.</param>
internal sealed record WorkerExit(int? ExitCode, string? Signal, IReadOnlyList<string> StandardError)
{
    /// <summary>The cipher calls that had not returned; see <see cref="CallSlots.ReadActive"/>.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];
}
