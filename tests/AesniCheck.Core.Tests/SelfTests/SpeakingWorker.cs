using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using AesniCheck.Execution;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;
using Xunit;

namespace AesniCheck.SelfTests;

/// <summary>A simulated worker process: at work at once, it writes the events that a test gives it, at any time and from any thread.</summary>
internal sealed class SpeakingWorker : IWorkerHandle
{
    private readonly Lock _lock = new();
    private readonly AnonymousPipeServerStream _mouth = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream _ear;
    private WorkerExit _exit = new(0, null, []);
    private bool _hasEnded;

    public SpeakingWorker() => _ear = new AnonymousPipeClientStream(PipeDirection.In, _mouth.ClientSafePipeHandle);

    public required int ProcessId { get; init; }

    /// <summary>Whether it stops without writing that it has stopped.</summary>
    public bool KeepsItsLastWord { get; init; }

    public TimeSpan CpuTime => TimeSpan.Zero;

    public MemoryUse Memory => default;

    public Stream Events => _ear;

    public IReadOnlyDictionary<int, ThreadStat> ReadThreads() => new Dictionary<int, ThreadStat>();

    public void Say(WorkerEvent workerEvent)
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _mouth.Write(Encoding.UTF8.GetBytes(ScriptedWorker.LineOf(workerEvent) + "\n"));
            }
        }
    }

    public void Crash()
    {
        _exit = new WorkerExit(null, "SIGSEGV", []);
        End();
    }

    public void Send(string line)
    {
        if (line != "stop")
        {
            Assert.NotNull(JsonSerializer.Deserialize(line, EventJson.Default.RunPlan));
            Say(WorkerEventCounts.Progress(1_000));
            return;
        }

        if (!KeepsItsLastWord)
        {
            Say(WorkerEventCounts.Stopped(2_000));
        }

        End();
    }

    public void Kill() => End();

    public WorkerExit WaitForExit() => _exit;

    public void Dispose()
    {
        _mouth.Dispose();
        _ear.Dispose();
    }

    private void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            _mouth.Dispose();
        }
    }
}

/// <summary>Starts as many of them as requested.</summary>
internal sealed class SpeakingLauncher(Action<SpeakingWorker>? begun = null) : IWorkerLauncher
{
    public List<SpeakingWorker> Started { get; } = [];

    /// <summary>Whether they keep their last word.</summary>
    public bool LastWordsAreLost { get; init; }

    /// <summary>How many can be started.</summary>
    public int MostWorkers { get; init; } = int.MaxValue;

    public IWorkerHandle Start()
    {
        if (Started.Count == MostWorkers)
        {
            throw new InvalidOperationException("There are no more processes to be had.");
        }

        var worker = new SpeakingWorker { ProcessId = 1_000 + Started.Count, KeepsItsLastWord = LastWordsAreLost };
        Started.Add(worker);
        begun?.Invoke(worker);
        return worker;
    }
}
