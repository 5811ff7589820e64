using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host.Limits;
using AesniCheck.Plans;

namespace AesniCheck.Execution.Supervisor;

/// <summary>For how long something outside had stopped a worker process, or threads of it, and whether that took too much of the run. For one thread.</summary>
internal sealed class StopTally
{
    // A debugger that attaches, or a look by strace, is no event for a record.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    // Of the run's time. What has lost more has not been exposed as long as was asked for.
    private const double GreatestShare = 0.1;

    private OutsideStop? _widest;
    private TimeSpan _present;

    /// <summary>What has stopped it at the last look; null where nothing had.</summary>
    public OutsideStop? Now { get; private set; }

    /// <summary>For how long it has been stopped without a break up to the last look.</summary>
    public TimeSpan Unbroken => Now is null ? TimeSpan.Zero : _present;

    /// <summary>For how long altogether.</summary>
    public TimeSpan Total { get; private set; }

    /// <summary>Whether it is worth a word.</summary>
    public bool IsAny => Total >= Least;

    /// <summary>Takes a look.</summary>
    /// <param name="stop">What has stopped it now; null where nothing has.</param>
    /// <param name="time">The time since the last look.</param>
    public void Look(OutsideStop? stop, TimeSpan time)
    {
        _present = Now is null ? TimeSpan.Zero : _present;
        Now = stop;
        if (stop is null)
        {
            return;
        }

        _present += time;
        Total += time;

        // As a debugger comes and goes, some of the threads are stopped and some are not yet.
        _widest = _widest is null || Width(stop) >= Width(_widest) ? stop : _widest;
    }

    /// <summary>Whether that took more of the run than a pass can do without.</summary>
    public bool IsTooMuch(RunPlan plan) => Total >= GreatestShare * plan.Duration;

    /// <summary>A sentence about it, without its end: <c>The worker process was stopped from outside (SIGSTOP) for 12.1 s</c>.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"{(_widest?.Threads is { } threads ? $"{Quantities.Of(threads, "thread")} of the worker process {(threads == 1 ? "was" : "were")}" : "The worker process was")} stopped from outside ({_widest?.By}) for {Total.TotalSeconds:0.#} s");

    private static int Width(OutsideStop stop) => stop.Threads ?? int.MaxValue;
}
