using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;
using AesniCheck.Plans;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Ends a worker process that stops sending events, does not stop when told to, or takes too much memory. Its limits count the time that this
/// process lived through, at the pace of the machine, without the time for which the worker process was stopped from outside. Not thread-safe.
/// </summary>
/// <param name="worker">The worker process.</param>
/// <param name="plan">Its plan.</param>
/// <param name="limits">Its limits.</param>
internal sealed class Watchdog(IWorkerHandle worker, RunPlan plan, WorkerLimits limits)
{
    /// <summary>How long to wait for an event before checking the process anyway.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // A process that sends events is checked all the same: single threads may be stopped.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly long _maximumMemory = limits.MemoryBytes(plan);
    private readonly Starvation _starvation = new();
    private readonly PacedTimes _times = new(() => worker.CpuTime);
    private TimeSpan _now;
    private TimeSpan _memorySeen;
    private TimeSpan _stoppingHeld;
    private TimeSpan _sinceLook;
    private TimeSpan _sinceKill;
    private bool _hasWaited;
    private bool _couldRun;
    private bool _isKilled;
    private bool _hasSpoken;
    private bool _wasStopped;
    private MemoryUse _peak;

    /// <summary>Measures the pace of the machine, from 0, if nothing gets done, to 1, full pace.</summary>
    public Func<double> MeasurePace { get => _times.MeasurePace; init => _times.MeasurePace = value; }

    /// <summary>The reason why the process was ended, as words that follow its name; null if none.</summary>
    public string? KilledBecause { get; private set; }

    /// <summary>The reason why it was ended through no fault of its own, in a sentence; or null.</summary>
    public string? Excuse { get; private set; }

    /// <summary>The highest memory use seen; null before the first event, when the process has only begun.</summary>
    public MemoryUse? Peak => _hasSpoken ? _peak : null;

    /// <summary>The stops from outside.</summary>
    public StopTally Stops { get; } = new();

    /// <summary>Whether the process was told to stop.</summary>
    public bool IsStopping => _times.Stopping is not null;

    /// <summary>Whether the process was killed but has not ended for so long that waiting is pointless.</summary>
    public bool IsAbandoned => _sinceKill >= limits.MaximumEnd;

    /// <summary>Whether the process has begun its work: it has reported known answers or a block.</summary>
    public bool HasBegun { get; set; }

    /// <summary>
    /// Whether the process has reported verified blocks. Before, it may be silent for as long as at its start: it compiles the loops of the probes and
    /// makes the memory of the stressors, with all threads at once.
    /// </summary>
    public bool IsVerifying { get; set; }

    /// <summary>Records that an event has arrived.</summary>
    public void EventReceived()
    {
        _hasSpoken = true;
        _times.EndSilence();
        _wasStopped = false;
        _starvation.Reset();
    }

    /// <summary>Records that no event has arrived for a tick.</summary>
    public void TickPassed()
    {
        _hasWaited = true;
        LookAtMemory();
    }

    /// <summary>Tells the process to stop.</summary>
    public void Stop()
    {
        _times.BeginStop();
        worker.Send("stop");
    }

    /// <summary>Kills the process for a reason that has already been reported.</summary>
    public void Kill()
    {
        if (!_isKilled)
        {
            worker.Kill();
            _isKilled = true;
        }
    }

    /// <summary>Checks the process, and ends it if a limit is exceeded.</summary>
    /// <param name="elapsed">The time since the run began.</param>
    /// <param name="sentMalformed">Whether it has just sent a malformed event, which is not a sign of life.</param>
    public void Look(TimeSpan elapsed, bool sentMalformed)
    {
        // A guest that was paused for a minute has not hung: at most one tick is counted.
        TimeSpan passed = elapsed - _now;
        TimeSpan lived = _hasWaited || passed > Tick ? Tick : passed;
        bool isSilent = _hasWaited || sentMalformed;
        _now = elapsed;
        _hasWaited = false;
        if (_now - _memorySeen >= Tick)
        {
            LookAtMemory();
        }

        if (_isKilled)
        {
            _sinceKill += lived;
            return;
        }

        // Stops are measured by the clock, even if this process itself runs late, but by at most one interval, in case it was stopped too.
        _sinceLook += passed < lived ? lived : passed > LookInterval ? LookInterval : passed;
        if ((isSilent && _times.Silence.Lived > TimeSpan.Zero) || _sinceLook >= LookInterval)
        {
            LookAtThreads(isSilent);
        }

        if (Stops.Now is not null)
        {
            Hold(isSilent, lived);
            return;
        }

        // A silent process without a runnable thread waits for something that a faster machine would not speed up.
        _times.Count(lived, isSilent, dependsOnPace: _couldRun || !isSilent);
        if (isSilent && _times.Silence.Lived >= MaximumSilence)
        {
            EndSilence();
        }

        if (!_isKilled && _times.Stopping is { } stopping && (stopping.Worked >= limits.MaximumStop || stopping.Lived >= LongestStop))
        {
            EndStop(stopping);
        }
    }

