using AesniCheck.Execution.Supervisor;
using AesniCheck.Records;

namespace AesniCheck.Cli.Progress;

/// <summary>What the CPUs have done in the last second or so. For one thread.</summary>
internal sealed class RecentWork
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private Moment _from = new(TimeSpan.Zero, Exposure.None);
    private Moment _to = new(TimeSpan.Zero, Exposure.None);

    /// <summary>The bytes that all CPUs verified in a second.</summary>
    public double BytesPerSecond { get; private set; }

    /// <summary>Takes note of how far the run has come.</summary>
    public void Take(RunProgress progress)
    {
        // In the first second the beginning of the run is what everything is compared with.
        bool isEarly = progress.Elapsed < Interval;
        if (!isEarly && progress.Elapsed - _to.Elapsed < Interval)
        {
            return;
        }

        _from = isEarly ? _from : _to;
        _to = new Moment(progress.Elapsed, progress.Exposure);
        BytesPerSecond = Math.Max(0, BytesOf(_to.Exposure) - BytesOf(_from.Exposure)) / Seconds;
    }

    /// <summary>What each CPU of a plan did, in the plan's order.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="faulty">The CPUs that have findings.</param>
    public CpuWork[] Cpus(RunProgress progress, IReadOnlySet<int> faulty)
    {
        var before = _from.Exposure.Cpus.ToDictionary(cpu => cpu.Cpu);
        var after = _to.Exposure.Cpus.ToDictionary(cpu => cpu.Cpu);
        var sums = progress.Exposure.Cpus.ToDictionary(cpu => cpu.Cpu);
        double exposedSeconds = _to.Exposure.Seconds - _from.Exposure.Seconds;
        return
        [
            .. progress.Plan.Cpus.Select(number =>
            {
                CpuExposure? old = before.GetValueOrDefault(number);
                CpuExposure? recent = after.GetValueOrDefault(number);
                double liveSeconds = (recent?.Events.LiveSeconds ?? 0) - (old?.Events.LiveSeconds ?? 0);
                return new CpuWork(
                    number,
                    Math.Max(0, (recent?.Bytes ?? 0) - (old?.Bytes ?? 0)) / Seconds,
                    exposedSeconds > 0 ? Math.Clamp(liveSeconds / exposedSeconds, 0, 1) : 0,
                    faulty.Contains(number),
                    sums.GetValueOrDefault(number) ?? new CpuExposure(number, [], WorkerEvents.None));
            }),
        ];
    }

    /// <summary>All bytes of an exposure, also beyond 64 bits, where their count ends and a difference would be nothing.</summary>
    private static double BytesOf(Exposure exposure) => exposure.Parts.Sum(part => (double)part.Bytes);

    private double Seconds => Math.Max(0.001, (_to.Elapsed - _from.Elapsed).TotalSeconds);

    private readonly record struct Moment(TimeSpan Elapsed, Exposure Exposure);
}

/// <summary>What one CPU does.</summary>
/// <param name="Cpu">The kernel's number of it.</param>
/// <param name="BytesPerSecond">The bytes verified on it in each of the last seconds.</param>
/// <param name="LiveShare">The part of that time, 0 to 1, in which vector registers were live on it.</param>
/// <param name="HasFinding">Whether something was found on it.</param>
/// <param name="Sum">What was done on it from the beginning.</param>
internal sealed record CpuWork(int Cpu, double BytesPerSecond, double LiveShare, bool HasFinding, CpuExposure Sum);
