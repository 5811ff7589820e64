using AesniCheck.Injection;
using AesniCheck.Interop;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes.Injection;

/// <summary>Whatever happens while a thread is stopped, it continues afterwards, and nothing sent to it is lost.</summary>
public sealed class ThreadTraceTests
{
    private const int UserSignal = 10;

    [Fact]
    public void TheStateOfARunningThreadIsReadAndWritten()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        byte[] image = new byte[16 * 1024];
        using ThreadTrace trace = TracedShell.Stop(loop);

        Assert.Null(trace.ReadExtendedState(image, out int length));
        Assert.True(new ExtendedState(image.AsSpan(0, length), ExtendedStateLayout.OfMachine()!).Has(RegisterArea.Xmm));
        Assert.Null(trace.WriteExtendedState(image.AsSpan(0, length)));
        byte[] again = new byte[length];
        Assert.Null(trace.ReadExtendedState(again, out _));
        Assert.Equal(image[160..416], again[160..416]);
    }

    [Fact]
    public void SignalsThatArriveMeanwhileAreNotLost()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        TracedShell.Stop(loop).Dispose();
        for (int i = 1; i <= 200; i++)
        {
            Signals.Send(loop, UserSignal);
            using (ThreadTrace.TryStop(loop, out TraceRefusal? refusal))
            {
                Assert.True(refusal is null or { Kind: TraceRefusalKind.Signalled }, refusal?.Message);
            }

            shell.WaitForOutput($"caught {i}.");
        }
    }

    [Fact]
    public void AProcessThatIsKilledMeanwhileEnds()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start();
        using (TracedShell.Stop(WorkingProcess.ThreadOf(worker)))
        {
            worker.Signal(Signals.Kill);
        }

        Assert.Equal(128 + Signals.Kill, worker.WaitForEnd().ExitCode);
    }

    [Fact]
    public void AThreadThatIsGoneIsNoError()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        Signals.Send(loop, Signals.Kill);
        shell.WaitForEnd();

        Assert.Null(ThreadTrace.TryStop(loop, out TraceRefusal? refusal));
        Assert.Equal(TraceRefusalKind.Gone, refusal?.Kind);
    }

    [Fact]
    public void WhatAnotherTracerHoldsIsForbidden()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        using ThreadTrace held = TracedShell.Stop(loop);

        Assert.Null(ThreadTrace.TryStop(loop, out TraceRefusal? refusal));
        Assert.Equal(TraceRefusalKind.Forbidden, refusal?.Kind);
        Assert.Equal((Errno.EPERM, $"PTRACE_SEIZE for thread {loop}: Operation not permitted"), (refusal!.Error, refusal.Message));
    }

    [Fact]
    public void AnotherThreadMayNotGoOnWithIt()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        using ThreadTrace trace = TracedShell.Stop(loop);
        Exception? thrown = null;
        var other = new Thread(() => thrown = Record.Exception(() => trace.ReadExtendedState([], out _)));
        other.Start();
        other.Join();

        Assert.IsType<InvalidOperationException>(thrown);
    }
}
