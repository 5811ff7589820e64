namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// The times for which a worker process has been silent, and has not stopped, as lived through and as worked at the pace of the machine. The pace is
/// measured only once one of them is long. For one thread.
/// </summary>
/// <param name="readCpuTime">Reads the CPU time of the process.</param>
internal sealed class PacedTimes(Func<TimeSpan> readCpuTime)
{
    // Before that the pace of the machine does not matter.
    private static readonly TimeSpan PaceAfter = TimeSpan.FromSeconds(1);

    private TimeSpan _sincePace;
    private TimeSpan _cpuTime;
    private TimeSpan _cpuWorked;

    /// <summary>Measures the pace of the machine: 0 where nothing gets done, 1 where as much as on a whole machine.</summary>
    public Func<double> MeasurePace { get; set; } = () => 1;

    /// <summary>The pace that was measured last; 1 where there was no reason to measure.</summary>
    public double Pace { get; private set; } = 1;

    /// <summary>The time since its last word.</summary>
    public LivedTime Silence { get; private set; }

    /// <summary>The time since it was told to stop; null before.</summary>
    public LivedTime? Stopping { get; private set; }

    /// <summary>It has spoken.</summary>
    public void EndSilence() => Silence = default;

    /// <summary>It is told to stop.</summary>
    public void BeginStop()
    {
        _cpuTime = readCpuTime();
        Stopping = default(LivedTime);
    }

    /// <summary>Counts some more time.</summary>
    /// <param name="lived">The time.</param>
    /// <param name="isSilent">Whether it has said nothing in it.</param>
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
            TakeCpuTime();
        }

        Silence = isSilent ? Silence.Plus(lived, Pace) : Silence;
        Stopping = Stopping?.Plus(lived, Pace);
    }

    /// <summary>Its CPU time since it was told to stop, at the pace of the machine.</summary>
    public TimeSpan TakeCpuTime()
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
