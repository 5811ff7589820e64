using System.Collections.Concurrent;
using System.Text.Json;
using AesniCheck.Execution;
using Xunit;

namespace AesniCheck.SelfTests;

/// <summary>A worker process that exists on paper: at work at once, it says what it is told to, at any time and from any thread.</summary>
internal sealed class SpeakingWorker : TextReader, IWorkerHandle
{
    private readonly BlockingCollection<string> _lines = [];
    private WorkerExit _exit = new(0, null, []);

    public required int ProcessId { get; init; }

    /// <summary>Whether it says that it has stopped when it is told to stop.</summary>
    public bool KeepsItsLastWord { get; init; }

    public TimeSpan CpuTime => TimeSpan.Zero;

    public TextReader Events => this;

    public void Say(WorkerEvent workerEvent)
    {
        if (!_lines.IsAddingCompleted)
        {
            _lines.Add(ScriptedWorker.LineOf(workerEvent));
        }
    }

    public void Crash()
    {
        _exit = new WorkerExit(null, "SIGSEGV", []);
        _lines.CompleteAdding();
    }

    public void Send(string line)
    {
        if (line != "stop")
        {
            Assert.NotNull(JsonSerializer.Deserialize(line, EventJson.Default.RunPlan));
            Say(WorkerEvents.Progress(1_000));
        }
        else if (!_lines.IsAddingCompleted)
        {
            if (!KeepsItsLastWord)
            {
                Say(WorkerEvents.Stopped(2_000));
            }

            _lines.CompleteAdding();
        }
    }

    public void Kill() => _lines.CompleteAdding();

    public WorkerExit WaitForExit() => _exit;

    protected override void Dispose(bool disposing)
    {
        _lines.Dispose();
        base.Dispose(disposing);
    }

    public override string? ReadLine() => _lines.TryTake(out string? line, Timeout.Infinite) ? line : null;
}

/// <summary>Starts as many of them as are asked for.</summary>
internal sealed class SpeakingLauncher(Action<SpeakingWorker>? begun = null) : IWorkerLauncher
{
    public List<SpeakingWorker> Started { get; } = [];

    /// <summary>Whether they keep their last word.</summary>
    public bool LastWordsAreLost { get; init; }

    public IWorkerHandle Start()
    {
        var worker = new SpeakingWorker { ProcessId = 1_000 + Started.Count, KeepsItsLastWord = LastWordsAreLost };
        Started.Add(worker);
        begun?.Invoke(worker);
        return worker;
    }
}