    /// <summary>Returns why the process ended through no fault of its own, in a sentence; or null. An outside stop before the end suggests an outside kill.</summary>
    public string? ExcuseOf(WorkerExit exit) =>
        exit.Signal != "SIGKILL" ? null
        : Excuse ?? (!_isKilled && _wasStopped ? $"{Stops.Sentence}, and then killed." : null);

    private TimeSpan MaximumSilence =>
        plan.UnderMemoryPressure ? limits.MaximumSilenceUnderPressure
        : IsVerifying ? limits.MaximumSilence
        : limits.MaximumStart;

    private TimeSpan LongestStop => limits.MaximumStarvation > limits.MaximumStop ? limits.MaximumStarvation : limits.MaximumStop;

    private void LookAtMemory()
    {
        _memorySeen = _now;
        MemoryUse memory = _isKilled ? default : worker.Memory;
        _peak = MemoryUse.Max(_peak, memory);
        if (memory.Resident > _maximumMemory)
        {
            KillBecause($"took {Quantities.Bytes(memory.Resident)} of memory, more than the {Quantities.Bytes(_maximumMemory)} that it needs,");
        }
    }

    private void LookAtThreads(bool isSilent)
    {
        IReadOnlyDictionary<int, ThreadStat> threads = worker.ReadThreads();
        if (threads.Values.All(thread => thread.State is 'Z' or 'X'))
        {
            // It has ended, or the system hides it: the earlier state stays.
            _sinceLook = TimeSpan.Zero;
            if (isSilent)
            {
                _starvation.Look(threads);
            }

            return;
        }

        Stops.Look(worker.FindStop(threads), Stops.Now is null ? Tick : _sinceLook);
        _wasStopped |= Stops.Now is not null;
        _couldRun = threads.Values.Any(thread => thread.State == 'R');
        _sinceLook = TimeSpan.Zero;
        if (Stops.Now is not null)
        {
            _starvation.Reset();
        }
        else if (isSilent)
        {
            _starvation.Look(threads);
        }
    }

    /// <summary>Handles a stop from outside, for which the process cannot be blamed. It may continue; but no run waits for ever.</summary>
    private void Hold(bool isSilent, TimeSpan lived)
    {
        _stoppingHeld += IsStopping ? lived : TimeSpan.Zero;
        if (_stoppingHeld >= limits.MaximumSilence || (isSilent && Stops.Unbroken >= limits.MaximumSilenceUnderPressure))
        {
            KillExcused($"{Stops.Sentence}, and was then ended.");
        }
    }

    private void EndSilence()
    {
        if (_starvation.Cause(Tick) is { } cause)
        {
            if (_times.Silence.Lived >= limits.MaximumSilenceUnderPressure)
            {
                KillExcused(string.Create(
                    CultureInfo.InvariantCulture, $"The worker process was ended because it had sent no event for {_times.Silence.Lived.TotalSeconds:0.#} s; {cause}."));
            }
        }
        else if (_times.Silence.Worked >= MaximumSilence)
        {
            KillBecause(string.Create(CultureInfo.InvariantCulture, $"sent no event for {_times.Silence.Lived.TotalSeconds:0.#} s"));
        }
        else if (_times.Silence.Lived >= limits.MaximumStarvation)
        {
            KillExcused(string.Create(
                CultureInfo.InvariantCulture, $"The worker process was ended because it had sent no event for {_times.Silence.Lived.TotalSeconds:0.#} s{Begun}; {Slow(_times.Silence)}."));
        }
    }

    private void EndStop(LivedTime stopping)
    {
        TimeSpan cpuTime = _times.ReadPacedCpuTime();
        string seconds = stopping.Lived.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        if (!HasBegun)
        {
            KillExcused($"The worker process was ended because it had not begun its work {seconds} s after it was told to stop: it was starved{(_times.Pace < 1 ? $", and {Slow(stopping)}" : "")}.");
        }
        else if (stopping.Worked < limits.MaximumStop)
        {
            KillExcused($"The worker process was ended because it had not stopped {seconds} s after the request; {Slow(stopping)}.");
        }
        else if (cpuTime >= limits.CpuTimeOfAHang)
        {
            KillBecause($"did not stop in {seconds} s");
        }
        else
        {
            KillExcused(string.Create(
                CultureInfo.InvariantCulture,
                $"The worker process was ended because it had not stopped {seconds} s after the request; its CPU time in them was {cpuTime.TotalSeconds:0.#} s."));
        }
    }

    private string Begun => HasBegun ? "" : " and had not begun its work";

    private static string Slow(LivedTime time) => string.Create(
        CultureInfo.InvariantCulture,
        $"this machine was too slow: in {time.Lived.TotalSeconds:0.#} s it did the work of {time.Worked.TotalSeconds:0.#} s of a slow CPU, whatever its clock says");

    private void KillExcused(string excuse)
    {
        Kill();
        Excuse = excuse;
    }

    private void KillBecause(string what)
    {
        if (!_isKilled)
        {
            Kill();
            KilledBecause = what;
        }
    }
}
