using System.Globalization;
using AesniCheck.Host;
using AesniCheck.Planning;
using AesniCheck.Reports;

namespace AesniCheck.Execution;

/// <summary>Ends a worker process that does not do what all of them do: speak, stop when told to, and leave memory to others. For one thread.</summary>
/// <param name="worker">The process.</param>
/// <param name="plan">What it has to do.</param>
/// <param name="limits">What it may do.</param>
internal sealed class Watchdog(IWorkerHandle worker, RunPlan plan, WorkerLimits limits)
{
    /// <summary>How long to wait for a word before looking at the process anyway.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly long _maximumMemory = limits.MemoryBytes(plan);
    private readonly Starvation _starvation = new();
    private TimeSpan _maximumSilence = limits.MaximumStart;
    private TimeSpan _silence;
    private TimeSpan _now;
    private TimeSpan _memorySeen;
    private TimeSpan? _stopSent;
    private TimeSpan _cpuTimeAtStop;
    private bool _isKilled;
    private bool _isHeld;
    private bool _hasSpoken;
    private MemoryUse _peak;

    /// <summary>What the process did and was ended for, to be put behind its name; null where nothing.</summary>
    public string? KilledBecause { get; private set; }

    /// <summary>Why it was ended, in a sentence, where that is not its fault; or null.</summary>
    public string? Excuse { get; private set; }

    /// <summary>The most memory that it was seen to take; null before its first word, when it has only begun.</summary>
    public MemoryUse? Peak => _hasSpoken ? _peak : null;

    /// <summary>Whether it was told to stop.</summary>
    public bool IsStopping => _stopSent is not null;

    /// <summary>It has sent an event.</summary>
    public void Heard()
    {
        _hasSpoken = true;
        _silence = TimeSpan.Zero;
        _starvation.Reset();
        _maximumSilence = plan.UnderMemoryPressure ? limits.MaximumSilenceUnderPressure : limits.MaximumSilence;
    }

    /// <summary>It has sent nothing for a tick.</summary>
    public void Waited()
    {
        // Counted in ticks that this process lived through: a guest that was paused for a minute has not hung.
        _silence += Tick;
        LookAtMemory();
        if (_silence > Tick && !_isKilled)
        {
            IReadOnlyDictionary<int, ThreadStat> threads = worker.ReadThreads();
            _starvation.Look(threads);
            _isHeld = threads.Count > 0 && threads.Values.All(thread => thread.State is 'T' or 't');
        }
    }

    /// <summary>Tells it to stop.</summary>
    public void Stop()
    {
        worker.Send("stop");
        _stopSent = _now;
        _cpuTimeAtStop = worker.CpuTime;
    }

    /// <summary>Ends it for something that has been told already.</summary>
    public void Kill()
    {
        if (!_isKilled)
        {
            worker.Kill();
            _isKilled = true;
        }
    }

    /// <summary>Looks whether it is to be ended.</summary>
    /// <param name="elapsed">The time since the run began.</param>
    /// <param name="spokeNonsense">Whether it has just sent what is no event: that is no sign of life.</param>
    public void Look(TimeSpan elapsed, bool spokeNonsense)
    {
        TimeSpan passed = elapsed - _now;
        _now = elapsed;
        if (spokeNonsense)
        {
            _silence += passed < Tick ? passed : Tick;
        }

        if (_now - _memorySeen >= Tick)
        {
            LookAtMemory();
        }

        if (_silence >= _maximumSilence)
        {
            EndSilence();
        }
        else if (_now - _stopSent >= limits.MaximumStop && !_isKilled)
        {
            EndStop(worker.CpuTime - _cpuTimeAtStop);
        }
    }

    private void LookAtMemory()
    {
        _memorySeen = _now;
        MemoryUse memory = _isKilled ? default : worker.Memory;
        _peak = MemoryUse.Max(_peak, memory);
        if (memory.Resident > _maximumMemory)
        {
            KillBecause($"took {Quantities.Bytes(memory.Resident)} of memory, more than the {Quantities.Bytes(_maximumMemory)} that it has use for,");
        }
    }

    private void EndSilence()
    {
        if (_starvation.Cause(Tick) is not { } cause)
        {
            string held = _isHeld ? ", all its threads stopped by somebody (SIGSTOP, or a debugger)," : "";
            KillBecause(string.Create(CultureInfo.InvariantCulture, $"said nothing for {_silence.TotalSeconds:0.#} s{held}"));
        }
        else if (_silence >= limits.MaximumSilenceUnderPressure && !_isKilled)
        {
            Kill();
            Excuse = string.Create(
                CultureInfo.InvariantCulture,
                $"The worker process was ended, as it had said nothing for {_silence.TotalSeconds:0.#} s; {cause}.");
        }
    }

    private void EndStop(TimeSpan cpuTime)
    {
        if (cpuTime >= limits.CpuTimeOfAHang)
        {
            KillBecause(string.Create(CultureInfo.InvariantCulture, $"did not stop in {limits.MaximumStop.TotalSeconds:0.#} s"));
            return;
        }

        Kill();
        Excuse = string.Create(
            CultureInfo.InvariantCulture,
            $"The worker process was ended, as it had not stopped {limits.MaximumStop.TotalSeconds:0.#} s after it was told to; it had had a CPU for {cpuTime.TotalSeconds:0.#} s of them.");
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
