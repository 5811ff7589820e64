using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>
/// Injects faults one at a time, at random moments, into the workers of one subject, and waits for the consequences of each. Its sessions follow each other,
/// each with its own supervisor. For the injecting thread only, except for the counts, which are thread-safe.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="subject">The subject.</param>
/// <param name="inject">Makes an injector for a worker process, from a seed.</param>
/// <param name="clock">The clock.</param>
internal sealed class TrialLoop(SelfTestPlan plan, SelfTestSubject subject, Func<int, ulong, IFaultInjector> inject, TimeProvider clock)
{
    // The number of tries with nothing to change before a class is given up.
    private const int MaximumTriesToChange = 100;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    // Within this time a hung worker process is replaced, and the class is tried again there.
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(1);

    // Workers compare every few milliseconds; a worker that waits for a CPU may take some tens of them, and more on a crowded guest. For a claimed class, the
    // wait is as long as a finding may take; otherwise a fault that is unseen after several times the longest latency so far counts as missed.
    private const int TimeoutFactor = 5;
    private static readonly TimeSpan ClaimTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinimumTimeout = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaximumTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RepeatLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ExplanationTimeout = TimeSpan.FromSeconds(5);

    // One fault may be seen several times, with another thread on the CPU in between.
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan FinalSettleTime = TimeSpan.FromSeconds(1);

    // A worker process that does not become quiet by itself is replaced.
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(5);

    private readonly TrialLog _log = new(subject.Name, clock);
    private readonly Dictionary<(FaultKind Kind, RegisterArea? Area), string> _shortfalls = [];
    private readonly TrialSchedule _schedule = new(plan, subject.Name);
    private SplitMix64 _random = new(plan.Seed);
    private FaultSigns _signs = new(clock);
    private IFaultInjector? _injector;
    private int _injectorFor;
    private bool _isSettled = true;
    private long _lastSign;
    private TimeSpan _longest;

    /// <summary>The faults and their results, once the last session is finished.</summary>
    public IReadOnlyList<SelfTestTrial> Trials => _log.Trials;

    /// <summary>The findings that no fault explains.</summary>
    public IReadOnlyList<Finding> FalseAlarms => _log.FalseAlarms;

    /// <summary>Why classes got fewer faults than planned.</summary>
    public IReadOnlyDictionary<(FaultKind Kind, RegisterArea? Area), string> Shortfalls => _shortfalls;

    /// <summary>Why no more faults can be injected; null while they can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The number of faults injected so far. Thread-safe.</summary>
    public int Injected => _log.Injected;

    /// <summary>The number of these that were seen. Thread-safe.</summary>
    public int Seen => _log.Seen;

    /// <summary>Whether everything possible is done.</summary>
    public bool IsDone => Refusal is not null || _schedule.IsDone;

    /// <summary>
    /// Runs until all is done, the supervisor has ended, or a fresh worker process is needed. Controls have their own session, before anything is changed.
    /// </summary>
    /// <param name="signs">The signs at the supervisor of this session.</param>
    /// <param name="stop">Requests an early stop.</param>
    public void Run(FaultSigns signs, CancellationToken stop)
    {
        _signs = signs;
        bool isControl = _schedule.IsControl;
        while (!IsDone && _schedule.IsControl == isControl && !stop.IsCancellationRequested && WaitUntilReady())
        {
            (FaultKind kind, RegisterArea? area) = _schedule.Next;
            if (_shortfalls.ContainsKey((kind, area)) || Try(kind, area, stop))
            {
                _schedule.Advance(IsDecided);
            }
        }

        if (WaitUntilQuiet())
        {
            _log.MarkQuiet();
        }
    }

    /// <summary>Takes the remaining signs after the supervisor has ended.</summary>
    public void Finish()
    {
        while (_signs.TryTake(TimeSpan.Zero, out FaultSign sign))
        {
            _log.Take(sign);
        }

        _log.CloseAll();
    }

    private bool IsDecided((FaultKind Kind, RegisterArea? Area) entry)
    {
        (int injected, int seen) = _log.CountOf(entry.Kind, entry.Area);
        return _shortfalls.ContainsKey(entry)
            || (DetectionClaims.Of(subject.Name, entry.Kind, entry.Area) is { } claim && SequentialTest.Decide(claim, seen, injected, TrialSchedule.ClaimsIn(plan)) is not null);
    }

    private TimeSpan TimeoutFor(FaultKind kind, RegisterArea? area)
    {
        if (kind == FaultKind.None)
        {
            // The next injection waits a little in any case.
            return TimeSpan.Zero;
        }

        TimeSpan several = TimeoutFactor * _longest;
        return DetectionClaims.Of(subject.Name, kind, area) is not null || several > MaximumTimeout ? ClaimTimeout
            : several < MinimumTimeout ? MinimumTimeout
            : several;
    }

