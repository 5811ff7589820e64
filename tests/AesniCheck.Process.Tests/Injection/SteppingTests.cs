using AesniCheck.Interop;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes.Injection;

/// <summary>A thread that is single-stepped behaves as if it ran freely.</summary>
public sealed class SteppingTests
{
    private const int UserSignal = 10;

    // The shell sends a signal every few thousand instructions.
    private const int MaximumSteps = 500_000;

    [Fact]
    public void TheCodeAtEachInstructionIsRead()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        using ThreadTrace trace = TracedShell.Stop(loop);
        var code = new Dictionary<ulong, string>();
        for (int i = 0; i < 500; i++)
        {
            Assert.Null(trace.Step());
            Assert.False(trace.IsInSystemCall);
            byte[] bytes = new byte[15];
            Assert.Equal(bytes.Length, trace.ReadMemory(trace.InstructionPointer, bytes));
            string text = Convert.ToHexString(bytes);
            Assert.Equal(text, code.GetValueOrDefault(trace.InstructionPointer, text));
            code[trace.InstructionPointer] = text;
        }

        Assert.InRange(code.Count, 20, 500);
    }

    [Fact]
    public void MemoryIsReadAsFarAsItGoes()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        using ThreadTrace trace = TracedShell.Stop(loop);
        ulong end = Convert.ToUInt64(File.ReadLines($"/proc/{loop}/maps").First(line => line.Contains("[stack]", StringComparison.Ordinal)).Split('-', ' ')[1], 16);
        byte[] all = new byte[64];
        byte[] part = new byte[64];

        Assert.Equal(64, trace.ReadMemory(end - 64, all));
        Assert.Equal(21, trace.ReadMemory(end - 21, part));
        Assert.Equal(all[^21..], part[..21]);
        Assert.Equal(new byte[43], part[21..]);
        Assert.Equal(0, trace.ReadMemory(0, part));
    }

    [Fact]
    public void SignalsThatArriveWhileItIsSteppedAreNotLost()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        for (int i = 1; i <= 20; i++)
        {
            using (ThreadTrace trace = TracedShell.Stop(loop))
            {
                Assert.Null(trace.Step());
                Signals.Send(loop, UserSignal);
                for (int step = 0; step < 50; step++)
                {
                    Assert.Null(trace.Step());
                }
            }

            shell.WaitForOutput($"caught {i}.");
        }

        Assert.False(shell.TryWaitForOutput("caught 21.", TimeSpan.Zero));
    }

    [Fact]
    public void ItIsSteppedThroughSystemCallsAndIntoHandlers()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Sender, out int sender);
        int steps = 0;
        int systemCalls = 0;
        int signalled = 0;
        using (ThreadTrace trace = TracedShell.Stop(sender))
        {
            // Into the handler, back, and to the system call that sends the next signal.
            while (signalled < 2)
            {
                Assert.InRange(++steps, 1, MaximumSteps);
                TraceRefusal? refusal = trace.Step();
                Assert.True(refusal is null or { Kind: TraceRefusalKind.Signalled or TraceRefusalKind.Waiting }, refusal?.Message);
                systemCalls += refusal is null && trace.IsInSystemCall ? 1 : 0;
                signalled += refusal is { Kind: TraceRefusalKind.Signalled } ? 1 : 0;
            }
        }

        Assert.InRange(systemCalls, 1, steps);

        Signals.Send(sender, Signals.Terminate);
        shell.WaitForOutput("sent");
        Assert.DoesNotContain(shell.WaitForEnd().Output, line => line.Contains("lost", StringComparison.Ordinal));
    }

    [Fact]
    public void AThreadThatWaitsGoesOnWaiting()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Reader, out int reader);
        byte[] image = new byte[16 * 1024];
        int waits = 0;

        // After the write, it executes some instructions before it waits.
        for (int steps = 0; waits < 20; steps++)
        {
            Assert.InRange(steps, 0, MaximumSteps);
            using ThreadTrace trace = TracedShell.Stop(reader);
            Assert.Null(trace.ReadExtendedState(image, out int length));
            Assert.Null(trace.WriteExtendedState(image.AsSpan(0, length)));
            if (trace.Step() is { } refusal)
            {
                Assert.Equal(TraceRefusalKind.Waiting, refusal.Kind);
                Assert.True(trace.IsInSystemCall);
                Assert.True(trace.IsRightAfterSystemCall());
                Assert.Equal(TraceRefusalKind.Waiting, trace.Step()?.Kind);
                waits++;
            }
        }

        shell.Send("something");
        shell.WaitForOutput("got something.");
        Assert.Equal(0, shell.WaitForEnd().ExitCode);
    }

    [Fact]
    public void AProcessThatIsKilledWhileItIsSteppedEnds()
    {
        using RunningProcess shell = TracedShell.Start(TracedShell.Loop, out int loop);
        using (ThreadTrace trace = TracedShell.Stop(loop))
        {
            Assert.Null(trace.Step());
            Signals.Send(loop, Signals.Kill);
            TraceRefusal? refusal;
            do
            {
                refusal = trace.Step();
            }
            while (refusal is null);

            Assert.Equal(TraceRefusalKind.Gone, refusal.Kind);
        }

        Assert.Equal(128 + Signals.Kill, shell.WaitForEnd().ExitCode);
    }
}
