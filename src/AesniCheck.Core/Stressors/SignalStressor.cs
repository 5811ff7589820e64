namespace AesniCheck.Stressors;

/// <summary>
/// Sends signals to single workers, alternately onto an alternate stack whose pages are not mapped and onto the thread's own stack. For
/// each, the kernel saves all vector registers in the signal frame and restores them. Imitates golang/go#35326 (Linux 5.2), where
/// registers were damaged when the frame was built on pages that had to be faulted in first.
/// </summary>
internal sealed class SignalStressor : Stressor
{
    // About a microsecond each, and somewhat more for the worker. With some 700 bursts a second each CPU sends 2,000 signals, fewer if there are many CPUs.
    private const int SignalsPerStep = 3;

    private readonly WorkerSignals _signals;
    private readonly int _workerCount;
    private readonly int _thinning;
    private int _worker;
    private bool _onAlternateStack = true;
    private int _step;

    private SignalStressor(WorkerSignals signals, int workerCount, int firstWorker, int thinning)
    {
        _thinning = thinning;
        _signals = signals;
        _workerCount = workerCount;
        _worker = firstWorker;
    }

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "signal",
        Purpose = "signals to single workers, onto stacks with unmapped pages",
        Imitates = "golang/go#35326 (Linux 5.2): registers damaged when a signal frame was built on unmapped pages",
        Event = "signal",
        Pace = StressorPace.EachBurst,
        WhyNot = WorkerSignals.WhyNot,
        Begin = Begin,
    };

    /// <inheritdoc/>
    public override long Step()
    {
        if (_signals.Refusal is string refusal)
        {
            throw new IOException(refusal);
        }

        // All signals of a process take the same lock.
        _step = (_step + 1) % _thinning;
        if (_step != 0)
        {
            return 0;
        }

        long accepted = 0;
        for (int i = 0; i < SignalsPerStep; i++)
        {
            accepted += _signals.TrySend(_worker, _onAlternateStack) ? 1 : 0;
            _onAlternateStack = !_onAlternateStack;
            if (++_worker == _workerCount)
            {
                // With an even number of workers each would otherwise get only one kind.
                _worker = 0;
                _onAlternateStack ^= _workerCount % 2 == 0;
            }
        }

        return accepted;
    }

    private static Func<int, Stressor> Begin(StressSetup setting)
    {
        WorkerSignals signals = setting.Signals ?? throw new IOException("the workers take no signals");
        int workers = setting.Workers.Count;

        // Each CPU begins with a different worker, so that not all send to the same one.
        int[] cpus = [.. setting.Cpus];
        return cpu => new SignalStressor(signals, workers, Math.Max(0, Array.IndexOf(cpus, cpu)) * workers / cpus.Length, setting.Thinning);
    }
}
