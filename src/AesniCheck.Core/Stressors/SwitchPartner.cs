using AesniCheck.Host.Limits;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>The other thread of a pair: sleeps until woken, holds its marks for a while, answers and sleeps again. Used only by the thread that created it.</summary>
internal sealed class SwitchPartner : IDisposable
{
    // A CPU that eight workers keep busy may take a second to schedule a thread, and a guest may stand still for some seconds.
    private const int LongestWait = 20_000;

    private const int StackBytes = 256 * 1024;
    private const int Number = 1;

    private readonly EventCounter _turn = new();
    private readonly EventCounter _answer;
    private readonly MarkedRegisters _marks;
    private readonly Thread _thread;
    private readonly int _cpu;
    private volatile bool _isEnding;
    private volatile string? _failure;

    /// <summary>Starts the thread and waits until it sleeps on its CPU.</summary>
    /// <param name="cpu">The CPU to which the thread is pinned.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public SwitchPartner(int cpu)
    {
        _cpu = cpu;
        _marks = new MarkedRegisters(cpu, Number);
        try
        {
            _answer = new EventCounter();
        }
        catch (IOException)
        {
            _turn.Dispose();
            throw;
        }

        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "switch" };
        try
        {
            _thread.Start();
        }
        catch (Exception exception) when (ThreadRefusal.Is(exception))
        {
            _turn.Dispose();
            _answer.Dispose();
            throw new IOException($"its other thread could not be started: {ThreadRefusal.Reason}");
        }

        try
        {
            Check(_answer.Wait(LongestWait));
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Makes a round trip: holds the caller's marks, wakes the partner and waits for its answer.</summary>
    /// <param name="marks">The caller's marks.</param>
    /// <returns>The number of context switches.</returns>
    /// <exception cref="IOException">The system refused, or the partner does not answer.</exception>
    public int Visit(MarkedRegisters marks)
    {
        int switches = marks.HandOver(_turn, _answer, LongestWait);
        Check(switches != 0);
        return switches;
    }

    /// <summary>Ends the thread and waits until it has ended.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _turn.Add();

        // If the thread does not end, the counters at which it waits must stay valid.
        if (_thread.Join(LongestWait))
        {
            _turn.Dispose();
            _answer.Dispose();
        }
    }

    private void Check(bool answered)
    {
        if (_failure is { } failure)
        {
            throw new IOException(failure);
        }

        if (!answered)
        {
            throw new IOException($"the other thread on CPU {_cpu} did not answer for {LongestWait / 1000} s");
        }
    }

    private void Run()
    {
        try
        {
            Pin();

            // The first answer reports that the thread has started.
            while (!_isEnding)
            {
                if (Scheduling.CurrentCpu() != _cpu)
                {
                    // Another process has moved it.
                    Pin();
                }

                _ = _marks.HandOver(_answer, _turn, EventCounter.Forever);
            }
        }
        catch (IOException e)
        {
            _failure = e.Message;
            TryAnswer();
        }
    }

    private void Pin()
    {
        if (Scheduling.TryPin(_cpu) is { } refusal)
        {
            throw new IOException($"sched_setaffinity: could not pin the other thread to CPU {_cpu}: {refusal}");
        }
    }

    private void TryAnswer()
    {
        try
        {
            _answer.Add();
        }
        catch (IOException)
        {
            // Then the waiting thread notices at its timeout.
        }
    }
}
