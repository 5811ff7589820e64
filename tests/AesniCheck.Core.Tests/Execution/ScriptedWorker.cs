using System.Text;
using System.Text.Json;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Execution.Worker;
using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;

namespace AesniCheck.Execution;

/// <summary>
/// A simulated worker process: steps that write event lines, move the clock, or wait for an action of the supervisor.
/// The supervisor's reader thread walks through them. Waiting has a limit, so that a test that is wrong ends.
/// </summary>
internal sealed class ScriptedWorker : Stream, IWorkerHandle
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Queue<Func<byte[]?>> _steps = new();
    private readonly ManualResetEventSlim _stopSent = new();
    private readonly ManualResetEventSlim _killed = new();
    private readonly List<string> _received = [];
    private ReadOnlyMemory<byte> _written;

    public int ProcessId { get; init; } = 1000;

    /// <summary>How it ends.</summary>
    public WorkerExit Exit { get; init; } = new(0, null, []);

    public TimeSpan CpuTime { get; private set; }

    public MemoryUse Memory { get; set; }

    /// <summary>The states of its threads, read at each look.</summary>
    public Func<IReadOnlyDictionary<int, ThreadStat>> Threads { get; set; } = () => new Dictionary<int, ThreadStat>();

    public Stream Events => this;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The lines that it was sent.</summary>
    public IReadOnlyList<string> Received => _received;

    public bool WasKilled => _killed.IsSet;

    public IReadOnlyDictionary<int, ThreadStat> ReadThreads() => Threads();

    public ScriptedWorker Says(WorkerEvent workerEvent) => SaysLine(LineOf(workerEvent));

    public ScriptedWorker SaysLine(string line) => Writes(Encoding.UTF8.GetBytes(line + "\n"));

    public ScriptedWorker SaysHalf(string line) => Writes(Encoding.UTF8.GetBytes(line));

    public ScriptedWorker Writes(byte[] bytes) => Then(() => bytes);

    public ScriptedWorker Does(Action action) => Then(() =>
    {
        action();
        return null;
    });

    public ScriptedWorker Computes(TimeSpan time) => Does(() => CpuTime += time);

    public ScriptedWorker Takes(MemoryUse memory) => Does(() => Memory = memory);

    public ScriptedWorker WaitsForStop() => Does(() => WaitFor(_stopSent, "stop"));

    public ScriptedWorker WaitsToBeKilled() => Does(() => WaitFor(_killed, "its end"));

    /// <summary>The ten seconds of the plan go by.</summary>
    public ScriptedWorker PassesTime(ManualClock clock) => Does(() => clock.Advance(Samples.Plan.Duration));

    /// <summary>The rest of a good script: the time passes, the worker is requested to stop, and stops.</summary>
    public ScriptedWorker EndsWell(ManualClock clock) =>
        PassesTime(clock).Says(WorkerEventCounts.Progress(9)).WaitsForStop().Says(WorkerEventCounts.Stopped(10));

    public static string LineOf(WorkerEvent workerEvent)
    {
        using var stream = new MemoryStream();
        new EventWriter(stream).Write(workerEvent);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n');
    }

    /// <summary>Goes on in the script until it writes something.</summary>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_written.IsEmpty)
        {
            if (!_steps.TryDequeue(out Func<byte[]?>? step))
            {
                return 0;
            }

            _written = step();
        }

        int length = Math.Min(count, _written.Length);
        _written[..length].CopyTo(buffer.AsMemory(offset));
        _written = _written[length..];
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public void Send(string line)
    {
        if (_received.Count == 0)
        {
            Assert(JsonSerializer.Deserialize(line, EventJson.Default.RunPlan) is not null, "The first line is no plan.");
        }

        _received.Add(line);
        if (line == "stop")
        {
            _stopSent.Set();
        }
    }

    public void Kill() => _killed.Set();

    public WorkerExit WaitForExit() => Exit;

    protected override void Dispose(bool disposing)
    {
        _stopSent.Dispose();
        _killed.Dispose();
        base.Dispose(disposing);
    }

    private static void WaitFor(ManualResetEventSlim sign, string what) => Assert(sign.Wait(Limit), $"The worker waited for {what} in vain.");

    private static void Assert(bool condition, string message)
    {
        if (!condition)
        {
            throw new IOException(message);
        }
    }

    private ScriptedWorker Then(Func<byte[]?> step)
    {
        _steps.Enqueue(step);
        return this;
    }
}

/// <summary>Starts scripted workers, one after the other.</summary>
internal sealed class ScriptedLauncher(params ScriptedWorker[] workers) : IWorkerLauncher
{
    public int Started { get; private set; }

    /// <summary>Called when a worker starts.</summary>
    public Action Starting { get; init; } = () => { };

    public IWorkerHandle Start()
    {
        Starting();
        return Started < workers.Length ? workers[Started++] : throw new InvalidOperationException("There is no further worker in the script.");
    }
}
