using System.Globalization;
using System.Text.Json;
using AesniCheck.Host;
using AesniCheck.Host.Limits;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Runs a plan: starts the worker process, follows its events, and makes the run record. It does no AES itself and survives
/// anything that happens to the worker process: a crash, a hang or malformed events are findings, and the run continues in a fresh
/// process, up to three times.
/// </summary>
/// <param name="launcher">Starts worker processes.</param>
/// <param name="clock">The clock.</param>
/// <param name="watcher">Receives the progress several times a second, on the calling thread.</param>
internal sealed class RunSupervisor(IWorkerLauncher launcher, TimeProvider clock, Action<RunProgress> watcher)
{
    /// <summary>The maximum number of times that a worker process is started again.</summary>
    public int MaximumRestarts { get; init; } = 3;

    /// <summary>Notified of findings and worker processes as they come; may be null.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>The limits of a worker process.</summary>
    public WorkerLimits Limits { get; init; } = new();

    /// <summary>Whether a run has shown all that it is for and may end early. By default never.</summary>
    public Func<RunProgress, bool> IsEnough { get; init; } = _ => false;

    /// <summary>Reads the limits and shortages of the system.</summary>
    public Func<ResourceState> ReadScarcity { get; init; } = () => ResourceState.None;

    /// <summary>Measures the pace of the machine, 0 to 1; see <see cref="PaceMeter"/>.</summary>
    public Func<double> MeasurePace { get; init; } = () => 1;

    /// <summary>Runs the plan to its end, or until cancelled.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="host">Describes this machine; called while the worker process starts.</param>
    /// <param name="toolVersion">The version of the program.</param>
    /// <param name="stop">Requests an early end.</param>
    /// <exception cref="InvalidOperationException">The worker process cannot be started at all.</exception>
    public RunRecord Run(RunPlan plan, Func<HostInfo> host, string toolVersion, CancellationToken stop)
    {
        var ledger = new RunLedger(plan, Observer);
        DateTimeOffset startedAt = clock.GetUtcNow();
        long begin = clock.GetTimestamp();

        int processes = 0;
        HostInfo? machine = null;
        bool endedWell;
        bool isAbandoned;
        do
        {
            ResourceState before = ReadScarcity();
            using IWorkerHandle? worker = Start(ledger, isFirst: processes == 0);
            if (worker is null)
            {
                endedWell = false;
                break;
            }

            worker.Send(JsonSerializer.Serialize(plan, EventJson.Default.RunPlan));
            Observer?.ProcessStarted(worker.ProcessId);
            machine ??= host();
            EventPipe? pipe = Open(worker, ledger, isFirst: processes == 0);
            if (pipe is null)
            {
                endedWell = false;
                break;
            }

            endedWell = Follow(worker, pipe, before, plan, ledger, startedAt, begin, out isAbandoned, stop);
            Observer?.ProcessEnded(worker.ProcessId);
            processes++;
        }
        while (!endedWell && !isAbandoned && !IsOver() && processes <= MaximumRestarts);

        TimeSpan elapsed = clock.GetElapsedTime(begin);
        if (elapsed < plan.Duration && !ledger.HasEnough)
        {
            string why = stop.IsCancellationRequested ? RunRecord.StoppedOnRequest
                : endedWell ? "Ended early"
                : string.Create(CultureInfo.InvariantCulture, $"Given up: none of {processes} worker processes kept running");
            ledger.AddReason(string.Create(
                CultureInfo.InvariantCulture, $"{why}, after {elapsed.TotalSeconds:F1} s of {plan.DurationSeconds:0.###} s."));
        }

        return ledger.ToRecord(machine!, toolVersion, startedAt, startedAt + elapsed);

        bool IsOver() => stop.IsCancellationRequested || ledger.HasEnough || clock.GetElapsedTime(begin) >= plan.Duration;
    }

    /// <summary>Starts a worker process. If a later start fails, the results so far are kept.</summary>
    private IWorkerHandle? Start(RunLedger ledger, bool isFirst)
    {
        try
        {
            return launcher.Start();
        }
        catch (InvalidOperationException exception) when (!isFirst)
        {
            ledger.AddReason($"No further worker process could be started: {exception.Message}");
            return null;
        }
    }

