using AesniCheck.Records;
using AesniCheck.Reports.Html;
using Xunit;

namespace AesniCheck.Reports;

public sealed class FleetTests
{
    [Fact]
    public void TheWorstMachineIsFirst()
    {
        var fleet = Fleet.Of([Run("a", ReportSamples.Passed), Run("b", ReportSamples.Unsupported), Run("c", ReportSamples.Interrupted), Run("d", ReportSamples.WrongAnswers), Run("e", ReportSamples.Faulty)]);
        Assert.Equal(["e", "d", "c", "b", "a"], fleet.Machines.Select(machine => machine.Host.Name));
    }

    [Fact]
    public void RunsOfOneMachineAreOneMachineWithTheWorstOutcome()
    {
        FleetMachine machine = Assert.Single(Fleet.Of([Run("a", ReportSamples.Passed), Run("a", ReportSamples.Faulty), Run("a", ReportSamples.Interrupted)]).Machines);
        Assert.Equal([Outcome.Fault, Outcome.Inconclusive, Outcome.Pass], machine.Runs.Select(run => run.Outcome));
        Assert.True(machine.IsFaulty);
        Assert.Equal(ReportSamples.Faulty.FindingCount, machine.FindingCount);
    }

    [Fact]
    public void MoreFindingsOfAMachineThan64BitsCountAreTheLargestCount()
    {
        RunRecord run = Run("a", ReportSamples.Faulty);
        RunRecord many = run with { FoldedFindings = [run.FoldedFindings[0] with { Count = 6_000_000_000_000_000_000 }] };
        Assert.Equal(long.MaxValue, Assert.Single(Fleet.Of([many, many]).Machines).FindingCount);
        HtmlReport.Write([many, many], Stream.Null);
    }

    [Fact]
    public void AMachineWithAnotherKernelOrProcessorIsAnotherMachine()
    {
        RunRecord run = Run("a", ReportSamples.Passed);
        RunRecord[] others =
        [
            run with { Host = run.Host with { Name = "b" } },
            run with { Host = run.Host with { Cpu = run.Host.Cpu with { Model = "another" } } },
            run with { Host = run.Host with { Cpu = run.Host.Cpu with { Microcode = "0x2" } } },
            run with { Host = run.Host with { Hypervisor = run.Host.Hypervisor with { Name = "Xen PV" } } },
            run with { Host = run.Host with { Kernel = run.Host.Kernel with { Release = "6.2.0" } } },
        ];
        Assert.Equal(1 + others.Length, Fleet.Of([run, .. others]).Machines.Count);
        Assert.Single(Fleet.Of([run, run with { Host = run.Host with { Cpu = run.Host.Cpu with { LogicalCpuCount = 8 } } }]).Machines);
    }

    [Fact]
    public void AGroupThatFailsMoreThanChanceWouldHaveItIsFound()
    {
        var fleet = Fleet.Of([.. Many(10, "old", ReportSamples.Faulty), .. Many(10, "new", ReportSamples.Passed)]);

        Assert.Equal(2, fleet.TestedGroups);
        FleetGroup group = Assert.Single(fleet.Groups, group => group.IsSignificant);
        Assert.Equal(("microcode", "old", 10, 0), (group.Trait, group.Value, group.Faulty, group.Healthy));
        Assert.Equal(1 / 184_756.0, group.Probability!.Value, 1e-12);
        Assert.Equal(2 * group.Probability.Value, group.CorrectedProbability!.Value, 1e-12);
    }

    [Fact]
    public void TheSameMachinesUnderTwoTraitsAreOneTest()
    {
        RunRecord[] runs = [.. Many(10, "old", ReportSamples.Faulty), .. Many(10, "new", ReportSamples.Passed)];
        var fleet = Fleet.Of([.. runs.Select(run => run with { Host = run.Host with { Kernel = run.Host.Kernel with { Release = run.Host.Cpu.Microcode } } })]);

        Assert.Equal(2, fleet.TestedGroups);
        Assert.Equal(["microcode", "kernel"], fleet.Groups.Where(group => group.IsSignificant).Select(group => group.Trait));
        Assert.Equal(Fleet.Of(runs).Groups.Min(group => group.CorrectedProbability), fleet.Groups.Min(group => group.CorrectedProbability));
    }

    [Fact]
    public void WhatChanceGivesIsNotFound()
    {
        var fleet = Fleet.Of([.. Many(5, "old", ReportSamples.Faulty), .. Many(5, "new", ReportSamples.Faulty, from: 50), .. Many(5, "old", ReportSamples.Passed, from: 60), .. Many(5, "new", ReportSamples.Passed, from: 70)]);
        Assert.DoesNotContain(fleet.Groups, group => group.IsSignificant);
    }

    [Fact]
    public void MachinesThatAreNeitherFaultyNorHealthyCountForNothing()
    {
        RunRecord[] counted = [.. Many(4, "old", ReportSamples.Faulty), .. Many(4, "new", ReportSamples.Passed)];
        var with = Fleet.Of([.. counted, .. Many(9, "old", ReportSamples.Interrupted, from: 20), .. Many(9, "new", ReportSamples.Unsupported, from: 40)]);
        Assert.Equal(
            Fleet.Of(counted).Groups.Where(group => group.Trait == "microcode").Select(group => group.Probability),
            with.Groups.Where(group => group.Trait == "microcode").Select(group => group.Probability));
        Assert.Equal((13, 4), with.Groups.Where(group => group.Value == "old").Select(group => (group.Machines.Count, group.Counted)).Single());
    }

    [Fact]
    public void WhatAllMachinesHaveInCommonIsNotTested()
    {
        var fleet = Fleet.Of([.. Many(4, "old", ReportSamples.Faulty), .. Many(4, "new", ReportSamples.Passed), .. Many(4, "other", ReportSamples.Unsupported)]);
        Assert.Equal(["old", "new"], fleet.Groups.Where(group => group.Probability is not null).Select(group => group.Value));
    }

    private static IEnumerable<RunRecord> Many(int count, string microcode, RunRecord run, int from = 0) =>
        Enumerable.Range(from, count).Select(number => run with { Host = run.Host with { Name = $"{microcode}-{number}", Cpu = run.Host.Cpu with { Microcode = microcode } } });

    private static RunRecord Run(string name, RunRecord run) => run with { Host = run.Host with { Name = name } };
}
