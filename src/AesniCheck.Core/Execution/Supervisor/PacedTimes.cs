namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// How long a worker process has been silent, and how long it has been stopping, both as lived time and as work at the pace of the machine. The
/// pace is measured only once one of them is long. Not thread-safe.
/// </summary>
/// <param name="readCpuTime">Reads the CPU time of the process.</param>
internal sealed class PacedTimes(Func<TimeSpan> readCpuTime)
{
    // Shorter times do not need the pace of the machine.
    private static readonly TimeSpan PaceAfter = TimeSpan.FromSeconds(1);

    private TimeSpan _sincePace;
    private TimeSpan _cpuTime;
    private TimeSpan _cpuWorked;

    /// <summary>Measures the pace of the machine, from 0, if nothing gets done, to 1, full pace.</summary>
    public Func<double> MeasurePace { get; set; } = () => 1;

    /// <summary>The last measured pace; 1 if there was no reason to measure.</summary>
    public double Pace { get; private set; } = 1;

    /// <summary>The time since the last event.</summary>
    public LivedTime Silence { get; private set; }

    /// <summary>The time since the process was told to stop; null before.</summary>
    public LivedTime? Stopping { get; private set; }

    /// <summary>Records that an event has arrived.</summary>
    public void EndSilence() => Silence = default;

    /// <summary>Records that the process is told to stop.</summary>
    public void BeginStop()
    {
        _cpuTime = readCpuTime();
        Stopping = default(LivedTime);
    }

    /// <summary>Adds time.</summary>
    /// <param name="lived">The time to add.</param>
    /// <param name="isSilent">Whether the process sent nothing in it.</param>
    /// <param name="dependsOnPace">Whether a faster machine would have done more in it.</param>
    public void Count(TimeSpan lived, bool isSilent, bool dependsOnPace)
    {
        _sincePace += lived;
        if (Silence.Lived < PaceAfter && !(Stopping?.Lived >= PaceAfter))
        {
            Pace = 1;
        }
        else if (_sincePace >= Watchdog.Tick)
        {
            Pace = dependsOnPace ? MeasurePace() : 1;
            _sincePace = TimeSpan.Zero;
            ReadPacedCpuTime();
        }

        Silence = isSilent ? Silence.Plus(lived, Pace) : Silence;
        Stopping = Stopping?.Plus(lived, Pace);
    }

    /// <summary>Returns the process's CPU time since it was told to stop, scaled by the pace of the machine.</summary>
    public TimeSpan ReadPacedCpuTime()
    {
        if (Stopping is not null)
        {
            TimeSpan cpuTime = readCpuTime();
            _cpuWorked += (cpuTime - _cpuTime) * Pace;
            _cpuTime = cpuTime;
        }

        return _cpuWorked;
    }
}