    /// <summary>Starts a thread that reads the events of a worker process; the system may refuse the thread.</summary>
    private static EventPipe? Open(IWorkerHandle worker, RunLedger ledger, bool isFirst)
    {
        try
        {
            return new EventPipe(worker.Events);
        }
        catch (Exception exception) when (!isFirst && ThreadRefusal.Is(exception))
        {
            worker.Kill();
            ledger.AddReason($"No further worker process could be followed: {ThreadRefusal.Reason}.");
            return null;
        }
    }

    /// <summary>Follows one worker process to its end.</summary>
    /// <param name="worker">The process.</param>
    /// <param name="pipe">The events of the process.</param>
    /// <param name="before">The shortages before its start.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="ledger">The state of the run.</param>
    /// <param name="startedAt">When the run began.</param>
    /// <param name="begin">The same as a timestamp of the clock.</param>
    /// <param name="isAbandoned">Whether it was killed but has not ended: another process would share the machine with it.</param>
    /// <param name="stop">Requests an early end.</param>
    /// <returns>Whether the process ended as it should.</returns>
    private bool Follow(
        IWorkerHandle worker,
        EventPipe pipe,
        ResourceState before,
        RunPlan plan,
        RunLedger ledger,
        DateTimeOffset startedAt,
        long begin,
        out bool isAbandoned,
        CancellationToken stop)
    {
        var watch = new WorkerWatch(ledger, worker.ProcessId, clock);
        var watchdog = new Watchdog(worker, plan, Limits) { MeasurePace = MeasurePace };
        while (!pipe.IsEmpty && !watchdog.IsAbandoned)
        {
            bool sentMalformed = false;
            if (!pipe.TryTake(Watchdog.Tick, out PipeLine line))
            {
                watchdog.TickPassed();
            }
            else if (watch.Take(line))
            {
                watchdog.EventReceived();
            }
            else
            {
                sentMalformed = true;
            }

            TimeSpan elapsed = clock.GetElapsedTime(begin);
            if (watch.HasHung)
            {
                watchdog.Kill();
            }

            watchdog.HasBegun = ledger.HasBegun;
            watchdog.IsVerifying = ledger.IsVerifying;
            watchdog.Look(elapsed, sentMalformed);
            if (ledger.ExposureAt - startedAt is { } reported)
            {
                // Both are times of day, and the clock may have been set since. If the difference is impossible, the present time is used.
                TimeSpan late = elapsed - reported;
                bool canBe = late >= TimeSpan.Zero && late <= Limits.MaximumSilenceUnderPressure;
                ledger.Timeline.Take(canBe ? reported : elapsed, ledger.Exposure);
            }

            var progress = new RunProgress(plan, elapsed, ledger.Exposure, ledger.Findings.Count) { Explained = ledger.Findings.Findings, Preparation = ledger.Preparation };
            ledger.HasEnough |= IsEnough(progress);
            if (!watchdog.IsStopping && (stop.IsCancellationRequested || elapsed >= plan.Duration || ledger.HasEnough))
            {
                watchdog.Stop();
            }

            watcher(progress);
        }

        isAbandoned = watchdog.IsAbandoned;
        if (isAbandoned)
        {
            ledger.AddReason(
                "The worker process did not end when it was killed: its cgroup is frozen, or it waits in the kernel for a disk that does not respond. It will end after that.");
        }

        // A process that has not ended has no exit yet, only the signal that was sent to it.
        WorkerExit exit = isAbandoned ? new WorkerExit(null, "SIGKILL", []) : worker.WaitForExit();
        string? excuse = watchdog.ExcuseOf(exit);
        if (excuse is null)
        {
            ReportStops(watchdog.Stops, plan, ledger);
        }

        excuse ??= ResourceExhaustion.Of(exit, before, ReadScarcity(), watchdog.Peak, plan);
        return watch.Close(exit, watchdog.KilledBecause, excuse, () => watchdog.IsStopping || stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1)));
    }

    /// <summary>Reports stops from outside for which the process was not ended.</summary>
    private static void ReportStops(StopTally stops, RunPlan plan, RunLedger ledger)
    {
        if (stops.IsAny && stops.IsTooMuch(plan))
        {
            ledger.AddReason($"{stops.Sentence}.");
        }
        else if (stops.IsAny)
        {
            ledger.AddNote($"{stops.Sentence}.");
        }
    }
}
