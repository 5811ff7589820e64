using AesniCheck.Probes;
using AesniCheck.Records;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class FindingLogTests
{
    private readonly FindingLog _log = new();

    [Fact]
    public void AnExplanationFindsItsMiscompare()
    {
        Miscompare first = WorkerEventCounts.Miscompare("0.1");
        Miscompare second = WorkerEventCounts.Miscompare("1.1");
        _log.Add(first);
        _log.Add(second);
        _log.Add(WorkerEventCounts.Explained("1.1").Finding, "1.1");
        Assert.Equal(2, _log.Count);
        Assert.Same(second, Assert.Single(_log.Findings).Evidence);

        _log.Add(WorkerEventCounts.Explained("0.1").Finding, "0.1");
        Assert.Equal(2, _log.Count);
        Assert.Same(first, _log.Findings[1].Evidence);
    }

    [Fact]
    public void AMiscompareCountsBeforeItIsExplained()
    {
        _log.Add(WorkerEventCounts.Miscompare("0.1"));
        Assert.Equal(1, _log.Count);
        Assert.Empty(_log.Findings);
    }

    [Fact]
    public void AFindingWithoutAMiscompareIsKept()
    {
        _log.Add(Samples.Crash);
        _log.Add(WorkerEventCounts.Explained("9.9").Finding, "9.9");
        Assert.Equal(2, _log.Count);
        Assert.Same(Samples.Crash, _log.Findings[0]);
        Assert.Null(_log.Findings[1].Evidence);
    }

    [Fact]
    public void WhatNobodyExplainsBecomesUnexplainedInTheOrderOfTime()
    {
        _log.Add(WorkerEventCounts.Miscompare("0.2", second: 2));
        _log.Add(WorkerEventCounts.Miscompare("0.1", second: 1));
        _log.CloseProcess();
        _log.CloseProcess();

        Assert.Equal(2, _log.Count);
        Assert.Equal(["0.1", "0.2"], _log.Findings.Select(finding => finding.Evidence!.Id));
        Assert.All(_log.Findings, finding =>
        {
            Assert.Equal(Verdict.Unexplained, finding.Verdict);
            Assert.Equal((finding.Evidence!.Time, finding.Evidence.Probe, finding.Evidence.Cpu), (finding.Time, finding.Probe, finding.Cpu));
            Assert.NotEmpty(finding.Explanation);
        });
    }

    [Fact]
    public void IdsOfTheNextProcessStartAnew()
    {
        _log.Add(WorkerEventCounts.Miscompare("0.1"));
        _log.CloseProcess();
        _log.Add(WorkerEventCounts.Miscompare("0.1"));
        Assert.Equal(2, _log.Count);
    }

    [Fact]
    public void AnIdThatComesTwiceIsTwoMiscompares()
    {
        _log.Add(WorkerEventCounts.Miscompare("0.1", second: 1));
        _log.Add(WorkerEventCounts.Miscompare("0.1", second: 2));
        Assert.Equal(2, _log.Count);
        _log.CloseProcess();
        Assert.Equal([1, 2], _log.Findings.Select(finding => (finding.Time - Samples.Time).TotalSeconds));
    }

    [Fact]
    public void BeyondAHundredAlikeTheyAreCountedByProbeCpuAndVerdict()
    {
        for (int second = 0; second < 250; second++)
        {
            _log.Add(WorkerEventCounts.Alike(cpu: 1, Verdict.CpuPersistent, second));
            _log.Add(WorkerEventCounts.Alike(cpu: 2, Verdict.CpuPersistent, second));
        }

        _log.Add(WorkerEventCounts.Alike(cpu: 1, Verdict.Memory, 999));
        Assert.Equal(201, _log.Findings.Count);
        Assert.Equal(501, _log.Count);
        Assert.Equal([1, 2], _log.Folded.Select(folded => folded.Cpu).Order());
        Assert.All(_log.Folded, folded =>
        {
            Assert.Equal((150, Verdict.CpuPersistent, "block"), (folded.Count, folded.Verdict, folded.Probe));
            Assert.Equal((Samples.Time.AddSeconds(100), Samples.Time.AddSeconds(249)), (folded.First, folded.Last));
        });
    }

    [Fact]
    public void BeyondTenThousandInAllTheyAreCounted()
    {
        for (int cpu = 0; cpu < 101; cpu++)
        {
            for (int i = 0; i < 100; i++)
            {
                _log.Add(WorkerEventCounts.Alike(cpu, Verdict.CpuPersistent, i));
            }
        }

        Assert.Equal(10_000, _log.Findings.Count);
        Assert.Equal(100, Assert.Single(_log.Folded).Count);
        Assert.Equal(10_100, _log.Count);
    }

    [Fact]
    public void NoneIsEverLost() =>
        Prop.ForAll(
            Gen.ListOf(Gen.Choose(0, 9)).ToArbitrary(),
            steps =>
            {
                var log = new FindingLog();
                int added = 0;
                var open = new Queue<string>();
                foreach (int step in steps)
                {
                    switch (step)
                    {
                        case < 5:
                            string id = $"0.{++added}";
                            log.Add(WorkerEventCounts.Miscompare(id));
                            open.Enqueue(id);
                            break;
                        case < 8 when open.TryDequeue(out string? explained):
                            log.Add(WorkerEventCounts.Explained(explained).Finding, explained);
                            break;
                        case 8:
                            for (int i = 0; i < 60; i++, added++)
                            {
                                log.Add(WorkerEventCounts.Alike(cpu: 1, Verdict.CpuPersistent, i));
                            }

                            break;
                        case 9:
                            log.CloseProcess();
                            open.Clear();
                            break;
                    }

                    if (log.Count != added)
                    {
                        return false;
                    }
                }

                log.CloseProcess();
                return log.Count == added && log.Findings.Count + log.Folded.Sum(folded => folded.Count) == added;
            }).QuickCheckThrowOnFailure();
}
