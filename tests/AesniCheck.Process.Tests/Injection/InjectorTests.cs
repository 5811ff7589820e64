using AesniCheck.Injection;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes.Injection;

/// <summary>Faults injected from outside reach the real worker, and are detected there.</summary>
public sealed class InjectorTests
{
    // The block probe sees four of five faults: so many misses in a row are practically impossible.
    private const int MaximumFaults = 100;

    public static TheoryData<string, FaultKind, RegisterArea> Faults => new()
    {
        { "block", FaultKind.Flip, RegisterArea.Xmm },
        { "chain", FaultKind.Flip, RegisterArea.Xmm },
        { "chain", FaultKind.Zero, RegisterArea.Xmm },
        { "chain", FaultKind.Leak, RegisterArea.Xmm },
        { "chain", FaultKind.Stale, RegisterArea.Xmm },
        { "register", FaultKind.Flip, RegisterArea.ZmmUpper },
        { "register", FaultKind.Zero, RegisterArea.YmmUpper },
        { "register", FaultKind.Leak, RegisterArea.Zmm16To31 },
        { "register", FaultKind.Stale, RegisterArea.ZmmUpper },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void AFaultInTheWorkersRegistersIsAMiscompare(string probe, FaultKind kind, RegisterArea area)
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start(probe, workers: 2);
        InjectedFault fault = InjectUntilSeen(worker, kind, area)[0];

        Assert.Equal(kind, fault.Kind);
        Assert.StartsWith("worker ", fault.ThreadName, StringComparison.Ordinal);
        Assert.Contains($"/proc/{worker.Id}/task/{fault.ThreadId}", Directory.GetDirectories($"/proc/{worker.Id}/task"));
        Assert.Equal(kind == FaultKind.Leak, fault.OtherThreadId is not null);
        Assert.NotEqual(fault.ThreadId, fault.OtherThreadId);
        Assert.InRange(fault.StoppedMicroseconds, 0.1, 5e6);
        Assert.False(fault.InSystemCall);
        RegisterChange change = Assert.Single(fault.Changes);
        Assert.Equal(area, change.Area);
        Assert.NotNull(change.Register);
        Assert.Equal(kind == FaultKind.Flip, change.Bit is not null);
        Assert.NotEqual(change.Before, change.After);
    }

    [Fact]
    public void TwoWorkersWithEachOthersRegistersAreAMiscompare()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start("chain", workers: 2);
        InjectedFault fault = InjectUntilSeen(worker, FaultKind.SwapThreads, area: null)[0];

        Assert.NotNull(fault.OtherThreadId);
        Assert.NotEqual(fault.ThreadId, fault.OtherThreadId);
        Assert.Contains(RegisterArea.Xmm, fault.Changes.Select(change => change.Area));
        Assert.All(fault.Changes, change => Assert.Equal((null, null), (change.Register, change.Bit)));
        Assert.All(fault.Changes, change => Assert.Equal((change.Area.ByteCount, change.Area.ByteCount), (change.Before.Length, change.After.Length)));
    }

    [Fact]
    public void RegistersThatAreWrittenBackAsTheyWereAreNoMiscompare()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start("chain", workers: 2);
        Injector injector = WorkingProcess.InjectorFor(worker);
        for (int i = 0; i < 25; i++)
        {
            Assert.Empty(WorkingProcess.Inject(injector, FaultKind.None, area: null).Changes);
        }

        worker.Send("stop");
        ProcessResult result = worker.WaitForEnd();
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(result.Output, line => line.Contains("miscompare", StringComparison.Ordinal) || line.Contains("finding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FaultKind.Leak, RegisterArea.Xmm)]
    [InlineData(FaultKind.SwapThreads, null)]
    public void WhatTakesTwoWorkersHasNoTargetInOne(FaultKind kind, RegisterArea? area)
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start();
        Injector injector = WorkingProcess.InjectorFor(worker);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(new InjectionAttempt(null, InjectionFailure.NoTarget), injector.TryInject(kind, area)));
    }

    [Fact]
    public void AProcessThatHasEndedHasNoTarget()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start();
        Injector injector = WorkingProcess.InjectorFor(worker);
        worker.Send("stop");
        worker.WaitForEnd();

        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.Equal(new InjectionAttempt(null, InjectionFailure.NoTarget), injector.TryInject(kind, RegisterArea.Xmm)));
    }

    [Fact]
    public void AFaultInOneRegisterNeedsAnArea() =>
        Assert.Throws<ArgumentNullException>(() => new Injector(1, ExtendedStateLayout.OfMachine()!, 1, TimeProvider.System).TryInject(FaultKind.Zero, null));

    private static List<InjectedFault> InjectUntilSeen(RunningProcess worker, FaultKind kind, RegisterArea? area)
    {
        Injector injector = WorkingProcess.InjectorFor(worker);
        var faults = new List<InjectedFault>();
        do
        {
            Assert.True(faults.Count < MaximumFaults, $"None of {faults.Count} faults was seen.");
            faults.Add(WorkingProcess.Inject(injector, kind, area));
        }
        while (!worker.TryWaitForOutput("\"miscompare\"", TimeSpan.FromMilliseconds(100)));

        return faults;
    }
}
