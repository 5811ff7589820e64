using AesniCheck.Interop;

namespace AesniCheck.Execution.Worker;

/// <summary>The CPU and the event counts of a worker, read by itself between two turns. The events of a turn are the difference of two readings.</summary>
/// <param name="Cpu">The worker's CPU.</param>
/// <param name="Ticks">The time on the clock of the run, in units of 100 ns.</param>
/// <param name="Usage">The kernel's counts for its thread.</param>
/// <param name="Signals">The number of signals sent to it.</param>
internal readonly record struct WorkerReading(int Cpu, long Ticks, ThreadUsage Usage, long Signals)
{
    /// <summary>Takes a reading for the calling thread.</summary>
    /// <param name="clock">The clock of the run.</param>
    /// <param name="signals">The number of signals sent to it.</param>
    public static WorkerReading Now(TimeProvider clock, long signals) => new(
        Scheduling.CurrentCpu(),
        clock.GetElapsedTime(0, clock.GetTimestamp()).Ticks,
        ResourceUsage.OfCurrentThread(),
        signals);
}
