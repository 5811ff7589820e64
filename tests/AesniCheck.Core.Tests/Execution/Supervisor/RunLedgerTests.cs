using AesniCheck.Plans;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class RunLedgerTests
{
    private readonly RunLedger _ledger = new(Samples.Plan);

    [Fact]
    public void ExposureOnEveryCpuAndNoFindingIsAPass()
    {
        _ledger.AddKnownAnswers(WorkerEventCounts.KnownAnswers.Engines);
        _ledger.SetProgress(WorkerEventCounts.Progress(5));
        RunRecord record = Record();

        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Empty(record.Reasons);
        Assert.Equal("1.2.3", record.ToolVersion);
        Assert.Equal(Samples.Plan.Seed, record.Seed);
        Assert.Same(Samples.Plan, record.Plan);
        Assert.Same(Samples.Host, record.Host);
        Assert.Equal((Samples.Time, Samples.Time.AddSeconds(9)), (record.StartedAt, record.EndedAt));
        Assert.Equal(Samples.Time.AddSeconds(0.25), record.FirstBlockAt);
        Assert.Equal("aesni", Assert.Single(record.KnownAnswers).Engine);
    }

    /// <summary>The first process had the finding; the tables of evidence must not say that there was nothing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AKnownAnswerThatWasWrongStaysSoWhateverTheNextProcessGot(bool ofModes)
    {
        KnownAnswerSummary right = Answers("aesni", ("a.rsp", 0), ("b.rsp", 0));
        KnownAnswerSummary wrong = Answers("aesni", ("a.rsp", 2), ("b.rsp", 0));
        Assert.Equivalent(wrong, Told(wrong, right), strict: true);
        Assert.Equivalent(wrong, Told(right, wrong), strict: true);
        Assert.Equivalent(right, Told(right, right), strict: true);

        KnownAnswerSummary both = Told(wrong, Answers("aesni", ("a.rsp", 1), ("b.rsp", 3)));
        Assert.Equal([new KnownAnswerFile("a.rsp", 10, 2), new KnownAnswerFile("b.rsp", 10, 3)], both.Files);
        Assert.Equal((20, 5), (both.Vectors, both.Failures));
        Assert.NotEmpty(both.FirstFailures);

        // Without files, as in records of an earlier version, the worse result counts.
        Assert.Equal(3, Told(new KnownAnswerSummary("aesni", 20, 3, ["x"]), new KnownAnswerSummary("aesni", 20, 0, [])).Failures);

        KnownAnswerSummary Told(params KnownAnswerSummary[] ofProcesses)
        {
            var ledger = new RunLedger(Samples.Plan);
            foreach (KnownAnswerSummary summary in ofProcesses)
            {
                if (ofModes)
                {
                    ledger.AddModeAnswers([summary], null);
                }
                else
                {
                    ledger.AddKnownAnswers([summary]);
                }
            }

            RunRecord record = ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time);
            return Assert.Single(ofModes ? record.ModeAnswers : record.KnownAnswers);
        }
    }

    private static KnownAnswerSummary Answers(string engine, params (string File, int Failures)[] files) =>
        new(engine, 10 * files.Length, files.Sum(file => file.Failures), [.. files.Where(file => file.Failures > 0).Select(file => $"{file.File}:3: expected 00, actual 01")])
        {
            Files = [.. files.Select(file => new KnownAnswerFile(file.File, 10, file.Failures))],
        };

    [Fact]
    public void ACpuWithoutExposureIsNamedAndNoPass()
    {
        _ledger.SetProgress(new Progressed(Samples.Time, Samples.Exposed(5, 0), null));
        RunRecord record = Record();
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Equal(["The probe block verified nothing on CPU 3."], record.Reasons);
    }

    [Fact]
    public void ACpuThatIsNotThereAtAllIsNamed()
    {
        _ledger.SetProgress(new Progressed(Samples.Time, Samples.Exposure with { Cpus = [Samples.Exposure.Cpus[1]] }, null));
        Assert.Equal(["The probe block verified nothing on CPU 0."], Record().Reasons);
    }

    [Fact]
    public void AProbeWithoutExposureIsNamed()
    {
        var ledger = new RunLedger(Samples.Plan with { Probes = [new PlannedProbe("block", 30), new PlannedProbe("chain", 20)] });
        ledger.SetProgress(WorkerEventCounts.Progress(5));
        Assert.Equal(
            ["The probe chain verified nothing on CPU 0,3."],
            ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time).Reasons);
    }

    [Fact]
    public void AProbeThatDidNothingOnOneCpuIsNamedWithIt()
    {
        RunRecord record = Record(
            Samples.Plan with { Probes = [new PlannedProbe("block", 30), new PlannedProbe("chain", 20)] },
            [Samples.Probed("block", 5), Samples.Probed("chain", 5)],
            [Samples.Probed("block", 5), new ProbeExposure("chain", 0, 0, 0, 0, 0.5)]);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Equal(["The probe chain verified nothing on CPU 3."], record.Reasons);
    }

    [Fact]
    public void WorkWithoutBlocksIsExposure()
    {
        var steps = new ProbeExposure("registers", Blocks: 0, Rounds: 1_000, Bytes: 64, Calls: 1, Seconds: 0.5);
        RunRecord record = Record(Samples.Plan with { Probes = [new PlannedProbe("registers", 10)] }, [steps], [steps]);
        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Empty(record.Reasons);
    }

    [Fact]
    public void WorkThatBelongsToNoCpuIsExposureOfNone()
    {
        _ledger.SetProgress(new Progressed(Samples.Time, Samples.Exposed(0, 5), null));
        Assert.NotEmpty(_ledger.Exposure.Unattributed);
        Assert.Equal(["The probe block verified nothing on CPU 0."], Record().Reasons);
    }

    [Fact]
    public void AProbeThatWasAskedForAndSkippedIsAReasonAndNoPass()
    {
        RunRecord record = Record(
            Samples.Plan with { SkippedProbes = [new SkippedPart("kernel", "there is no AF_ALG", Requested: true)] },
            [Samples.Probed("block", 5)],
            [Samples.Probed("block", 5)]);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Equal(["The requested probe kernel can't run here: there is no AF_ALG."], record.Reasons);
    }

    [Fact]
    public void AProbeThatWasSkippedButNotAskedForDoesNotKeepARunFromPassing()
    {
        RunPlan plan = Samples.Plan with { SkippedProbes = [new SkippedPart("kernel", "there is no AF_ALG", Requested: false)] };
        RunRecord record = Record(plan, [Samples.Probed("block", 5)], [Samples.Probed("block", 5)]);
        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Empty(record.Reasons);
        Assert.Equal(plan.SkippedProbes, record.Plan.SkippedProbes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARunOfWhichNoProbeCanRunIsNoPassWhetherAskedForOrNot(bool requested)
    {
        RunPlan plan = Samples.Plan with { Probes = [], SkippedProbes = [new SkippedPart("kernel", "there is no AF_ALG", requested)] };
        RunRecord record = RunLedger.NothingToRun(plan, Samples.Host, "1.2.3", Samples.Time);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Contains("No probe can run here.", record.Reasons);
        Assert.Equal(requested, record.Reasons.Contains("The requested probe kernel can't run here: there is no AF_ALG."));
        Assert.Equal(0, record.Exposure.Blocks);
        Assert.Null(record.FirstBlockAt);
    }

    [Fact]
    public void NothingAtAllIsInconclusive()
    {
        RunRecord record = Record();
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Equal(["The probe block verified nothing on CPU 0,3."], record.Reasons);
        Assert.Null(record.FirstBlockAt);
    }

    [Fact]
    public void AReasonIsEnoughForInconclusive()
    {
        _ledger.SetProgress(WorkerEventCounts.Progress(5));
        _ledger.AddReason("Stopped.");
        RunRecord record = Record();
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Equal(["Stopped."], record.Reasons);
    }

    [Fact]
    public void AFindingIsAFaultWhateverElseIsMissing()
    {
        _ledger.AddReason("Stopped.");
        _ledger.Findings.Add(Samples.Finding);
        Assert.Equal(Outcome.Fault, Record().Outcome);
        Assert.Equal(["Stopped.", "The probe block verified nothing on CPU 0,3."], Record().Reasons);
    }

    [Fact]
    public void AMiscompareThatWaitsIsAFaultAlready()
    {
        _ledger.SetProgress(WorkerEventCounts.Progress(5));
        _ledger.Findings.Add(Samples.Miscompare);
        Assert.Equal(Outcome.Fault, Record().Outcome);
    }

    [Fact]
    public void WhatDeadProcessesDidIsAddedUp()
    {
        _ledger.SetProgress(WorkerEventCounts.Progress(5));
        _ledger.SetProgress(WorkerEventCounts.Progress(10));
        _ledger.CloseProcess();
        _ledger.CloseProcess();
        Assert.Equal(10, _ledger.Exposure.Cpus[0].Blocks);

        _ledger.SetProgress(WorkerEventCounts.Progress(1));
        _ledger.SetProgress(WorkerEventCounts.Progress(3));
        Assert.Equal([13, 26], _ledger.Exposure.Cpus.Select(cpu => cpu.Blocks));
        Assert.Equal((100, 14), (_ledger.Exposure.Unattributed.Sum(probe => probe.Blocks), _ledger.Exposure.Units));
    }

    [Fact]
    public void ThePreparationEndsWithTheFirstBlock()
    {
        Assert.Equal("checking known answers", _ledger.Preparation);
        _ledger.AddKnownAnswers(WorkerEventCounts.KnownAnswers.Engines);
        Assert.Equal("making units and compiling loops", _ledger.Preparation);
        _ledger.SetProgress(WorkerEventCounts.Progress(1));
        Assert.Null(_ledger.Preparation);
        _ledger.CloseProcess();
        Assert.Null(_ledger.Preparation);
    }

    [Fact]
    public void TheFirstBlockIsThatOfTheFirstProcess()
    {
        _ledger.SetProgress(WorkerEventCounts.Progress(1) with { FirstBlock = null });
        Assert.Null(_ledger.FirstBlock);
        _ledger.SetProgress(WorkerEventCounts.Progress(1) with { FirstBlock = Samples.Time });
        _ledger.SetProgress(WorkerEventCounts.Progress(1) with { FirstBlock = Samples.Time.AddSeconds(5) });
        Assert.Equal(Samples.Time, _ledger.FirstBlock);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStressorThatDiedKeepsARunFromPassingIfItWasAskedFor(bool requested)
    {
        RunRecord record = RecordWithStressors(requested, ledger =>
        {
            ledger.AddDeath(new StressorDied("exit", 3, "the system refused"));
            ledger.AddDeath(new StressorDied("exit", 3, "the system refused"));
        });
        AssertTold(record, requested, "The stressor exit ended early on CPU 3: the system refused.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStressorThatDidNothingOnACpuIsTold(bool requested) => AssertTold(
        RecordWithStressors(requested, _ => { }, onCpu3: 0), requested, "The stressor exit did nothing on CPU 3.");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStressorThatDidNothingAtAllIsTold(bool requested) => AssertTold(
        RecordWithStressors(requested, _ => { }, onCpu0: 0, onCpu3: 0), requested, "The stressor exit did nothing.");

    [Theory]
    [InlineData(49, true, true)]
    [InlineData(50, true, false)]
    [InlineData(49, false, false)]
    public void MemoryThatWasAskedForAndNotHeldIsTold(long held, bool asked, bool told)
    {
        var ledger = new RunLedger(Samples.Plan with { Stressors = [new PlannedStressor("memory", Requested: true)], MemoryBytes = 100, UnderMemoryPressure = asked });
        Exposure exposure = Busy(Samples.Exposed(1_000, 2_000)) with { ProcessStressors = [new StressorExposure("memory", 7) { HeldBytes = held }], Seconds = 5 };
        ledger.SetProgress(new Progressed(Samples.Time, exposure, null));
        RunRecord record = ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time);
        Assert.Equal(told, record.Reasons.Any(reason => reason.StartsWith("The stressor memory held at most 49 B of the planned 100 B:", StringComparison.Ordinal)));
        Assert.Equal(told ? Outcome.Inconclusive : Outcome.Pass, record.Outcome);
    }

    [Fact]
    public void StressorsThatDidSomethingEverywhereAreNothingToTellOf()
    {
        RunRecord record = RecordWithStressors(requested: true, _ => { });
        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Empty(record.Reasons);
        Assert.Empty(record.Notes);
        Assert.Equal([new StressorExposure("exit", 11), new StressorExposure("vector", 6), new StressorExposure("memory", 7)], record.Exposure.Stressors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStressorThatCannotRunKeepsARunFromPassingIfItWasAskedFor(bool requested)
    {
        var ledger = new RunLedger(Samples.Plan with { SkippedStressors = [new SkippedPart("signal", "no signal is free", requested)] });
        ledger.SetProgress(WorkerEventCounts.Progress(5));
        RunRecord record = ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time);
        Assert.Equal(requested ? ["The requested stressor signal can't run here: no signal is free."] : [], record.Reasons);
        Assert.Equal(requested ? Outcome.Inconclusive : Outcome.Pass, record.Outcome);
    }

    [Fact]
    public void AMachineWithoutAesIsUnsupported()
    {
        RunRecord record = RunLedger.Unsupported(Samples.Plan, Samples.Host, "1.2.3", Samples.Time);
        Assert.Equal(Outcome.Unsupported, record.Outcome);
        Assert.Single(record.Reasons);
        Assert.Equal(0, record.Exposure.Blocks);
        Assert.Equal(record.StartedAt, record.EndedAt);
    }

    private static void AssertTold(RunRecord record, bool requested, string sentence)
    {
        Assert.Equal(requested ? Outcome.Inconclusive : Outcome.Pass, record.Outcome);
        Assert.Equal([sentence], requested ? record.Reasons : record.Notes);
        Assert.Empty(requested ? record.Notes : record.Reasons);
    }

    /// <summary>The record of a run beside which were the stressors exit and vector, on each CPU, and memory.</summary>
    private static RunRecord RecordWithStressors(bool requested, Action<RunLedger> happens, long onCpu0 = 5, long onCpu3 = 6)
    {
        var ledger = new RunLedger(Samples.Plan with { Stressors = [new PlannedStressor("exit", requested), new PlannedStressor("vector", requested), new PlannedStressor("memory", requested)] });
        Exposure exposure = Busy(Samples.Exposed(1_000, 2_000));
        ledger.SetProgress(new Progressed(
            Samples.Time,
            exposure with
            {
                Cpus = [OnCpu(0, onCpu0), OnCpu(1, onCpu3)],
                ProcessStressors = [new StressorExposure("memory", 7)],
                Seconds = 5,
            },
            null));
        happens(ledger);
        return ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time);

        CpuExposure OnCpu(int index, long exits) => exposure.Cpus[index] with { Stressors = [new StressorExposure("exit", exits), new StressorExposure("vector", 3)] };
    }

    /// <summary>The same with workers that held vector registers for four seconds on each CPU.</summary>
    private static Exposure Busy(Exposure exposure) =>
        exposure with { Cpus = [.. exposure.Cpus.Select(cpu => cpu with { Events = cpu.Events with { LiveSeconds = 4 } })] };

    /// <summary>The record of a run in which the probes did this on CPUs 0 and 3.</summary>
    private static RunRecord Record(RunPlan plan, IReadOnlyList<ProbeExposure> onCpu0, IReadOnlyList<ProbeExposure> onCpu3)
    {
        var ledger = new RunLedger(plan);
        ledger.SetProgress(new Progressed(Samples.Time, new Exposure([new CpuExposure(0, onCpu0, Samples.Switched(0, 0)), new CpuExposure(3, onCpu3, Samples.Switched(0, 0))], [], 1), null));
        return ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time);
    }

    private RunRecord Record() => _ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time.AddSeconds(9));
}
