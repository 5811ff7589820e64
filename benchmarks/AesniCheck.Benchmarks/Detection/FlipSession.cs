using System.Diagnostics;
using AesniCheck.Execution;
using AesniCheck.Injection;
using AesniCheck.Planning;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>
/// Flips bits one at a time, at random moments, in a worker process that is started again when it has ended. For one thread,
/// as injection is.
/// </summary>
internal sealed class FlipSession(string executable, RunPlan plan, ExtendedStateLayout layout, ulong seed) : IDisposable
{
    private const int MaximumTries = 2_000;

    // A worker process that does not become quiet by itself is replaced.
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(1);

    private SplitMix64 _generator = new(seed);
    private WatchedWorker? _worker;
    private Injector? _injector;
    private CodeMap? _code;

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
        if (!_worker!.WaitForFault(Patience - (TimeProvider.System.GetUtcNow() - fault.Time), out WorkerEvent? sign))
        {
            return new Trial(fault, place, null, null);
        }

        DateTimeOffset seen = sign is MiscompareSeen { Miscompare: { } miscompare } ? miscompare.Time : TimeProvider.System.GetUtcNow();
        return new Trial(fault, place, seen - fault.Time, sign is null ? _worker.DescribeEnd() : null);
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
            InjectionAttempt attempt = _injector!.TryFlip(area);
            switch (attempt)
            {
                case { Fault: { } fault }:
                    return fault;
                case { Reason: NoInjection.NoSuchArea }:
                    return null;
                case { Reason: NoInjection.Refused }:
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

    /// <summary>Waits 20 to 60 ms in which nothing is seen, so that the moment is random and what is seen then is of the next flip.</summary>
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

            if (!_worker!.WaitForFault(TimeSpan.FromMicroseconds(20_000 + (_generator.Next() % 40_000)), out _))
            {
                return;
            }

            LateSigns++;
        }
    }

    private void Replace()
    {
        Dispose();
        _worker = new WatchedWorker(executable, plan);
        _injector = new Injector(_worker.ProcessId, layout, _generator.Next(), TimeProvider.System);
        _code = new CodeMap(_worker.ProcessId);
        Processes++;
    }
}
