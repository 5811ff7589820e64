using System.Text.Json;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// The main program of the worker process, which does all AES. It reads the plan as one line of JSON from its input,
/// writes events to its output, and stops at the next line or at the end of its input, so that it ends with the supervisor.
/// </summary>
internal static class WorkerProcess
{
    /// <summary>The interval between reports of progress.</summary>
    public static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Works until told to stop.</summary>
    /// <param name="input">The plan, then a line to stop.</param>
    /// <param name="output">Receives the events.</param>
    /// <param name="devices">The devices to check.</param>
    /// <param name="stressors">All known stressors.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="calls">The slots in which workers record their cipher calls; null for none.</param>
    public static void Run(
        TextReader input, Stream output, DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors, TimeProvider clock, CallSlots? calls = null)
    {
        var events = new EventWriter(output);
        if (input.ReadLine() is not { } line)
        {
            return;
        }

        RunPlan plan = JsonSerializer.Deserialize(line, EventJson.Default.RunPlan) ?? throw new InvalidDataException("The plan is null.");
        var stop = new StopFlag();
        StopAtNextLine(input, stop);

        // While one CPU checks the known answers, another compiles the hot loops of the first probe.
        new Thread(() => ProbeList.ByName(plan.Probes[0].Name).Prepare(devices)) { IsBackground = true, Name = "prepare" }.Start();

        try
        {
            if (KnownAnswers.Check(devices, clock, out IReadOnlyList<WorkerEvent> answers))
            {
                var team = new WorkerTeam(plan, devices, stressors, events, clock, stop, calls);
                team.Start();
                events.Write(answers);
                team.StartThread(() => CheckModes(plan, devices, events, clock, stop), "known answers");
                team.Follow(ProgressInterval);
            }
            else
            {
                events.Write(answers);
                events.Write(new WorkStopped(new Progressed(clock.GetUtcNow(), Exposure.None, FirstBlock: null)));
            }
        }
        catch (IOException)
        {
            // The supervisor has ended, so there is no reader for events.
        }
    }

    private static void CheckModes(RunPlan plan, DevicesUnderTest devices, EventWriter events, TimeProvider clock, StopFlag stop)
    {
        try
        {
            ReportMissingEngines(plan, devices, events);
            if (!KnownAnswers.CheckModes(plan, devices, events, clock))
            {
                stop.Request();
            }
        }
        catch (IOException)
        {
            // The supervisor has ended, so there is nothing left to do.
            stop.Request();
        }
    }

    /// <summary>Reports engines that the plan uses but this process lacks: the plan was made in another process, and a difference must not pass unnoticed.</summary>
    private static void ReportMissingEngines(RunPlan plan, DevicesUnderTest devices, EventWriter events)
    {
        foreach (ProbeEntry entry in plan.Probes.Select(probe => ProbeList.ByName(probe.Name)))
        {
            string[] offered = [.. entry.Engines(devices).Where(engine => engine.IsAvailable).Select(engine => engine.Name)];
            string[] missing = [.. plan.Engines.Where(engine => engine.Part == entry.Name && engine.Used).Select(engine => engine.Name).Except(offered)];
            if (missing.Length > 0)
            {
                events.Write(new ProbeUnavailable(0, entry.Name, $"the worker process lacks {string.Join(", ", missing)}, which the plan uses"));
            }
        }
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
                // Counts as the end of the input.
            }

            stop.Request();
        }
    }
}
