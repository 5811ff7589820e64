using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Records at equal intervals the work verified so far. If there are too many intervals, pairs are merged and the interval doubles, so that a run of
/// weeks needs no more memory than one of minutes. Not thread-safe.
/// </summary>
internal sealed class TimelineRecorder
{
    private readonly List<Dictionary<int, long>> _sums = [];
    private TimeSpan _interval = TimeSpan.FromSeconds(1);
    private Exposure _last = Exposure.None;

    /// <summary>Adds the total verified since the run began.</summary>
    /// <param name="elapsed">The time since the run began.</param>
    /// <param name="exposure">The verified work.</param>
    public void Take(TimeSpan elapsed, Exposure exposure)
    {
        // Late reports count for the interval of their arrival; earlier intervals end with the totals known before.
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

    /// <summary>Returns the timeline of a run that has ended.</summary>
    /// <param name="elapsed">The length of the run.</param>
    /// <param name="exposure">The verified work.</param>
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
