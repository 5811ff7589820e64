using AesniCheck.Arbitration;
using AesniCheck.Injection;
using AesniCheck.Planning;

namespace AesniCheck.SelfTests;

/// <summary>
/// Injects faults one at a time, at random moments, into the workers of one subject, and takes what is seen until the next one as its consequence.
/// Its sessions are one after the other, each with a supervisor of its own. For the thread that injects; the counts others may read.
/// </summary>
/// <param name="plan">What to do.</param>
/// <param name="subject">The subject.</param>
/// <param name="inject">Makes an injector for a worker process, from a seed.</param>
/// <param name="clock">The clock.</param>
internal sealed class TrialLoop(SelfTestPlan plan, SelfTestSubject subject, Func<int, ulong, IFaultInjector> inject, TimeProvider clock)
{
    // Tries that found no fit thread, or nothing to change, before a class is given up.
    private const int MaximumTries = 2_000;
    private const int MaximumTriesToChange = 100;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(1);

    // Workers compare every few milliseconds; one that waits for a CPU may take some tens of them, and on a crowded guest more. So what is unseen
    // after several times the longest time that there was counts as missed.
    private const int PatienceFactor = 3;
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceWithExplanations = TimeSpan.FromSeconds(5);

    // One fault may be seen several times, with another thread on the CPU in between.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan LastSettling = TimeSpan.FromMilliseconds(400);

    // A worker process that does not become quiet by itself is replaced.
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(5);

    private readonly List<SelfTestTrial> _trials = [];
    private readonly List<Finding> _falseAlarms = [];
    private readonly Dictionary<(FaultKind Kind, RegisterArea? Area), string> _shortfalls = [];
    private readonly (FaultKind Kind, RegisterArea? Area)[] _controls = [.. plan.Classes.Where(entry => entry.Kind == FaultKind.None)];
    private readonly (FaultKind Kind, RegisterArea? Area)[] _faults = [.. plan.Classes.Where(entry => entry.Kind != FaultKind.None)];
    private SplitMix64 _random = new(plan.Seed);
    private FaultSigns _signs = new(clock);
    private IFaultInjector? _injector;
    private int _injectorFor;
    private OpenTrial? _open;
    private bool _settled = true;
    private double? _longestMilliseconds;
    private int _next;
    private int _injected;
    private int _seen;

    /// <summary>The faults and what came of them.</summary>
    public IReadOnlyList<SelfTestTrial> Trials => _trials;

    /// <summary>What was found with no fault to explain it.</summary>
    public IReadOnlyList<Finding> FalseAlarms => _falseAlarms;

    /// <summary>Why classes got fewer faults than they were to get.</summary>
    public IReadOnlyDictionary<(FaultKind Kind, RegisterArea? Area), string> Shortfalls => _shortfalls;

    /// <summary>Why no more faults can be injected; null as long as they can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The faults injected so far. Thread-safe.</summary>
    public int Injected => Volatile.Read(ref _injected);

    /// <summary>Those of them that were seen. Thread-safe.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>Whether all is done that can be done.</summary>
    public bool IsDone => Refusal is not null || _next >= plan.Count * (_controls.Length + _faults.Length);

    /// <summary>
    /// Goes on until all is done, the supervisor has ended, or a fresh worker process is needed. Controls have a session of their own, before
    /// anything is changed.
    /// </summary>
    /// <param name="signs">What the supervisor of this session comes to know.</param>
    /// <param name="stop">Asks to stop early.</param>
    public void Run(FaultSigns signs, CancellationToken stop)
    {
        _signs = signs;
        bool isControl = IsControl;
        while (!IsDone && IsControl == isControl && !stop.IsCancellationRequested && BeReady())
        {
            (FaultKind kind, RegisterArea? area) = ClassOf(_next);
            if (_shortfalls.ContainsKey((kind, area)) || Try(kind, area, stop))
            {
                _next++;
            }
        }

        if (BecomesQuiet())
        {
            // What comes from now on is no consequence of it any more.
            CloseTrial();
        }
    }

    /// <summary>The supervisor has ended: takes what it has come to know meanwhile.</summary>
    public void Finish()
    {
        while (_signs.TryTake(TimeSpan.Zero, out FaultSign sign))
        {
            Take(sign);
        }

        CloseTrial();
    }

    private TimeSpan Patience => _longestMilliseconds is { } longest
        ? TimeSpan.FromMilliseconds(Math.Clamp(PatienceFactor * longest, LeastPatience.TotalMilliseconds, MostPatience.TotalMilliseconds))
        : FirstPatience;

    private bool IsControl => _next < plan.Count * _controls.Length;

