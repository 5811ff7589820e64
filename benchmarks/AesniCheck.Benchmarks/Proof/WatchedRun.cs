using AesniCheck.Execution.Supervisor;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>A run under a supervisor that has a thread of its own, and starts as many worker processes as it takes.</summary>
internal sealed class WatchedRun : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _failure;

    /// <param name="executable">What worker processes are started from.</param>
    /// <param name="plan">What they do.</param>
    /// <param name="clock">The clock.</param>
    public WatchedRun(string executable, RunPlan plan, TimeProvider clock)
    {
        Sightings = new RunSightings(clock);
        _thread = new Thread(() => Supervise(executable, plan, clock)) { IsBackground = true, Name = "supervisor" };
        _thread.Start();
    }

    /// <summary>What the supervisor gets to know.</summary>
    public RunSightings Sightings { get; }

    /// <summary>The record that it made in the end; null where it came to no end.</summary>
    public RunRecord? Record { get; private set; }

    /// <summary>Waits until there is a worker process with all its threads.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="InvalidOperationException">There is none, and won't be.</exception>
    public int WaitForProcess()
    {
        for (TimeSpan waited = TimeSpan.Zero; waited < StartLimit && _thread.IsAlive; waited += Tick)
        {
            // Stressors start last.
            if (Sightings.ProcessId is { } id && ThreadNames.Of(id).Any(name => name.StartsWith(ThreadNames.Stressor, StringComparison.Ordinal)))
            {
                return id;
            }

            Thread.Sleep(Tick);
        }

        throw new InvalidOperationException($"No worker process came to work. {_failure?.Message}");
    }

    /// <summary>Ends the run, and waits for its record.</summary>
    public void End()
    {
        _stop.Cancel();
        _thread.Join();
    }

    public void Dispose()
    {
        End();
        _stop.Dispose();
        Sightings.Dispose();
    }

    // Whatever it throws would end this process, and nothing would have been measured.
#pragma warning disable CA1031
    private void Supervise(string executable, RunPlan plan, TimeProvider clock)
    {
        try
        {
            var supervisor = new RunSupervisor(new ProcessLauncher(executable, ["__worker"]), clock, _ => { }) { Observer = Sightings, MaximumRestarts = int.MaxValue };
            Record = supervisor.Run(plan, HostReader.Read, "proof", _stop.Token);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }
#pragma warning restore CA1031
}
