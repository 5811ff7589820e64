using AesniCheck.Arbitration;
using AesniCheck.Ciphers;
using AesniCheck.Interop;
using AesniCheck.Probes;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class KnownAnswersTests
{
    [Fact]
    public void ARightEngineGivesNoFinding()
    {
        WorkerEvent[] events = Check(ScriptedEngine.Right);
        KnownAnswersChecked known = Assert.IsType<KnownAnswersChecked>(Assert.Single(events));
        Assert.Equal(["software", "aesni"], known.Engines.Select(engine => engine.Engine));
        Assert.All(known.Engines, engine =>
        {
            Assert.InRange(engine.Vectors, 1_000, int.MaxValue);
            Assert.Equal(0, engine.Failures);
            Assert.Empty(engine.FirstFailures);
        });
    }

    [Fact]
    public void AnEngineThatIsWrongAsOftenAgainIsAPersistentFindingOnItsCpu()
    {
        WorkerEvent[] events = Check(new ScriptedEngine((_, _, _, _, output) => output[0] ^= (byte)(output[0] == 0x3a ? 1 : 0)), ScriptedInstructions.Wrong);
        KnownAnswersChecked known = Assert.IsType<KnownAnswersChecked>(events[0]);
        FindingMade made = Assert.IsType<FindingMade>(events[1]);

        Assert.Equal(2, events.Length);
        Assert.Equal(0, known.Engines[0].Failures);
        Assert.InRange(known.Engines[1].Failures, 1, known.Engines[1].Vectors - 1);
        Assert.Null(made.MiscompareId);
        Assert.Equal((Verdict.CpuPersistent, KnownAnswers.ProbeName), (made.Finding.Verdict, made.Finding.Probe));
        Assert.Equal(ManualClock.Start, made.Finding.Time);
        Assert.Contains(
            $"got {known.Engines[1].Failures} of {known.Engines[1].Vectors:N0} known answers wrong",
            made.Finding.Explanation[0],
            StringComparison.Ordinal);

        // The first ones by file and line, not all.
        Assert.Equal(Math.Min(10, known.Engines[1].Failures), made.Finding.Explanation.Count - 1);
        Assert.Matches(@"\.rsp:\d+: expected [0-9a-f]+, actual [0-9a-f]+$", made.Finding.Explanation[1]);
    }

    [Fact]
    public void AnEngineThatIsWrongEachTimeWhereEachInstructionIsRightIsTheRuntimes()
    {
        WorkerEvent[] events = Check(new ScriptedEngine((_, _, _, _, output) => output[0] ^= (byte)(output[0] == 0x3a ? 1 : 0)), ScriptedInstructions.Right);
        FindingMade made = Assert.IsType<FindingMade>(events[1]);
        Assert.Equal(Verdict.Runtime, made.Finding.Verdict);
        Assert.Contains("Tried again, the same were wrong, in the same way.", made.Finding.Explanation[0], StringComparison.Ordinal);
        Assert.Contains("were correct in all of", made.Finding.Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AnEngineThatIsRightTheSecondTimeBlamesNoCpu()
    {
        WorkerEvent[] events = Check(new ScriptedEngine((call, _, _, _, output) => output[0] ^= (byte)(call == 100 ? 1 : 0)));
        FindingMade made = Assert.IsType<FindingMade>(events[1]);
        Assert.Equal(Verdict.Unexplained, made.Finding.Verdict);
        Assert.Contains("Tried again, 0 were wrong,", made.Finding.Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void EachEngineIsCheckedOnOneCpuAndTheThreadIsFreeAgain()
    {
        IReadOnlyList<int> allowed = Scheduling.AllowedCpus();
        HashSet<int> counts = [];
        Check(new ScriptedEngine((_, _, _, _, _) => counts.Add(Scheduling.AllowedCpus().Count)));

        Assert.Equal([1], counts);
        Assert.Equal(allowed, Scheduling.AllowedCpus());
    }

    private static WorkerEvent[] Check(AesEngine engine, SingleInstructions? instructions = null)
    {
        Assert.True(KnownAnswers.Check(new DevicesUnderTest { Aesni = engine, Instructions = instructions ?? new CpuInstructions() }, new ManualClock(), out IReadOnlyList<WorkerEvent> told));
        return [.. told];
    }
}
