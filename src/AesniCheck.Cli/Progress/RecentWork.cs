using AesniCheck.Execution.Supervisor;
using AesniCheck.Records;

namespace AesniCheck.Cli.Progress;

/// <summary>The work of the CPUs in about the last second. Not thread-safe.</summary>
internal sealed class RecentWork
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private Moment _from = new(TimeSpan.Zero, Exposure.None);
    private Moment _to = new(TimeSpan.Zero, Exposure.None);

    /// <summary>The bytes that all CPUs together verified per second.</summary>
    public double BytesPerSecond { get; private set; }

    /// <summary>Records the progress of the run.</summary>
    public void Take(RunProgress progress)
    {
        // In the first second, everything is compared with the start of the run.
        bool isEarly = progress.Elapsed < Interval;
        if (!isEarly && progress.Elapsed - _to.Elapsed < Interval)
        {
            return;
        }

        _from = isEarly ? _from : _to;
        _to = new Moment(progress.Elapsed, progress.Exposure);
        BytesPerSecond = Math.Max(0, BytesOf(_to.Exposure) - BytesOf(_from.Exposure)) / Seconds;
    }

    /// <summary>Returns the work of each CPU of a plan, in the plan's order.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="faulty">The CPUs with findings.</param>
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
                    sums.GetValueOrDefault(number) ?? new CpuExposure(number, [], WorkerEventCounts.None));
            }),
        ];
    }

    /// <summary>Returns all bytes of an exposure, also beyond 64 bits, where their count saturates and a difference would be zero.</summary>
    private static double BytesOf(Exposure exposure) => exposure.Parts.Sum(part => (double)part.Bytes);

    private double Seconds => Math.Max(0.001, (_to.Elapsed - _from.Elapsed).TotalSeconds);

    private readonly record struct Moment(TimeSpan Elapsed, Exposure Exposure);
}

/// <summary>The work of one CPU.</summary>
/// <param name="Cpu">The kernel's number of the CPU.</param>
/// <param name="BytesPerSecond">The bytes verified on it per second, recently.</param>
/// <param name="LiveShare">The share of that time, 0 to 1, in which vector registers were live on it.</param>
/// <param name="HasFinding">Whether it has a finding.</param>
/// <param name="Sum">The work on it since the start.</param>
internal sealed record CpuWork(int Cpu, double BytesPerSecond, double LiveShare, bool HasFinding, CpuExposure Sum);
