using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using AesniCheck.Host;
using AesniCheck.Planning;
using AesniCheck.Reports;

namespace AesniCheck.Execution;

/// <summary>
/// Runs a plan: starts the worker process, follows its events, and makes the run record. It does no AES itself and outlives
/// whatever happens to the worker process: a crash, a hang or garbage on the pipe is a finding, and the run goes on in a fresh
/// process, three times at most.
/// </summary>
/// <param name="launcher">Starts worker processes.</param>
/// <param name="clock">The clock.</param>
/// <param name="watcher">Told of progress several times a second, on the calling thread.</param>
internal sealed class Supervisor(IWorkerLauncher launcher, TimeProvider clock, Action<RunProgress> watcher)
{
    /// <summary>How often a worker process is started again.</summary>
    public int MaximumRestarts { get; init; } = 3;

    /// <summary>Told of findings and worker processes as they come; null where nobody asks.</summary>
    public IRunObserver? Observer { get; init; }

    // Bounded, so that a flood of findings waits in the pipe, and the worker with it. Nothing is dropped.
    private const int QueuedLines = 1024;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a worker process may take to say its first word: on a slow or crowded guest it starts slowly.</summary>
    public TimeSpan MaximumStart { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a worker process may be silent from then on, which speaks five times a second.</summary>
    public TimeSpan MaximumSilence { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same where the plan puts the memory under pressure: what the process needs to speak may have to come from a disk first.</summary>
    public TimeSpan MaximumSilenceUnderPressure { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a worker process may take to stop.</summary>
    public TimeSpan MaximumStop { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>One that had less time on a CPU than this while it took too long to stop did not hang: others had the machine.</summary>
    public TimeSpan CpuTimeOfAHang { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads how many processes the kernel has killed for want of memory; null where it does not tell.</summary>
    public Func<OomKills?> ReadOomKills { get; init; } = () => null;

    /// <summary>Runs the plan to its end, or until asked to stop.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="host">Tells what machine this is; asked while the worker process starts.</param>
    /// <param name="toolVersion">The version of the program.</param>
    /// <param name="stop">Asks to stop early.</param>
    /// <exception cref="InvalidOperationException">The worker process cannot be started at all.</exception>
    public RunRecord Run(RunPlan plan, Func<HostInfo> host, string toolVersion, CancellationToken stop)
    {
        var ledger = new RunLedger(plan, Observer);
        DateTimeOffset startedAt = clock.GetUtcNow();
        long begin = clock.GetTimestamp();

        int processes = 0;
        HostInfo? machine = null;
        bool endedWell;
        do
        {
            using IWorkerHandle? worker = Start(ledger, isFirst: processes == 0);
            if (worker is null)
            {
                endedWell = false;
                break;
            }

            worker.Send(JsonSerializer.Serialize(plan, EventJson.Default.RunPlan));
            Observer?.ProcessStarted(worker.ProcessId);
            machine ??= host();
            endedWell = Follow(worker, plan, ledger, begin, stop);
            Observer?.ProcessEnded(worker.ProcessId);
            processes++;
        }
        while (!endedWell && !IsOver() && processes <= MaximumRestarts);

        TimeSpan elapsed = clock.GetElapsedTime(begin);
        if (elapsed < plan.Duration)
        {
            string why = stop.IsCancellationRequested ? "Stopped on request"
                : endedWell ? "Ended early"
                : string.Create(CultureInfo.InvariantCulture, $"Given up, since no worker process stayed up of {processes} that were started");
            ledger.AddReason(string.Create(
                CultureInfo.InvariantCulture, $"{why}, after {elapsed.TotalSeconds:F1} s of {plan.DurationSeconds:0.###} s."));
        }

        return ledger.ToRecord(machine!, toolVersion, startedAt, startedAt + elapsed);

        bool IsOver() => stop.IsCancellationRequested || clock.GetElapsedTime(begin) >= plan.Duration;
    }

    /// <summary>Starts a worker process. If that fails later than at first, what is known already is not lost for it.</summary>
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

    /// <summary>Follows one worker process to its end.</summary>
    /// <returns>Whether it ended as it should.</returns>
    private bool Follow(IWorkerHandle worker, RunPlan plan, RunLedger ledger, long begin, CancellationToken stop)
    {
        OomKills? killsBefore = ReadOomKills();
        using var lines = new BlockingCollection<string>(QueuedLines);
        var reader = new Thread(() => ReadLines(worker.Events, lines)) { IsBackground = true, Name = "events" };
        reader.Start();

        var watch = new WorkerWatch(ledger);
        TimeSpan silence = TimeSpan.Zero;
        TimeSpan maximumSilence = MaximumStart;
        string? killedBecause = null;
        string? excuse = null;
        TimeSpan? stopSent = null;
        TimeSpan cpuTimeAtStop = TimeSpan.Zero;
        while (!lines.IsCompleted)
        {
            if (lines.TryTake(out string? line, Tick))
            {
                silence = TimeSpan.Zero;
                maximumSilence = plan.UnderMemoryPressure ? MaximumSilenceUnderPressure : MaximumSilence;
                watch.Take(line);
            }
            else
            {
                // Counted in ticks that this process lived through: a guest that was paused for a minute has not hung.
                silence += Tick;
            }

            TimeSpan elapsed = clock.GetElapsedTime(begin);
            if (stopSent is null && (stop.IsCancellationRequested || elapsed >= plan.Duration))
            {
                worker.Send("stop");
                stopSent = elapsed;
                cpuTimeAtStop = worker.CpuTime;
            }

            if (killedBecause is null && excuse is null && silence >= maximumSilence)
            {
                worker.Kill();
                killedBecause = string.Create(CultureInfo.InvariantCulture, $"said nothing for {silence.TotalSeconds:0.#} s");
            }
            else if (killedBecause is null && excuse is null && elapsed - stopSent >= MaximumStop)
            {
                TimeSpan cpuTime = worker.CpuTime - cpuTimeAtStop;
                worker.Kill();
                if (cpuTime >= CpuTimeOfAHang)
                {
                    killedBecause = string.Create(CultureInfo.InvariantCulture, $"did not stop in {MaximumStop.TotalSeconds:0.#} s");
                }
                else
                {
                    excuse = string.Create(
                        CultureInfo.InvariantCulture,
                        $"The worker process was ended, as it had not stopped {MaximumStop.TotalSeconds:0.#} s after it was told to; it had had a CPU for {cpuTime.TotalSeconds:0.#} s of them.");
                }
            }

            watcher(new RunProgress(plan, elapsed, ledger.Exposure, ledger.Findings.Count));
        }

        WorkerExit exit = worker.WaitForExit();
        if (killsBefore is not null && ReadOomKills() is { } kills && kills.HasRisenSince(killsBefore))
        {
            excuse ??= "The kernel killed the worker process, since memory ran out; give it more, or write a smaller --memory.";
        }

        return watch.Close(
            clock.GetUtcNow(), worker.ProcessId, exit, killedBecause, excuse, () => stopSent is not null || stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1)));
    }

    private static void ReadLines(TextReader events, BlockingCollection<string> lines)
    {
        try
        {
            while (events.ReadLine() is { } line)
            {
                lines.Add(line);
            }
        }
        catch (IOException)
        {
            // How the process ended tells why.
        }
        finally
        {
            lines.CompleteAdding();
        }
    }
}
