using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using AesniCheck.Execution;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Plans;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>A worker process and what it tells. It has verified blocks when the constructor returns.</summary>
internal sealed class WatchedWorker : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly IWorkerHandle _handle;
    private readonly BlockingCollection<WorkerEvent> _events = [];
    private readonly Thread _reader;

    public WatchedWorker(string executable, RunPlan plan)
    {
        _handle = new ProcessLauncher(executable, ["__worker"]).Start();
        _reader = new Thread(ReadEvents) { IsBackground = true, Name = "events" };
        _reader.Start();
        _handle.Send(JsonSerializer.Serialize(plan, EventJson.Default.RunPlan));
        WaitForWork();
    }

    public int ProcessId => _handle.ProcessId;

    /// <summary>Whether it has ended by itself, and all that it told has been taken.</summary>
    public bool HasEnded => _events.IsCompleted;

    public void Dispose()
    {
        if (!_events.IsAddingCompleted)
        {
            _handle.Kill();
        }

        _reader.Join();
        _handle.WaitForExit();
        _handle.Dispose();
        _events.Dispose();
    }

    private void WaitForWork()
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < StartLimit && !_events.IsCompleted)
        {
            if (_events.TryTake(out WorkerEvent? next, StartLimit) && next is Progressed { FirstBlock: not null })
            {
                return;
            }
        }

        throw new InvalidOperationException("The worker process did not come to work.");
    }

    private void ReadEvents()
    {
        try
        {
            using var events = new StreamReader(_handle.Events);
            while (events.ReadLine() is { } line)
            {
                if (JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent) is { } next)
                {
                    _events.Add(next);
                }
            }
        }
        catch (JsonException)
        {
            // Cut off by a crash: what it had to tell ends here.
        }
        finally
        {
            _events.CompleteAdding();
        }
    }
}
