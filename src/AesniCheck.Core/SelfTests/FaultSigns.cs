using AesniCheck.Basics;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>One sign of a fault at the supervisor: a miscompare or a finding.</summary>
/// <param name="Timestamp">The clock's timestamp of its arrival.</param>
/// <param name="Miscompare">The miscompare, or null.</param>
/// <param name="Finding">The finding, or null.</param>
/// <param name="MiscompareId">The id of the miscompare that the finding is about; null if it is about none. Each process numbers them anew.</param>
/// <param name="ProcessId">The worker process.</param>
internal readonly record struct FaultSign(long Timestamp, Miscompare? Miscompare, Finding? Finding, string? MiscompareId, int ProcessId);

/// <summary>
/// Passes what a supervisor learns to the thread that injects faults: the signs of faults in order, and which worker process is working. Thread-safe.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class FaultSigns(TimeProvider clock) : IRunObserver
{
    // The maximum number of worker processes in a row that end without an injected fault.
    private const int MaximumFailures = 4;

    private readonly object _gate = new();
    private readonly Queue<FaultSign> _signs = new();
    private Exposure _atStart = Exposure.None;
    private Exposure _latest = Exposure.None;
    private int _process;
    private bool _isWorking;
    private bool _closed;
    private int _failures;

    /// <summary>The worker process that is working on all CPUs; 0 if there is none.</summary>
    public int WorkingProcess
    {
        get
        {
            lock (_gate)
            {
                return _isWorking ? _process : 0;
            }
        }
    }

    /// <inheritdoc/>
    public void ProcessStarted(int processId)
    {
        lock (_gate)
        {
            _process = processId;
            _atStart = _latest;
            _isWorking = false;
        }
    }

    /// <inheritdoc/>
    public void ProcessEnded(int processId)
    {
        lock (_gate)
        {
            _failures++;
            _isWorking = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <inheritdoc/>
    public void Seen(Miscompare miscompare) => Add(miscompare, null, miscompare.Id);

    /// <inheritdoc/>
    public void Found(Finding finding, string? miscompareId) => Add(null, finding, miscompareId);

    /// <summary>Records the progress of the run.</summary>
    public void Progress(RunProgress progress)
    {
        lock (_gate)
        {
            _latest = progress.Exposure;
            if (!_isWorking && _process != 0 && HaveWorked(progress.Plan.Cpus) && HasLoad(progress.Plan.Stressors.Count))
            {
                _isWorking = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Records that a fault was injected into the worker process: its end would be no surprise.</summary>
    public void NoteInjection()
    {
        lock (_gate)
        {
            _failures = 0;
        }
    }

    /// <summary>Records that the supervisor has ended: no more signs follow.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isWorking = false;
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until a worker process is working on all CPUs, with its stressors active.</summary>
    /// <returns>Its id; 0 if there was none within that time, or there will be none because several in a row failed or the supervisor has ended.</returns>
    public int WaitForWork(TimeSpan atMost)
    {
        lock (_gate)
        {
            WaitUntil(() => _isWorking || _failures >= MaximumFailures, atMost);
            return _isWorking ? _process : 0;
        }
    }

    /// <summary>Takes the next sign.</summary>
    /// <param name="atMost">How long to wait for one.</param>
    /// <param name="sign">The sign.</param>
    /// <returns>Whether there was one within that time.</returns>
    public bool TryTake(TimeSpan atMost, out FaultSign sign)
    {
        lock (_gate)
        {
            WaitUntil(() => _signs.Count > 0, atMost);
            return _signs.TryDequeue(out sign);
        }
    }

    /// <summary>Takes the next sign if it has already arrived and is older than a timestamp.</summary>
    /// <param name="timestamp">The clock's timestamp.</param>
    /// <param name="sign">The sign.</param>
    public bool TryTakeBefore(long timestamp, out FaultSign sign)
    {
        lock (_gate)
        {
            sign = default;
            return _signs.TryPeek(out FaultSign next) && next.Timestamp < timestamp && _signs.TryDequeue(out sign);
        }
    }

    private bool HaveWorked(IReadOnlyList<int> cpus)
    {
        Dictionary<int, long> before = Calls(_atStart);
        Dictionary<int, long> now = Calls(_latest);
        return cpus.All(cpu => now.GetValueOrDefault(cpu) > before.GetValueOrDefault(cpu));
    }

    private static Dictionary<int, long> Calls(Exposure exposure) => exposure.Cpus.ToDictionary(cpu => cpu.Cpu, cpu => cpu.Probes.Total(probe => probe.Calls));

    private bool HasLoad(int planned) =>
        planned == 0 || _latest.Stressors.Total(stressor => stressor.Events) > _atStart.Stressors.Total(stressor => stressor.Events);

    private void Add(Miscompare? miscompare, Finding? finding, string? miscompareId)
    {
        long timestamp = clock.GetTimestamp();
        lock (_gate)
        {
            _signs.Enqueue(new FaultSign(timestamp, miscompare, finding, miscompareId, _process));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits, with the gate held.</summary>
    private void WaitUntil(Func<bool> condition, TimeSpan atMost)
    {
        long begin = clock.GetTimestamp();
        while (!condition() && !_closed && atMost - clock.GetElapsedTime(begin) is { Ticks: > 0 } left)
        {
            Monitor.Wait(_gate, left);
        }
    }
}
