using AesniCheck.Host.Limits;
using AesniCheck.Records;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>Runs the stressors of a worker process on separate threads.</summary>
internal sealed class StressLoad
{
    private const int ThreadStackBytes = 256 * 1024;

    private readonly StressSetup _setting;
    private readonly EventWriter _events;
    private readonly StopFlag _stop;
    private readonly Dictionary<int, RunningStressor[]> _byCpu;
    private readonly RunningStressor[] _ofProcess;
    private readonly List<Thread> _threads = [];

    /// <param name="entries">The stressors to run.</param>
    /// <param name="setting">The data from which they are created.</param>
    /// <param name="events">The writer of events to the supervisor.</param>
    /// <param name="stop">Stops the stressors.</param>
    public StressLoad(IReadOnlyList<StressorEntry> entries, StressSetup setting, EventWriter events, StopFlag stop)
    {
        _setting = setting;
        _events = events;
        _stop = stop;
        (StressorEntry Entry, Func<int, Stressor> Make)[] begun = [.. entries.Select(entry => (entry, Begin(entry)))];
        var parts = begun.ToLookup(stressor => stressor.Entry.Pace == StressorPace.OnItsOwn);
        _byCpu = setting.Cpus.ToDictionary(cpu => cpu, cpu => parts[false].Select(part => new RunningStressor(part.Entry, cpu, part.Make, Tell)).ToArray());
        _ofProcess = [.. parts[true].Select(part => new RunningStressor(part.Entry, null, part.Make, Tell))];
    }

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        foreach ((int cpu, RunningStressor[] stressors) in _byCpu.Where(entry => entry.Value.Length > 0))
        {
            Start(new CpuStress(cpu, stressors, _setting, _stop).Run, $"stress {cpu}", stressors);
        }

        foreach (RunningStressor stressor in _ofProcess)
        {
            Start(() => RunOnItsOwn(stressor), stressor.Entry.Name, [stressor]);
        }
    }

    /// <summary>Waits until all threads have ended, as they do after a stop is requested.</summary>
    /// <returns>Whether each ended within the timeout.</returns>
    public bool Join(TimeSpan atMost) => _threads.TrueForAll(thread => thread.Join(atMost));

    /// <summary>Adds the stressors' events so far to an exposure.</summary>
    public Exposure AddTo(Exposure exposure) => exposure with
    {
        Cpus = [.. exposure.Cpus.Select(cpu => cpu with { Stressors = [.. _byCpu[cpu.Cpu].Select(stressor => stressor.Exposure)] })],
        ProcessStressors = [.. _ofProcess.Select(stressor => stressor.Exposure)],
    };

    /// <summary>A stressor that cannot begin dies at its first step, and is reported then.</summary>
    private Func<int, Stressor> Begin(StressorEntry entry)
    {
        try
        {
            return entry.Begin(_setting);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return _ => throw new IOException(exception.Message);
        }
    }

    private void Start(Action body, string name, IReadOnlyList<RunningStressor> stressors)
    {
        var thread = new Thread(() => Run(body), ThreadStackBytes) { IsBackground = true, Name = name };
        try
        {
            thread.Start();
            _threads.Add(thread);
        }
        catch (Exception exception) when (ThreadRefusal.Is(exception))
        {
            foreach (RunningStressor stressor in stressors)
            {
                stressor.Die($"its thread could not be started: {ThreadRefusal.Reason}");
            }
        }
    }

    private void Run(Action body)
    {
        try
        {
            body();
        }
        catch (IOException)
        {
            // The supervisor has ended, so there is nothing left to do.
            _stop.Request();
        }
    }

    private void RunOnItsOwn(RunningStressor stressor)
    {
        TimeSpan interval = stressor.Entry.Interval / _setting.Intensity;
        do
        {
            stressor.Step();
        }
        while (stressor.IsAlive && !_stop.Wait(interval));

        stressor.Dispose();
    }

    private void Tell(WorkerEvent workerEvent) => _events.Write(workerEvent);
}
