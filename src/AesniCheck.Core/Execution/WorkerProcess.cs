using System.Text.Json;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Reports;

namespace AesniCheck.Execution;

/// <summary>
/// The main program of the worker process, where all the AES is done. It reads the plan as one line of JSON from its input,
/// writes events to its output, and stops at the next line, or at the end of its input: when the supervisor is gone, so is it.
/// </summary>
internal static class WorkerProcess
{
    /// <summary>How often it tells what it did.</summary>
    public static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private const int ThreadStackBytes = 512 * 1024;

    /// <summary>Works until told to stop.</summary>
    /// <param name="input">The plan, then a line to stop.</param>
    /// <param name="output">Where events go.</param>
    /// <param name="devices">What to check.</param>
    /// <param name="clock">The clock.</param>
    public static void Run(TextReader input, Stream output, DevicesUnderTest devices, TimeProvider clock)
    {
        var events = new EventWriter(output);
        if (input.ReadLine() is not { } line)
        {
            return;
        }

        RunPlan plan = JsonSerializer.Deserialize(line, EventJson.Default.RunPlan) ?? throw new InvalidDataException("The plan is null.");
        var stop = new StopFlag();
        StopAtNextLine(input, stop);

        // While one CPU checks the known answers, another compiles the hot loops of the probe that runs first.
        new Thread(() => ProbeList.ByName(plan.Probes[0].Name).Prepare(devices)) { IsBackground = true, Name = "prepare" }.Start();

        try
        {
            if (KnownAnswers.Check(devices, clock, out IReadOnlyList<WorkerEvent> answers))
            {
                RunWorkers(plan, devices, answers, events, clock, stop);
            }
            else
            {
                events.Write(answers);
                events.Write(new WorkStopped(new Progressed(clock.GetUtcNow(), Exposure.None, FirstBlock: null)));
            }
        }
        catch (IOException)
        {
            // The supervisor is gone, and with it everybody who could be told.
        }
    }

    private static void CheckModes(RunPlan plan, DevicesUnderTest devices, EventWriter events, TimeProvider clock, StopFlag stop)
    {
        try
        {
            if (!KnownAnswers.CheckModes(plan, devices, events, clock))
            {
                stop.Request();
            }
        }
        catch (IOException)
        {
            // The supervisor is gone: there is nobody left to work for.
            stop.Request();
        }
    }

    private static void RunWorkers(RunPlan plan, DevicesUnderTest devices, IReadOnlyList<WorkerEvent> answers, EventWriter events, TimeProvider clock, StopFlag stop)
    {
        var probes = new ProbeSetting(plan, devices);
        var setting = new WorkerSetting
        {
            Plan = plan,
            Devices = devices,
            Probes = [.. plan.Probes.Select(planned => new Lazy<Func<ProbeContext, Probe>>(() => ProbeList.ByName(planned.Name).Begin(probes)))],
            Counters = new ExposureCounters(plan),
            Events = events,
            Clock = clock,
            Stop = stop,
        };

        var threads = new List<Thread>(plan.WorkerCount + 1);
        for (int i = 0; i < plan.WorkerCount; i++)
        {
            var worker = new Worker(i, plan.Cpus[i / plan.WorkersPerCpu], setting);
            var thread = new Thread(worker.Run, ThreadStackBytes) { IsBackground = true, Name = $"worker {i}" };
            thread.Start();
            threads.Add(thread);
        }

        events.Write(answers);
        var modes = new Thread(() => CheckModes(plan, devices, events, clock, stop)) { IsBackground = true, Name = "known answers" };
        modes.Start();
        threads.Add(modes);
        while (!stop.Wait(ProgressInterval))
        {
            events.Write(Progress());
        }

        // A worker that gets no time takes long to end its turn; that is no silence.
        foreach (Thread thread in threads)
        {
            while (!thread.Join(ProgressInterval))
            {
                events.Write(Progress());
            }
        }

        events.Write(new WorkStopped(Progress()));

        Progressed Progress() => new(clock.GetUtcNow(), setting.Counters.Snapshot(probes.UnitsMade), setting.Counters.FirstBlock);
    }

    private static void StopAtNextLine(TextReader input, StopFlag stop)
    {
        var thread = new Thread(Wait) { IsBackground = true, Name = "control" };
        thread.Start();

        void Wait()
        {
            try
            {
                input.ReadLine();
            }
            catch (IOException)
            {
                // As good as its end.
            }

            stop.Request();
        }
    }
}
