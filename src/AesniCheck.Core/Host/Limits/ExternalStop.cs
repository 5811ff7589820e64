using AesniCheck.Host.Counters;

namespace AesniCheck.Host.Limits;

/// <summary>A stop of a process, or of some of its threads, from outside: not by the process itself, its CPU or its kernel.</summary>
/// <param name="Threads">The number of stopped threads; null if the whole process is stopped.</param>
/// <param name="By">The cause, as text for parentheses: <c>SIGSTOP</c>.</param>
internal sealed record ExternalStop(int? Threads, string By)
{
    /// <summary>The cause if a stop signal was sent and its number is unknown.</summary>
    public const string AnySignal = "SIGSTOP or a similar signal";

    /// <summary>The cause if the name of a tracer is unknown.</summary>
    public const string AnyTracer = "a debugger or tracer";

    /// <summary>Whether a thread is stopped by a signal (T) or by a tracer (t).</summary>
    public static bool IsStopped(ThreadStat thread) => thread.State is 'T' or 't';

    /// <summary>Returns the stop that the states of threads alone show; null if no thread is stopped.</summary>
    public static ExternalStop? Of(IReadOnlyDictionary<int, ThreadStat> threads)
    {
        int stopped = threads.Values.Count(IsStopped);
        return stopped == 0
            ? null
            : new ExternalStop(stopped == threads.Count ? null : stopped, threads.Values.Any(thread => thread.State == 't') ? AnyTracer : AnySignal);
    }
}
