using System.Globalization;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>A thread that behaves like a worker: it joins, takes turns, lets signals in between turns, and ends on request.</summary>
internal sealed unsafe class SignalledWorker : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMicroseconds(20);

    private readonly ManualResetEventSlim _began = new();
    private readonly Thread _thread;
    private volatile bool _isStopping;
    private long _turns;
    private Exception? _failure;

    /// <param name="roster">The roster that it enters and leaves.</param>
    /// <param name="signals">The signals that it joins.</param>
    /// <param name="worker">Its number.</param>
    /// <param name="turn">The action in each turn.</param>
    public SignalledWorker(WorkerRoster roster, WorkerSignals signals, int worker, Action turn)
    {
        _thread = new Thread(() =>
        {
            try
            {
                Run(roster, signals, worker, turn);
            }
            catch (Exception failure) when (failure is IOException or NullReferenceException)
            {
                _failure = failure;
            }
            finally
            {
                roster.Leave(worker);
                _began.Set();
            }
        });
        _thread.Start();
        Assert.True(_began.Wait(Limit, TestContext.Current.CancellationToken));
    }

    /// <summary>The kernel's id of the thread.</summary>
    public int ThreadId { get; private set; }

    /// <summary>The lowest byte of its stack; below it is the page without access.</summary>
    public nint Stack { get; private set; }

    /// <summary>Whether the thread had the same alternate stack when it had left as before it joined.</summary>
    public bool StackIsBack { get; private set; }

    /// <summary>The turns so far.</summary>
    public long Turns => Volatile.Read(ref _turns);

    /// <summary>The minor faults of the thread so far, as the kernel counts them.</summary>
    public long Faults => long.Parse(Stat[7], CultureInfo.InvariantCulture);

    /// <summary>Whether the thread waits for something.</summary>
    public bool IsAsleep => Stat[0] == "S";

    /// <summary>The signals that wait for this thread alone, as the kernel has them.</summary>
    public ulong Pending => SetIn($"/proc/self/task/{ThreadId}/status", "SigPnd:");

    // The fields after the name, which ends at the last bracket and is field 2.
    private string[] Stat
    {
        get
        {
            string stat = File.ReadAllText($"/proc/self/task/{ThreadId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
    }

    /// <summary>A short turn that yields the CPU, so that tests which wait for turns don't take long on few CPUs.</summary>
    public static void TakeShortTurn()
    {
        Thread.SpinWait(100);
        ThreadClock.Sleep(Pause);
    }

    /// <summary>A set of signals in a status file.</summary>
    public static ulong SetIn(string path, string field)
    {
        string line = File.ReadLines(path).First(line => line.StartsWith(field, StringComparison.Ordinal));
        return ulong.Parse(line[field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>Starts a worker for each place on the roster, with short turns.</summary>
    public static SignalledWorker[] StartAll(WorkerRoster roster, WorkerSignals signals) =>
        [.. Enumerable.Range(0, roster.Count).Select(worker => new SignalledWorker(roster, signals, worker, TakeShortTurn))];

    /// <summary>Waits for something to come true.</summary>
    public static void WaitFor(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Limit));

    /// <summary>Waits for that many more turns.</summary>
    public void WaitForTurns(int count)
    {
        long target = Turns + count;
        WaitFor(() => Turns >= target || !_thread.IsAlive);
    }

    /// <summary>Stops it, and waits until it has ended.</summary>
    public void Dispose()
    {
        _isStopping = true;
        Assert.True(_thread.Join(Limit));
        _began.Dispose();
        Assert.Null(_failure);
        Assert.True(StackIsBack);
    }

    private void Run(WorkerRoster roster, WorkerSignals signals, int worker, Action turn)
    {
        ThreadId = Scheduling.CurrentThreadId();
        AlternateStack before = AlternateStack.Current;
        using (WorkerSignalStack stack = signals.Join(worker))
        {
            AlternateStack ours = AlternateStack.Current;
            Assert.False(ours.IsDisabled);
            Stack = (nint)ours.Lowest;
            roster.Enter(worker, ThreadId);
            _began.Set();
            while (!_isStopping)
            {
                turn();
                stack.BetweenTurns();
                Volatile.Write(ref _turns, _turns + 1);
            }

            roster.Leave(worker);
        }

        AlternateStack after = AlternateStack.Current;
        StackIsBack = before.Lowest == after.Lowest && before.Length == after.Length && before.Flags == after.Flags;
    }
}
