using System.Text;
using System.Text.Json.Nodes;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class WorkerWatchTests
{
    private static readonly WorkerExit GoodExit = new(0, null, []);

    private readonly RunLedger _ledger = new(Samples.Plan);
    private readonly ManualClock _clock = new();
    private readonly WorkerWatch _watch;

    public WorkerWatchTests() => _watch = new WorkerWatch(_ledger, 77, _clock);

    [Fact]
    public void EventsGoIntoTheLedger()
    {
        Take(WorkerEventCounts.KnownAnswers);
        Take(WorkerEventCounts.Progress(4));
        Take(WorkerEventCounts.Seen("0.1"));
        Take(WorkerEventCounts.Explained("0.1"));
        Take(WorkerEventCounts.Stopped(8));

        Assert.True(Close(GoodExit));
        Assert.Equal(8, _ledger.Exposure.Cpus[0].Blocks);
        Assert.Equal("0.1", Assert.Single(_ledger.Findings.Findings).Evidence!.Id);
    }

    [Fact]
    public void AWorkerThatCouldNotBePinnedIsAReason()
    {
        Take(new WorkerMisplaced(1, 3, "Invalid argument"));
        Assert.Contains(
            "Worker 1 could not be pinned to CPU 3: Invalid argument.",
            _ledger.ToRecord(Samples.Host, "", Samples.Time, Samples.Time).Reasons);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SomethingThatCouldNotBeTestedIsToldOnceAndKeepsARunFromAPassIfAskedFor(bool requested)
    {
        var ledger = new RunLedger(Samples.Plan with { Probes = [new PlannedProbe("kernel", 1, requested)] });
        var watch = new WorkerWatch(ledger, 77, _clock);
        watch.Take(LineOf(new ProbeUnavailable(0, "kernel", "xts-aes-aesni: the kernel refused the key")));
        watch.Take(LineOf(new ProbeUnavailable(1, "kernel", "xts-aes-aesni: the kernel refused the key")));

        RunRecord record = ledger.ToRecord(Samples.Host, "", Samples.Time, Samples.Time);
        const string Words = "The probe kernel could do only a part of its work: xts-aes-aesni: the kernel refused the key.";
        Assert.Equal(requested ? 1 : 0, record.Reasons.Count(reason => reason == Words));
        Assert.Equal(requested ? [] : [Words], record.Notes);
    }

    [Fact]
    public void ACrashTellsOfTheCallsThatDidNotComeBack()
    {
        string[] calls = [.. Enumerable.Range(0, 10).Select(worker => $"worker {worker} was in platform")];
        Close(new WorkerExit(null, "SIGSEGV", []) { Calls = calls });
        IReadOnlyList<string> explanation = Assert.Single(_ledger.Findings.Findings).Explanation;
        Assert.Equal(
            ["The worker process was ended by SIGSEGV.", .. calls.Take(8).Select(call => $"When it ended, {call}."), "2 more workers were in cipher calls too."],
            explanation);
    }

    [Theory]
    [InlineData("SIGSEGV", true)]
    [InlineData("SIGKILL", false)]
    public void ACrashInABufferNextToAGuardedPageSaysWhatThatMeans(string signal, bool isTold)
    {
        Close(new WorkerExit(null, signal, []) { Calls = ["worker 0 was in platform, buffers that end at an inaccessible page"] });
        Assert.Equal(
            isTold,
            Assert.Single(_ledger.Findings.Findings).Explanation.Contains("A read or write outside such a buffer ends the process in this way."));
    }

    [Theory]
    [InlineData(134, null)]
    [InlineData(3, null)]
    [InlineData(0, null)]
    [InlineData(null, "SIGSEGV")]
    [InlineData(null, "SIGKILL")]
    public void AnEndBeforeTheWorkIsDoneIsACrash(int? exitCode, string? signal)
    {
        Take(WorkerEventCounts.Progress(4));
        Assert.False(Close(new WorkerExit(exitCode, signal, ["Fatal error.", "at DummyBuffer"])));

        Finding finding = Assert.Single(_ledger.Findings.Findings);
        Assert.Equal((Verdict.ProcessCrash, WorkerWatch.ProbeName, (int?)null), (finding.Verdict, finding.Probe, finding.Cpu));
        Assert.Equal((77, exitCode, signal), (finding.Process!.ProcessId, finding.Process.ExitCode, finding.Process.Signal));
        Assert.Equal(["Fatal error.", "at DummyBuffer"], finding.Process.StandardError);
        Assert.Contains(signal ?? $"exit code {exitCode}", finding.Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AnExitCodeOtherThanZeroAfterTheWorkIsACrash()
    {
        Take(WorkerEventCounts.Stopped(4));
        Assert.False(Close(new WorkerExit(1, null, [])));
        Assert.Equal(1, _ledger.Findings.Count);
    }

    [Fact]
    public void SilenceIsACrashAndTheKillIsNotItsSignal()
    {
        Take(WorkerEventCounts.Progress(4));
        Assert.False(_watch.Close(new WorkerExit(null, "SIGKILL", []), "sent no event for 5 s", "Memory ran out.", () => true));

        Finding finding = Assert.Single(_ledger.Findings.Findings);
        Assert.Equal(["The worker process sent no event for 5 s and was killed."], finding.Explanation);
        Assert.Null(finding.Process!.Signal);
    }

    [Theory]
    [InlineData("SIGINT")]
    [InlineData("SIGTERM")]
    [InlineData("SIGHUP")]
    public void ASignalThatEndsTheWholeRunIsNoFinding(string signal)
    {
        Take(WorkerEventCounts.Progress(4));
        Assert.True(_watch.Close(new WorkerExit(null, signal, []), null, null, () => true));
        Assert.Equal(0, _ledger.Findings.Count);
    }

    [Theory]
    [InlineData("SIGTERM", false)]
    [InlineData("SIGSEGV", true)]
    public void AnyOtherSignalIsAFinding(string signal, bool runEnding)
    {
        Assert.False(_watch.Close(new WorkerExit(null, signal, []), null, null, () => runEnding));
        Assert.Equal(1, _ledger.Findings.Count);
    }

    [Theory]
    [InlineData("}{ no event")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("""{"event":"unheard-of"}""")]
    [InlineData("""{"event":"progress"}""")]
    [InlineData("""{"event":"finding","miscompareId":"0.1","finding":{"time":"2026-""")]
    [InlineData("""{"event":"misplaced","worker":0,"cpu":0,"refusal":"\u0000\uD800"}""")]
    public void WhatIsNoEventIsAFindingAtOnceAndTheWorkCounts(string line)
    {
        Take(WorkerEventCounts.Progress(4));
        Assert.False(_watch.Take(LineOf(line)));

        Finding finding = Assert.Single(_ledger.Findings.Findings);
        Assert.Equal((Verdict.ProcessCrash, WorkerWatch.ProbeName, ManualClock.Start), (finding.Verdict, finding.Probe, finding.Time));
        Assert.Equivalent(new ProcessEnd(77, null, null, [], [line]), finding.Process, strict: true);
        string length = line.Length == 1 ? "1 byte" : $"{line.Length} bytes";
        Assert.Equal([$"The worker process wrote a malformed event, {length} long{(line.Length == 0 ? "." : $": {line}")}"], finding.Explanation);

        // The process ends as expected: neither another process nor another finding is needed.
        Take(WorkerEventCounts.Stopped(8));
        Assert.True(Close(GoodExit));
        Assert.Equal(1, _ledger.Findings.Count);
        Assert.Equal(8, _ledger.Exposure.Cpus[0].Blocks);
    }

    [Fact]
    public void BytesThatAreNoTextAreNoEvent()
    {
        byte[] line = [.. LineOf(new WorkerMisplaced(1, 3, "xx")).Bytes];
        line[^3] = 0xff;
        Assert.False(_watch.Take(new PipeLine(line, LineEnd.Ended)));
        Assert.Contains("x\ufffd", Assert.Single(_ledger.Findings.Findings).Process!.Garbage[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ALineThatWasCutIsNoEventWhateverItHolds()
    {
        Assert.False(_watch.Take(LineOf(new WorkerMisplaced(1, 3, "x")) with { End = LineEnd.Cut }));
        Assert.Contains(" without a line end, which is not an event: {", Assert.Single(_ledger.Findings.Findings).Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ALineThatIsNotFinishedIsToldWithTheEnd()
    {
        Take(WorkerEventCounts.Progress(4));
        Assert.False(_watch.Take(LineOf("{\"event\":") with { End = LineEnd.Unfinished }));
        Assert.Equal(0, _ledger.Findings.Count);

        Assert.False(Close(new WorkerExit(null, "SIGSEGV", [])));
        Finding finding = Assert.Single(_ledger.Findings.Findings);
        Assert.Equal(["The worker process was ended by SIGSEGV.", "Its last event is truncated: {\"event\":"], finding.Explanation);
        Assert.Equal(["{\"event\":"], finding.Process!.Garbage);
    }

    [Fact]
    public void ALineThatIsNotFinishedIsAFindingHoweverTheProcessEnded()
    {
        Take(WorkerEventCounts.Stopped(8));
        _watch.Take(LineOf("{") with { End = LineEnd.Unfinished });

        Assert.True(Close(GoodExit));
        Finding finding = Assert.Single(_ledger.Findings.Findings);
        Assert.Equal(["Its last event is truncated: {"], finding.Explanation);
        Assert.Equal((0, null), (finding.Process!.ExitCode, finding.Process.Signal));
    }

    [Fact]
    public void AWholeEventThatOnlyLacksItsEndCounts()
    {
        Assert.True(_watch.Take(LineOf(WorkerEventCounts.Stopped(8)) with { End = LineEnd.Unfinished }));
        Assert.True(Close(GoodExit));
        Assert.Equal(0, _ledger.Findings.Count);
    }

    [Fact]
    public void AWorkerThatHangsIsAFindingAtOnceAndTheEndOfItsProcessIsNone()
    {
        Take(new WorkerHung(3, 1, "chain", 4.2, 2.5));
        Assert.True(_watch.HasHung);
        Assert.Equal(1, _ledger.Findings.Count);

        Assert.False(Close(new WorkerExit(null, "SIGKILL", [])));
        Assert.Equal(1, _ledger.Findings.Count);
    }

    /// <summary>Each part of a miscompare, those that all kinds have and those of the block probe.</summary>
    public static TheoryData<string> PartsOfAMiscompare =>
        [.. JsonNode.Parse(ScriptedWorker.LineOf(WorkerEventCounts.Seen("0.1")))!["miscompare"]!.AsObject().Select(part => part.Key)];

    [Fact]
    public void APartOfAMiscompareIsWhateverAllKindsHaveAndWhateverTheKindHas() =>
        Assert.Equal(
            typeof(BlockMiscompare).GetProperties().Select(property => property.Name == nameof(BlockMiscompare.Alignment) ? "AlignmentBytes" : property.Name).Except([nameof(Miscompare.Cpu)]).Append("Type").Order(StringComparer.Ordinal),
            PartsOfAMiscompare.Select(part => char.ToUpperInvariant(part.Data[0]) + part.Data[1..]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(PartsOfAMiscompare))]
    public void AMiscompareThatLacksAPartIsNoEvent(string part) =>
        AssertNoEvent(Changed(miscompare => miscompare.Remove(part)));

    [Theory]
    [MemberData(nameof(PartsOfAMiscompare))]
    public void AMiscompareWithNullForAPartIsNoEvent(string part) =>
        AssertNoEvent(Changed(miscompare => miscompare[part] = null));

    [Theory]
    [InlineData("unheard-of")]
    [InlineData("Block")]
    [InlineData("")]
    public void AMiscompareOfAnUnknownKindIsNoEvent(string type) =>
        AssertNoEvent(Changed(miscompare => miscompare["type"] = type));

    [Fact]
    public void OfMuchNonsenseTheBeginningIsKeptAndTheRestIsCounted()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _watch.Take(LineOf(new string('x', 10_000)));
        }

        Close(new WorkerExit(134, null, ["Aborted."]));
        Assert.Equal(1_001, _ledger.Findings.Count);
        Assert.Equal(101, _ledger.Findings.Findings.Count);
        Assert.All(_ledger.Findings.Findings.SkipLast(1), finding => Assert.Equal(new string('x', 4_096), Assert.Single(finding.Process!.Garbage)));

        // How it ended is not lost among them.
        Assert.Equal(["Aborted."], _ledger.Findings.Findings[^1].Process!.StandardError);
    }

    [Fact]
    public void NoCharacterIsHalved()
    {
        _watch.Take(LineOf($"x{string.Concat(Enumerable.Repeat("\U0001F600", 3_000))}"));
        Finding finding = Assert.Single(_ledger.Findings.Findings);
        Assert.Equal(4_095, finding.Process!.Garbage[0].Length);
        Assert.EndsWith("\U0001F600...", finding.Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AMiscompareThatWasNotExplainedBeforeACrashIsAFindingBesideIt()
    {
        Take(WorkerEventCounts.Seen("0.1"));
        Close(new WorkerExit(134, null, []));
        Assert.Equal([Verdict.Unexplained, Verdict.ProcessCrash], _ledger.Findings.Findings.Select(finding => finding.Verdict));
    }

    private static string Changed(Action<JsonObject> change)
    {
        JsonNode node = JsonNode.Parse(ScriptedWorker.LineOf(WorkerEventCounts.Seen("0.1")))!;
        change(node["miscompare"]!.AsObject());
        return node.ToJsonString();
    }

    private void AssertNoEvent(string line)
    {
        _watch.Take(LineOf(line));
        Take(WorkerEventCounts.Stopped(8));

        Assert.True(Close(GoodExit));
        Finding finding = Assert.Single(_ledger.Findings.Findings);
        Assert.Equal(Verdict.ProcessCrash, finding.Verdict);
        Assert.Equal([line], finding.Process!.Garbage);
    }

    [Fact]
    public void AKillForWhichTheProcessIsNotToBlameIsNoFindingAndNoPass()
    {
        Assert.False(_watch.Close(new WorkerExit(null, "SIGKILL", []), null, excuse: "Memory ran out.", () => false));
        RunRecord record = _ledger.ToRecord(Samples.Host, "", Samples.Time, Samples.Time);
        Assert.Empty(record.Findings);
        Assert.Contains(record.Reasons, reason => reason == "Memory ran out.");
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
    }

    private bool Close(WorkerExit exit) => _watch.Close(exit, null, excuse: null, () => false);

    private void Take(WorkerEvent workerEvent) => Assert.True(_watch.Take(LineOf(workerEvent)));

    private static PipeLine LineOf(WorkerEvent workerEvent) => LineOf(ScriptedWorker.LineOf(workerEvent));

    private static PipeLine LineOf(string text) => new(Encoding.UTF8.GetBytes(text), LineEnd.Ended);
}
