using AesniCheck.Host.Counters;

namespace AesniCheck.Host.Limits;

/// <summary>What has stopped a process, or threads of it: not the process itself, and neither its CPU nor its kernel.</summary>
/// <param name="Threads">How many threads are stopped; null where the whole process is.</param>
/// <param name="By">By what, for parentheses: <c>SIGSTOP</c>.</param>
internal sealed record OutsideStop(int? Threads, string By)
{
    /// <summary>What is said where a stop signal was sent and its number is unknown.</summary>
    public const string AnySignal = "SIGSTOP or a similar signal";

    /// <summary>What is said where a tracer's name is unknown.</summary>
    public const string AnyTracer = "a debugger or tracer";

    /// <summary>Whether a thread is stopped by a signal (T) or by a tracer (t).</summary>
    public static bool IsStopped(ThreadStat thread) => thread.State is 'T' or 't';

    /// <summary>What the states of threads alone say; null where none is stopped.</summary>
    public static OutsideStop? Of(IReadOnlyDictionary<int, ThreadStat> threads)
    {
        int stopped = threads.Values.Count(IsStopped);
        return stopped == 0
            ? null
            : new OutsideStop(stopped == threads.Count ? null : stopped, threads.Values.Any(thread => thread.State == 't') ? AnyTracer : AnySignal);
    }
}
