using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Notes at equal intervals what has been verified so far. Where there are too many, two become one and the interval is twice as long, so that a run of
/// weeks needs no more memory than one of minutes. For one thread.
/// </summary>
internal sealed class TimelineRecorder
{
    private readonly List<Dictionary<int, long>> _sums = [];
    private TimeSpan _interval = TimeSpan.FromSeconds(1);
    private Exposure _last = Exposure.None;

    /// <summary>Takes what has been verified since the run began.</summary>
    /// <param name="elapsed">The time since then.</param>
    /// <param name="exposure">What has been verified.</param>
    public void Take(TimeSpan elapsed, Exposure exposure)
    {
        // What came late belongs to the interval in which it came; those before end with what was known before.
        while (elapsed >= _interval * (_sums.Count + 1))
        {
            _sums.Add(Sums(_last));
            if (_sums.Count >= Timeline.MaximumIntervals)
            {
                Halve();
            }
        }

        _last = exposure;
    }

    /// <summary>Makes the timeline of a run that has ended.</summary>
    /// <param name="elapsed">The time that it took.</param>
    /// <param name="exposure">What has been verified.</param>
    public Timeline Finish(TimeSpan elapsed, Exposure exposure)
    {
        Take(elapsed, exposure);
        List<Dictionary<int, long>> sums = [.. _sums];
        Dictionary<int, long> all = Sums(exposure);
        if (elapsed > _interval * sums.Count || sums.Count == 0)
        {
            sums.Add(all);
        }
        else
        {
            sums[^1] = all;
        }

        return new Timeline(
            _interval.TotalSeconds,
            elapsed.TotalSeconds,
            [.. exposure.Cpus.Select(cpu => new CpuTimeline(cpu.Cpu, [.. sums.Select((sum, i) => sum.GetValueOrDefault(cpu.Cpu) - (i == 0 ? 0 : sums[i - 1].GetValueOrDefault(cpu.Cpu)))]))]);
    }

    private static Dictionary<int, long> Sums(Exposure exposure) => exposure.Cpus.ToDictionary(cpu => cpu.Cpu, cpu => cpu.Bytes);

    private void Halve()
    {
        for (int i = 0; i < _sums.Count / 2; i++)
        {
            _sums[i] = _sums[(2 * i) + 1];
        }

        _sums.RemoveRange(_sums.Count / 2, _sums.Count - (_sums.Count / 2));
        _interval *= 2;
    }
}
