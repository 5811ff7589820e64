using System.Diagnostics;
using AesniCheck.Execution;
using AesniCheck.Injection;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>
/// Flips bits one at a time, at random moments, in a worker process that is started again when it has ended. For one thread,
/// as injection is.
/// </summary>
internal sealed class FlipSession(string executable, RunPlan plan, ExtendedStateLayout layout, ulong seed) : IDisposable
{
    private const int MaximumTries = 2_000;

    // A worker process that does not become quiet by itself is replaced.
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(5);

    // One flip may be seen several times, with another thread on the CPU in between.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(1);

    private SplitMix64 _generator = new(seed);
    private WatchedWorker? _worker;
    private Injector? _injector;
    private CodeMap? _code;
    private bool _isSettled;

    /// <summary>The worker processes that were started.</summary>
    public int Processes { get; private set; }

    /// <summary>The signs of faults that came when nothing was being waited for: later than the limit, or again and again.</summary>
    public int LateSigns { get; private set; }

    /// <summary>The stops that hit a worker in a system call, and were let go without a flip.</summary>
    public int SystemCalls { get; private set; }

    /// <summary>Flips one bit and waits for what comes of it.</summary>
    /// <returns>Null where the machine does not have the area.</returns>
    /// <exception cref="InvalidOperationException">It cannot be done here; the message says why.</exception>
    public Trial? Run(RegisterArea area)
    {
        EnsureQuietWorker();
        InjectedFault? fault = Inject(area);
        if (fault is null)
        {
            return null;
        }

        CodePlace place = _code!.Find(fault.InstructionPointer);
        TimeSpan passed = TimeProvider.System.GetUtcNow() - fault.Time;
        _isSettled = !_worker!.WaitForFault(Patience - passed, out WorkerEvent? sign);
        if (_isSettled)
        {
            return new Trial(fault, place);
        }

        Miscompare? miscompare = (sign as MiscompareSeen)?.Miscompare;
        return new Trial(fault, place)
        {
            Latency = (miscompare?.Time ?? TimeProvider.System.GetUtcNow()) - fault.Time,
            SeenBy = miscompare?.ThreadId,
            End = sign is null ? _worker.DescribeEnd() : null,
        };
    }

    public void Dispose()
    {
        _worker?.Dispose();
        _code?.Delete();
    }

    private InjectedFault? Inject(RegisterArea area)
    {
        for (int i = 0; i < MaximumTries; i++)
        {
            InjectionAttempt attempt = _injector!.TryInject(FaultKind.Flip, area);
            switch (attempt)
            {
                case { Fault: { } fault }:
                    return fault;
                case { Reason: NoInjection.NoSuchArea }:
                    return null;
                case { Reason: NoInjection.Forbidden or NoInjection.Failed }:
                    throw new InvalidOperationException(attempt.Message);
                case { Reason: NoInjection.InSystemCall }:
                    SystemCalls++;
                    break;
                default:
                    Thread.Sleep(RetryDelay);
                    break;
            }
        }

        throw new InvalidOperationException("No worker was found running.");
    }

    /// <summary>Waits until nothing more is seen of the last flip, and then 20 to 60 ms, so that the moment is random.</summary>
    private void EnsureQuietWorker()
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_worker is null || _worker.HasEnded || Stopwatch.GetElapsedTime(begin) > QuietLimit)
            {
                Replace();
                begin = Stopwatch.GetTimestamp();
            }

            TimeSpan moment = TimeSpan.FromMicroseconds(20_000 + (_generator.Next() % 40_000));
            if (!_worker!.WaitForFault(_isSettled ? moment : Settling + moment, out _))
            {
                return;
            }

            _isSettled = false;
            LateSigns++;
        }
    }

    private void Replace()
    {
        Dispose();
        _worker = new WatchedWorker(executable, plan);
        _injector = new Injector(_worker.ProcessId, layout, _generator.Next(), TimeProvider.System);
        _code = new CodeMap(_worker.ProcessId);
        _isSettled = true;
        Processes++;
    }
}
