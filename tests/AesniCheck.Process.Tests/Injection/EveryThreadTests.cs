using AesniCheck.Injection;
using AesniCheck.Interop;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes.Injection;

/// <summary>Threads of the runtime, and waiting threads, are hit as well, and continue their wait.</summary>
public sealed class EveryThreadTests
{
    private const int Stops = 300;

    [Fact]
    public void AllThreadsButTheFirstAreStoppedAndGoOn()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start();
        Injector injector = WorkingProcess.InjectorFor(worker, InjectionTargets.Every);
        InjectedFault[] faults = [.. Enumerable.Range(0, Stops).Select(_ => WorkingProcess.Inject(injector, FaultKind.None, area: null))];

        Assert.DoesNotContain(worker.Id, faults.Select(fault => fault.ThreadId));
        Assert.InRange(faults.Select(fault => fault.ThreadId).Distinct().Count(), 4, int.MaxValue);
        Assert.Contains(faults, fault => fault is { ThreadName: "worker 0", InSystemCall: false });
        Assert.Contains(faults, fault => fault is { ThreadName: ".NET Finalizer", InSystemCall: true });

        worker.Send("stop");
        ProcessResult result = worker.WaitForEnd();
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(result.Output, line => line.Contains("miscompare", StringComparison.Ordinal) || line.Contains("finding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FaultKind.Flip)]
    [InlineData(FaultKind.Zero)]
    public void ARegisterIsChangedInASystemCall(FaultKind kind)
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start();
        Injector injector = WorkingProcess.InjectorFor(worker, InjectionTargets.Every);
        InjectedFault fault;
        do
        {
            fault = WorkingProcess.Inject(injector, kind, RegisterArea.Xmm);
        }
        while (!fault.InSystemCall);

        RegisterChange change = Assert.Single(fault.Changes);
        using ThreadTrace trace = TracedShell.Stop(fault.ThreadId);
        byte[] image = new byte[16 * 1024];
        Assert.Null(trace.ReadExtendedState(image, out int length));
        Assert.Equal(change.After, new ExtendedState(image.AsSpan(0, length), ExtendedStateLayout.OfMachine()!).Register(change.Area, change.Register!.Value).ToArray());
    }

    [Fact]
    public void WhatAnotherTracerHoldsIsForbiddenAndTheReasonNamed()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start();
        Injector injector = WorkingProcess.InjectorFor(worker, InjectionTargets.Every);
        using ThreadTrace held = TracedShell.Stop(WorkingProcess.ThreadOf(worker));
        InjectionAttempt attempt;
        do
        {
            attempt = injector.TryInject(FaultKind.None, area: null);
        }
        while (attempt.Fault is not null || attempt.Reason == InjectionFailure.NoTarget);

        Assert.Equal(InjectionFailure.Forbidden, attempt.Reason);
        Assert.Matches(@"^PTRACE_SEIZE for thread \d+: Operation not permitted\. Process \d+ \(.+\) already traces it", attempt.Message);
    }

    [Fact]
    public void AFaultMayLeaveItsThreadStoppedToBeStepped()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start("chain");
        Injector injector = WorkingProcess.InjectorFor(worker);
        InjectionAttempt attempt;
        ThreadTrace? held;
        do
        {
            attempt = injector.TryInjectHeld(FaultKind.Flip, RegisterArea.Xmm, out held);
            Requirement.Of(attempt);
            Assert.Equal(attempt.Fault is null, held is null);
        }
        while (held is null);

        using (held)
        {
            RegisterChange change = Assert.Single(attempt.Fault!.Changes);
            byte[] image = new byte[16 * 1024];
            Assert.Null(held.ReadExtendedState(image, out int length));
            Assert.Equal(change.After, new ExtendedState(image.AsSpan(0, length), ExtendedStateLayout.OfMachine()!).Register(change.Area, change.Register!.Value).ToArray());
            Assert.Equal(attempt.Fault.InstructionPointer, held.InstructionPointer);
            var places = new HashSet<ulong>();
            for (int i = 0; i < 200; i++)
            {
                places.Add(held.InstructionPointer);
                Assert.True(held.Step() is null or { Kind: TraceRefusalKind.Signalled or TraceRefusalKind.Waiting });
            }

            Assert.InRange(places.Count, 10, 200);
        }

        worker.WaitForOutput("\"miscompare\"");
    }
}
