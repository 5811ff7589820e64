using AesniCheck.Execution;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Host;
using AesniCheck.Host.Limits;
using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>
/// Injects faults into the vector registers of its own running workers, one at a time, and observes whether a run's supervisor learns of them. It thus tests
/// the whole path of a finding, as in a run.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="launcher">Starts worker processes.</param>
/// <param name="inject">Makes an injector for a worker process, from a seed. The injector is used on one thread only.</param>
/// <param name="clock">The clock.</param>
/// <param name="watcher">Receives the progress several times a second, on the calling thread.</param>
internal sealed class SelfTester(
    SelfTestPlan plan, IWorkerLauncher launcher, Func<int, ulong, IFaultInjector> inject, TimeProvider clock, Action<SelfTestProgress> watcher)
{
    // A session in which no injection is possible is followed by only one more.
    private const int MaximumIdleSessions = 2;

    /// <summary>Reads which resources the system grants and refuses.</summary>
    public Func<ResourceState> ReadScarcity { get; init; } = () => ResourceState.None;

    /// <summary>Runs the self-test to its end, or until requested to stop.</summary>
    /// <param name="host">Reads the description of this machine.</param>
    /// <param name="toolVersion">The version of the program.</param>
    /// <param name="stop">Requests an early stop.</param>
    /// <exception cref="InvalidOperationException">The worker process cannot be started at all.</exception>
    public SelfTestRecord Run(Func<HostInfo> host, string toolVersion, CancellationToken stop)
    {
        DateTimeOffset startedAt = clock.GetUtcNow();
        long begin = clock.GetTimestamp();
        var tally = new SelfTestTally(plan);
        foreach (SelfTestSubject subject in plan.Subjects)
        {
            var trials = new TrialLoop(plan, subject, inject, clock);
            string? failure = RunSubject(trials, subject, begin, tally, host, toolVersion, stop);
            tally.Add(subject, trials);
            if (failure is not null)
            {
                tally.AddReason(failure);
                break;
            }
        }

        return tally.ToRecord(host(), toolVersion, startedAt, startedAt + clock.GetElapsedTime(begin));
    }

    /// <summary>Runs sessions until the subject is done.</summary>
    /// <returns>Why the self-test can't continue, in a sentence; null if it can.</returns>
    private string? RunSubject(
        TrialLoop trials, SelfTestSubject subject, long begin, SelfTestTally tally, Func<HostInfo> host, string toolVersion, CancellationToken stop)
    {
        for (int idle = 0; !trials.IsDone && idle < MaximumIdleSessions && !stop.IsCancellationRequested;)
        {
            int before = trials.Injected;
            try
            {
                RunSession(trials, subject, begin, tally, host, toolVersion, stop);
            }
            catch (InvalidOperationException exception) when (tally.Injected + before > 0)
            {
                // Results so far are not lost.
                return $"No further worker process could be started: {exception.Message}";
            }

            idle = trials.Injected > before ? 0 : idle + 1;
        }

        return trials.Refusal
            ?? (stop.IsCancellationRequested && !trials.IsDone ? Stopped(tally.Injected + trials.Injected)
            : trials.IsDone ? null
            : $"The worker process did not start working, or repeatedly ended by itself ({subject.Name}).");
    }

    private string Stopped(int injected) => plan.Quick
        ? "Stopped on request, before all claims were decided."
        : $"Stopped on request, with {TrialSchedule.PlannedFaults(plan) - injected} of {TrialSchedule.PlannedFaults(plan)} faults not injected.";

    /// <summary>Runs one supervisor with its worker processes, and a thread that injects: the kernel ties a tracer to its thread.</summary>
    private void RunSession(
        TrialLoop trials, SelfTestSubject subject, long begin, SelfTestTally tally, Func<HostInfo> host, string toolVersion, CancellationToken stop)
    {
        var signs = new FaultSigns(clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var injector = new Thread(() =>
        {
            try
            {
                trials.Run(signs, stop);
            }
            finally
            {
                over.Cancel();
            }
        })
        { IsBackground = true, Name = "injector" };
        var supervisor = new RunSupervisor(launcher, clock, Watch)
        {
            MaximumRestarts = int.MaxValue,
            Observer = signs,
            ReadScarcity = ReadScarcity,
            MeasurePace = new PaceMeter(clock).Measure,
        };
        injector.Start();
        try
        {
            supervisor.Run(subject.Plan, host, toolVersion, over.Token);
        }
        finally
        {
            signs.Close();
            injector.Join();
        }

        trials.Finish();

        void Watch(RunProgress progress)
        {
            signs.Progress(progress);
            watcher(new SelfTestProgress(
                plan, clock.GetElapsedTime(begin), subject.Name, tally.Injected + trials.Injected, TrialSchedule.PlannedFaults(plan), tally.Seen + trials.Seen));
        }
    }
}
