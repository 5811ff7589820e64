using System.Globalization;
using AesniCheck.Cli.Processes;
using AesniCheck.Host.Interop;
using AesniCheck.Injection;
using Xunit;

namespace AesniCheck.Cli.Injection;

/// <summary>Whatever happens while a thread is stopped, it goes on afterwards, and nothing that it was to get is lost.</summary>
public sealed class ThreadTraceTests
{
    private const int UserSignal = 10;

    [Fact]
    public void TheStateOfARunningThreadIsReadAndWritten()
    {
        using RunningProcess shell = StartLoop(out int loop);
        byte[] image = new byte[16 * 1024];
        using ThreadTrace trace = Stop(loop);

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
        using RunningProcess shell = StartLoop(out int loop);
        Stop(loop).Dispose();
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
        using (Stop(WorkingProcess.ThreadOf(worker)))
        {
            worker.Signal(Signals.Kill);
        }

        Assert.Equal(128 + Signals.Kill, worker.WaitForEnd().ExitCode);
    }

    [Fact]
    public void AThreadThatIsGoneIsNoError()
    {
        using RunningProcess shell = StartLoop(out int loop);
        Signals.Send(loop, Signals.Kill);
        shell.WaitForEnd();

        Assert.Null(ThreadTrace.TryStop(loop, out TraceRefusal? refusal));
        Assert.Equal(TraceRefusalKind.Gone, refusal?.Kind);
    }

    [Fact]
    public void WhatAnotherTracerHoldsIsRefusedWithAdvice()
    {
        using RunningProcess shell = StartLoop(out int loop);
        using ThreadTrace held = Stop(loop);

        Assert.Null(ThreadTrace.TryStop(loop, out TraceRefusal? refusal));
        Assert.Equal(TraceRefusalKind.Forbidden, refusal?.Kind);
        Assert.Contains("ptrace_scope", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherThreadMayNotGoOnWithIt()
    {
        using RunningProcess shell = StartLoop(out int loop);
        using ThreadTrace trace = Stop(loop);
        Exception? thrown = null;
        var other = new Thread(() => thrown = Record.Exception(() => trace.ReadExtendedState([], out _)));
        other.Start();
        other.Join();

        Assert.IsType<InvalidOperationException>(thrown);
    }

    /// <summary>
    /// A shell that computes without end, and tells of each signal. It is the child of another, for the runtime waits for
    /// children of ours.
    /// </summary>
    private static RunningProcess StartLoop(out int loop)
    {
        const string Loop = "n=0; trap 'n=$((n+1)); echo caught $n.' USR1; echo ready $$.; while :; do :; done";
        var invocation = new Invocation { Executable = "sh", Arguments = ["-c", "sh -c \"$1\" & wait $!", "sh", Loop] };
        RunningProcess shell = invocation.Start();
        string ready = shell.WaitForOutput("ready");
        loop = int.Parse(ready.Split(' ', '.')[1], CultureInfo.InvariantCulture);
        return shell;
    }

    private static ThreadTrace Stop(int thread)
    {
        while (true)
        {
            ThreadTrace? trace = ThreadTrace.TryStop(thread, out TraceRefusal? refusal);
            if (trace is not null)
            {
                return trace;
            }

            Requirement.Tracing(refusal!.Message, refusal.Kind == TraceRefusalKind.Forbidden);
            Assert.Equal(TraceRefusalKind.Signalled, refusal.Kind);
        }
    }
}
