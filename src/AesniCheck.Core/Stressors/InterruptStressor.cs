using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Interrupts the workers' CPUs: by timers that expire at random times while a worker runs, and from other CPUs by process-wide
/// memory barriers. Imitates F2: vector state lost when an interrupt takes the CPU out of the guest, as in VirtualBox's
/// handling of XSAVE and in HAXM #39 and #74.
/// </summary>
internal sealed class InterruptStressor : Stressor
{
    // A step checks which timers have expired since the last step, about a millisecond ago; by then most have.
    private const int EarliestNanoseconds = 50_000;
    private const int LatestNanoseconds = 850_000;
    private const int BarriersPerBurst = 3;
    private const int StepsPerBurst = 4;

    private readonly OneShotTimer[] _timers;
    private readonly bool[] _armed;
    private readonly int _stepsPerBurst;
    private SplitMix64 _random;
    private int _stepsToBurst;

    /// <summary>Creates the timers for the calling thread, which is pinned.</summary>
    /// <param name="seed">The seed of the expiry times.</param>
    /// <param name="timerCount">The number of timers; 0 for none.</param>
    /// <param name="stepsPerBurst">The number of steps between bursts of barriers; <see cref="int.MaxValue"/> for none.</param>
    /// <exception cref="IOException">The system refuses more timers.</exception>
    internal InterruptStressor(ulong seed, int timerCount, int stepsPerBurst)
    {
        _random = new SplitMix64(seed);
        _stepsPerBurst = stepsPerBurst;

        // Staggered, so that not all CPUs interrupt all others at the same time.
        _stepsToBurst = stepsPerBurst == int.MaxValue ? int.MaxValue : 1 + (int)(_random.Next() % (ulong)stepsPerBurst);
        _armed = new bool[timerCount];
        _timers = new OneShotTimer[timerCount];
        try
        {
            for (int i = 0; i < timerCount; i++)
            {
                _timers[i] = new OneShotTimer();
            }
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "interrupt",
        Purpose = "timer interrupts at random times, and barriers that interrupt all CPUs of the process",
        Imitates = "VirtualBox's XSAVE, HAXM #39 and #74: vector state lost at an interrupt",
        Event = "timer expiry or barrier",
        Pace = StressorPace.EachBurst,
        Begin = setting => cpu => new InterruptStressor(
            SplitMix64.At(setting.Seed, (ulong)cpu),
            TimerCount(setting.Intensity),
            StepsPerBurst * setting.Thinning),
    };

    /// <inheritdoc/>
    public override long Step()
    {
        long events = 0;
        for (int i = 0; i < _timers.Length; i++)
        {
            if (!_armed[i] || _timers[i].HasExpired())
            {
                events += _armed[i] ? 1 : 0;
                _timers[i].Arm(Delay(i));
                _armed[i] = true;
            }
        }

        return events + Barriers();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (OneShotTimer? timer in _timers)
        {
            timer?.Dispose();
        }
        base.Dispose();
    }

    // The intensity also sets the frequency of steps. 4 timers at the default of 5.
    private static int TimerCount(int intensity) => 2 + (intensity / 2);

    // Each timer has its own part of the range, so that few expire in the same interrupt.
    private long Delay(int timer)
    {
        int part = (LatestNanoseconds - EarliestNanoseconds) / _timers.Length;
        return EarliestNanoseconds + (part * timer) + (long)(_random.Next() % (ulong)part);
    }

    private int Barriers()
    {
        if (_stepsPerBurst == int.MaxValue || --_stepsToBurst > 0)
        {
            return 0;
        }

        _stepsToBurst = _stepsPerBurst;
        for (int i = 0; i < BarriersPerBurst; i++)
        {
            Interlocked.MemoryBarrierProcessWide();
        }

        return BarriersPerBurst;
    }
}
