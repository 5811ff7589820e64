using AesniCheck.Interop;

namespace AesniCheck.Execution.Worker;

/// <summary>Where a worker is and what has happened to it so far, read by itself between two turns. What happened in a turn is the difference.</summary>
/// <param name="Cpu">The CPU that it is on.</param>
/// <param name="Ticks">The time on the clock of the run, in units of 100 ns.</param>
/// <param name="Usage">What the kernel counted for its thread.</param>
/// <param name="Signals">The signals that were sent to it.</param>
internal readonly record struct WorkerReading(int Cpu, long Ticks, ThreadUsage Usage, long Signals)
{
    /// <summary>Reads all of it for the calling thread.</summary>
    /// <param name="clock">The clock of the run.</param>
    /// <param name="signals">The signals that were sent to it.</param>
    public static WorkerReading Now(TimeProvider clock, long signals) => new(
        Scheduling.CurrentCpu(),
        clock.GetElapsedTime(0, clock.GetTimestamp()).Ticks,
        ResourceUsage.OfCurrentThread(),
        signals);
}
