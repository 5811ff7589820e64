using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Starts worker processes.</summary>
internal interface IWorkerLauncher
{
    /// <summary>Starts one.</summary>
    /// <exception cref="InvalidOperationException">It could not be started; the message says why.</exception>
    IWorkerHandle Start();
}

/// <summary>A worker process, as its supervisor holds it.</summary>
internal interface IWorkerHandle : IDisposable
{
    /// <summary>Its process id.</summary>
    int ProcessId { get; }

    /// <summary>The time for which all its threads together had a CPU; zero where that is not known any more.</summary>
    TimeSpan CpuTime { get; }

    /// <summary>The memory that it takes; zero where that is not known any more.</summary>
    MemoryUse Memory { get; }

    /// <summary>Its event pipe: lines of UTF-8, as long as nothing is broken. Ends when the process ends.</summary>
    Stream Events { get; }

    /// <summary>What each of its threads does now, by the kernel's ids; none where it has ended.</summary>
    IReadOnlyDictionary<int, ThreadStat> ReadThreads();

    /// <summary>What has stopped it, or threads of it, from outside; null where nothing has.</summary>
    /// <param name="threads">What each of its threads does now.</param>
    OutsideStop? FindStop(IReadOnlyDictionary<int, ThreadStat> threads) => OutsideStop.Of(threads);

    /// <summary>Writes a line to its input: the plan first, then whatever makes it stop. Does nothing when it is gone.</summary>
    void Send(string line);

    /// <summary>Ends it at once.</summary>
    void Kill();

    /// <summary>Waits for its end, after its events have ended.</summary>
    WorkerExit WaitForExit();
}

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">Its exit code, or null when a signal ended it.</param>
/// <param name="Signal">That signal's name, or null.</param>
/// <param name="StandardError">The last lines that it wrote to standard error.</param>
internal sealed record WorkerExit(int? ExitCode, string? Signal, IReadOnlyList<string> StandardError)
{
    /// <summary>The calls of ciphers that had not come back, as <see cref="CallSlots.ReadActive"/> tells of them.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];
}