    private (FaultKind Kind, RegisterArea? Area) ClassOf(int number)
    {
        // The classes take turns, so that what changes with time changes for all.
        int controls = plan.Count * _controls.Length;
        return number < controls ? _controls[number % _controls.Length] : _faults[(number - controls) % _faults.Length];
    }

    /// <summary>Waits until a worker process is at work and nothing more is seen of the last fault, and then for a random time.</summary>
    /// <returns>Whether it came to that.</returns>
    private bool BeReady()
    {
        long begin = clock.GetTimestamp();
        while (true)
        {
            int process = _signs.WaitForWork(StartLimit);
            if (process == 0)
            {
                return false;
            }

            if (process != _injectorFor)
            {
                _injectorFor = process;
                _injector = inject(process, _random.Next());
                begin = clock.GetTimestamp();
            }

            TimeSpan moment = TimeSpan.FromMicroseconds(5_000 + (_random.Next() % 40_000));
            if (!_signs.TryTake(_settled ? moment : Settling + moment, out FaultSign sign))
            {
                if (_signs.WorkingProcess == process)
                {
                    return true;
                }

                continue;
            }

            Take(sign);
            _settled = false;
            if (clock.GetElapsedTime(begin) > QuietLimit)
            {
                return false;
            }
        }
    }

    /// <summary>Waits until nothing more is seen of the last fault.</summary>
    /// <returns>Whether it came to that.</returns>
    private bool BecomesQuiet()
    {
        long begin = clock.GetTimestamp();
        while (_open is not null && clock.GetElapsedTime(begin) < QuietLimit)
        {
            if (!_signs.TryTake(LastSettling, out FaultSign sign))
            {
                return true;
            }

            Take(sign);
        }

        return _open is null;
    }

    /// <returns>Whether the class has had its turn.</returns>
    private bool Try(FaultKind kind, RegisterArea? area, CancellationToken stop)
    {
        if (Inject(kind, area, stop) is not { Fault: { } fault } attempt)
        {
            return _shortfalls.ContainsKey((kind, area));
        }

        CloseTrial();
        _open = new OpenTrial(subject.Name, fault, attempt.Timestamp, clock);
        Volatile.Write(ref _injected, _injected + 1);

        // The next one waits a little in any case, so nothing of a control is missed for want of patience.
        TimeSpan patience = kind == FaultKind.None ? TimeSpan.Zero : Patience;
        while (!_open.IsExplained && patience - clock.GetElapsedTime(attempt.Timestamp) is { Ticks: > 0 } left && _signs.TryTake(left, out FaultSign sign))
        {
            Take(sign);
            patience = PatienceWithExplanations;
        }

        _settled = !_open.IsSeen;
        return true;
    }

    private InjectionAttempt? Inject(FaultKind kind, RegisterArea? area, CancellationToken stop)
    {
        int unchanged = 0;
        for (int i = 0; !stop.IsCancellationRequested && _signs.WorkingProcess == _injectorFor; i++)
        {
            InjectionAttempt attempt = _injector!.TryInject(kind, area);
            switch (attempt.Reason)
            {
                case var _ when attempt.Fault is not null:
                    return attempt;
                case NoInjection.NoSuchArea:
                    _shortfalls[(kind, area)] = "this machine does not have these registers, or its kernel has not switched them on";
                    return null;
                case NoInjection.NothingToChange when ++unchanged == MaximumTriesToChange:
                    _shortfalls[(kind, area)] = "there was nothing to change: these registers held the same all the time";
                    return null;
                case NoInjection.Forbidden or NoInjection.Failed:
                    Refusal = attempt.Message ?? "Nothing could be injected.";
                    return null;
                case NoInjection.NoTarget when i >= MaximumTries:
                    _shortfalls[(kind, area)] = "no fit worker was found running";
                    return null;
                case NoInjection.NoTarget:
                    stop.WaitHandle.WaitOne(RetryDelay);
                    break;
            }
        }

        return null;
    }

    private void Take(FaultSign sign)
    {
        _open?.Add(sign);

        // A miscompare becomes a finding, sooner or later.
        if (sign.Finding is not null && (_open is null or { Kind: FaultKind.None }))
        {
            _falseAlarms.Add(sign.Finding);
        }
    }

    private void CloseTrial()
    {
        if (_open is null)
        {
            return;
        }

        SelfTestTrial trial = _open.ToTrial();
        _trials.Add(trial);
        _open = null;
        if (trial.Sighting is { } sighting)
        {
            Volatile.Write(ref _seen, _seen + 1);
            _longestMilliseconds = Math.Max(_longestMilliseconds ?? 0, sighting.Milliseconds);
        }
    }
}
