using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host.Limits;
using AesniCheck.Plans;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Sums up how long a worker process, or some of its threads, was stopped from outside, and decides whether that took too much of the run. Not thread-safe.</summary>
internal sealed class StopTally
{
    // A debugger that attaches, or a short strace, is not worth recording.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    // A share of the run's time. With a larger loss the exposure is shorter than requested.
    private const double GreatestShare = 0.1;

    private ExternalStop? _widest;
    private TimeSpan _present;

    /// <summary>The stop at the last reading; null if none.</summary>
    public ExternalStop? Now { get; private set; }

    /// <summary>The uninterrupted length of the present stop, up to the last reading.</summary>
    public TimeSpan Unbroken => Now is null ? TimeSpan.Zero : _present;

    /// <summary>The total length of all stops.</summary>
    public TimeSpan Total { get; private set; }

    /// <summary>Whether the total is worth reporting.</summary>
    public bool IsAny => Total >= Least;

    /// <summary>Takes a reading.</summary>
    /// <param name="stop">The present stop; null if none.</param>
    /// <param name="time">The time since the last reading.</param>
    public void Look(ExternalStop? stop, TimeSpan time)
    {
        _present = Now is null ? TimeSpan.Zero : _present;
        Now = stop;
        if (stop is null)
        {
            return;
        }

        _present += time;
        Total += time;

        // While a debugger attaches or detaches, only some of the threads are stopped.
        _widest = _widest is null || Width(stop) >= Width(_widest) ? stop : _widest;
    }

    /// <summary>Whether the stops took too much of the run for a pass.</summary>
    public bool IsTooMuch(RunPlan plan) => Total >= GreatestShare * plan.Duration;

    /// <summary>A sentence about the stops, without its end: <c>The worker process was stopped from outside (SIGSTOP) for 12.1 s</c>.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"{(_widest?.Threads is { } threads ? $"{Quantities.Of(threads, "thread")} of the worker process {(threads == 1 ? "was" : "were")}" : "The worker process was")} stopped from outside ({_widest?.By}) for {Total.TotalSeconds:0.#} s");

    private static int Width(ExternalStop stop) => stop.Threads ?? int.MaxValue;
}