    /// <summary>Waits until a worker process is working and the last fault has no new or unexplained signs, and then for a random time.</summary>
    /// <returns>Whether this was reached.</returns>
    private bool WaitUntilReady()
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

            TimeSpan forExplanation = _log.IsExplaining ? ExplanationTimeout - clock.GetElapsedTime(_lastSign) : TimeSpan.Zero;
            TimeSpan moment = TimeSpan.FromMicroseconds(5_000 + (_random.Next() % 40_000));
            TimeSpan wait = forExplanation > TimeSpan.Zero ? forExplanation : _isSettled ? moment : SettleTime + moment;
            if (!_signs.TryTake(wait, out FaultSign sign))
            {
                if (_signs.WorkingProcess == process)
                {
                    return true;
                }

                continue;
            }

            Take(sign);
            _isSettled = false;
            if (clock.GetElapsedTime(begin) > QuietLimit)
            {
                return false;
            }
        }
    }

    /// <summary>Waits until there are no new signs of the last fault.</summary>
    /// <returns>Whether this was reached.</returns>
    private bool WaitUntilQuiet()
    {
        long begin = clock.GetTimestamp();
        while (_log.Last is not null && clock.GetElapsedTime(begin) < QuietLimit)
        {
            if (!_signs.TryTake(FinalSettleTime, out FaultSign sign))
            {
                return true;
            }

            Take(sign);
        }

        return _log.Last is null;
    }

    /// <returns>Whether the class has had its turn.</returns>
    private bool Try(FaultKind kind, RegisterArea? area, CancellationToken stop)
    {
        if (Inject(kind, area, stop) is not { Fault: { } fault } attempt)
        {
            return _shortfalls.ContainsKey((kind, area));
        }

        // Signs that arrived during the search for a suitable thread are not consequences of this fault.
        while (_signs.TryTakeBefore(attempt.Timestamp, out FaultSign earlier))
        {
            Take(earlier);
        }

        _log.Open(fault, attempt.Timestamp, _injectorFor);
        _signs.NoteInjection();
        OpenTrial trial = _log.Last!;
        TimeSpan patience = TimeoutFor(kind, area);
        if (kind == FaultKind.Again)
        {
            Repeat(trial, stop);
            patience = trial.IsSeen ? ExplanationTimeout : patience;
        }

        while (!trial.IsExplained && patience - clock.GetElapsedTime(attempt.Timestamp) is { Ticks: > 0 } left && _signs.TryTake(left, out FaultSign sign))
        {
            Take(sign);
            patience = trial.IsSeen ? ExplanationTimeout : patience;
        }

        _isSettled = !trial.IsSeen;
        if (trial.Latency is { } latency && latency > _longest)
        {
            _longest = latency;
        }

        return true;
    }

    /// <summary>Keeps changing registers of the same thread until there is a finding, so that some change while a worker repeats the work.</summary>
    private void Repeat(OpenTrial trial, CancellationToken stop)
    {
        while (!trial.IsFound && clock.GetElapsedTime(trial.Timestamp) < RepeatLimit && !stop.IsCancellationRequested && _signs.WorkingProcess == _injectorFor)
        {
            if (_signs.TryTake(TimeSpan.FromMicroseconds(50 + (_random.Next() % 450)), out FaultSign sign))
            {
                Take(sign);
            }
            else if (_injector!.TryInjectAgain(trial.Fault) is { Fault: { } again })
            {
                trial.AddAgain(again);
            }
        }
    }

    private void Take(FaultSign sign)
    {
        _log.Take(sign);
        _lastSign = sign.Timestamp;
    }

    private InjectionAttempt? Inject(FaultKind kind, RegisterArea? area, CancellationToken stop)
    {
        long begin = clock.GetTimestamp();
        int unchanged = 0;
        while (!stop.IsCancellationRequested && _signs.WorkingProcess == _injectorFor)
        {
            InjectionAttempt attempt = _injector!.TryInject(kind, area);
            switch (attempt.Reason)
            {
                case var _ when attempt.Fault is not null:
                    return attempt;
                case InjectionFailure.Forbidden or InjectionFailure.Failed:
                    Refusal = attempt.Message ?? "Nothing could be injected.";
                    return null;
                case InjectionFailure.NoSuchArea:
                    _shortfalls[(kind, area)] = "this machine lacks these registers, or its kernel has not enabled them";
                    return null;
                case InjectionFailure.NothingToChange when ++unchanged == MaximumTriesToChange:
                    _shortfalls[(kind, area)] = "there was nothing to change: these registers always held the same values";
                    return null;
                case var _ when clock.GetElapsedTime(begin) > TryLimit:
                    _shortfalls[(kind, area)] = "no worker was found at work outside the kernel";
                    return null;
                default:
                    stop.WaitHandle.WaitOne(RetryDelay);
                    break;
            }
        }

        return null;
    }
}
