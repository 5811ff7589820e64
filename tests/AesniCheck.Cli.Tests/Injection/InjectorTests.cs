using AesniCheck.Cli.Processes;
using AesniCheck.Injection;
using Xunit;

namespace AesniCheck.Cli.Injection;

/// <summary>Bits that are turned over from outside reach the real worker, and are seen there.</summary>
public sealed class InjectorTests
{
    // The block probe sees four of five: that it misses so many in a row won't happen.
    private const int MaximumFlips = 100;

    [Fact]
    public void AFlipInTheWorkersRegistersIsAMiscompare()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start();
        Injector injector = InjectorFor(worker);
        var faults = new List<InjectedFault>();
        bool seen = false;
        while (faults.Count < MaximumFlips && !seen)
        {
            InjectionAttempt attempt = injector.TryInject(FaultKind.Flip, RegisterArea.Xmm);
            Requirement.Tracing(attempt.Message ?? "", attempt is { Fault: null, Reason: NoInjection.Forbidden or NoInjection.Failed });
            if (attempt.Fault is { } fault)
            {
                faults.Add(fault);
                seen = worker.TryWaitForOutput("\"miscompare\"", TimeSpan.FromMilliseconds(100));
            }
        }

        Assert.True(seen, $"None of {faults.Count} flips was seen.");
        InjectedFault first = faults[0];
        Assert.Equal("worker 0", first.ThreadName);
        Assert.Equal(WorkingProcess.ThreadOf(worker), first.ThreadId);
        Assert.InRange(first.StoppedMicroseconds, 0.1, 5e6);
        Assert.NotEqual(first.Changes[0].Before, first.Changes[0].After);
    }

    [Fact]
    public void AProcessThatHasEndedHasNoTarget()
    {
        Requirement.AesInstructions();
        using RunningProcess worker = WorkingProcess.Start();
        Injector injector = InjectorFor(worker);
        worker.Send("stop");
        worker.WaitForEnd();

        Assert.Equal(new InjectionAttempt(null, NoInjection.NoTarget), injector.TryInject(FaultKind.Flip, RegisterArea.Xmm));
    }

    private static Injector InjectorFor(RunningProcess worker) => new(worker.Id, ExtendedStateLayout.OfMachine()!, seed: 1, TimeProvider.System);
}
