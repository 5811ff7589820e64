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

        FleetGroup group = Assert.Single(fleet.Groups, group => group.IsSignificant);
        Assert.Equal(("microcode", "old", 10, 0), (group.Trait, group.Value, group.Faulty, group.Healthy));
        GroupEffect any = group.Effects[0];
        Assert.Equal((null, 10, 10, 0, 10), (any.Verdict, any.Inside, any.CountedInside, any.Outside, any.CountedOutside));
        Assert.Equal(1 / 184_756.0, any.Probability, 1e-12);
        Assert.InRange(any.CorrectedProbability, any.Probability, 0.001);
    }

    [Fact]
    public void ASecondNameForTheSameMachinesCostsNothing()
    {
        RunRecord[] runs = [.. Many(10, "old", ReportSamples.Faulty), .. Many(10, "new", ReportSamples.Passed)];
        var fleet = Fleet.Of([.. runs.Select(run => run with { Host = run.Host with { Kernel = run.Host.Kernel with { Release = run.Host.Cpu.Microcode } } })]);

        Assert.Equal(["microcode", "kernel"], fleet.Groups.Where(group => group.IsSignificant).Select(group => group.Trait));
        Assert.Equal(Corrected(Fleet.Of(runs)).Min(), Corrected(fleet).Min());
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
            Fleet.Of(counted).Groups.Where(group => group.Trait == "microcode").SelectMany(group => group.Effects).Select(effect => effect.Probability),
            with.Groups.Where(group => group.Trait == "microcode").SelectMany(group => group.Effects).Select(effect => effect.Probability));
        Assert.Equal((13, 4), with.Groups.Where(group => group.Value == "old").Select(group => (group.Machines.Count, group.Counted)).Single());
    }

    [Fact]
    public void WhatAllMachinesHaveInCommonIsNotTested()
    {
        var fleet = Fleet.Of([.. Many(4, "old", ReportSamples.Faulty), .. Many(4, "new", ReportSamples.Passed), .. Many(4, "other", ReportSamples.Unsupported)]);
        Assert.Equal(["old", "new"], fleet.Groups.Where(group => group.Effects.Count > 0).Select(group => group.Value));
    }

    /// <summary>Five of twelve Xen hosts lose registers, and none of the others; but others are faulty in other ways, so that the totals show nothing.</summary>
    [Fact]
    public void AVerdictOfOneGroupIsFoundAmongOtherFaults()
    {
        RunRecord[] runs =
        [
            .. Hosts(5, "Xen HVM", Verdict.RegisterState), .. Hosts(7, "Xen HVM", null),
            .. Hosts(5, "KVM", Verdict.ProcessCrash), .. Hosts(2, "KVM", Verdict.Memory), .. Hosts(17, "KVM", null),
        ];
        FleetGroup xen = Fleet.Of(runs).Groups.Single(group => group.Value.StartsWith("Xen HVM", StringComparison.Ordinal));
        GroupEffect any = xen.Effects.Single(effect => effect.Verdict is null);
        GroupEffect lost = xen.Effects.Single(effect => effect.Verdict == Verdict.RegisterState);
        Assert.False(any.IsSignificant);
        Assert.True(lost.IsSignificant);
        Assert.Equal((5, 12, 0, 24), (lost.Inside, lost.CountedInside, lost.Outside, lost.CountedOutside));
        Assert.Contains("hypervisor Xen HVM, AWS EC2 (register-state on 5 of 12, elsewhere on 0 of 24, corrected p ", HtmlPage.Of(runs).Words, StringComparison.Ordinal);
    }

    /// <summary>The faulty machines are Xen's, whatever their kernel; more of the Xen machines have the old kernel.</summary>
    [Fact]
    public void AGroupThatOnlySharesMachinesWithAnotherIsNotAccused()
    {
        RunRecord[] runs =
        [
            .. Hosts(12, "Xen", Verdict.RegisterState, "5.10"), .. Hosts(8, "Xen", null, "5.10"),
            .. Hosts(12, "Xen", Verdict.RegisterState, "6.1"), .. Hosts(8, "Xen", null, "6.1"), .. Hosts(60, "KVM", null, "6.1"),
        ];
        string words = HtmlPage.Of(runs).Words;
        Assert.Contains("Faulty more often than by chance: machines with hypervisor Xen, AWS EC2 (register-state on 24 of 40, elsewhere on 0 of 60, corrected p < 0.001). ", words, StringComparison.Ordinal);
        Assert.Contains("Only because of these machines also: kernel 5.10.", words, StringComparison.Ordinal);
    }

    [Fact]
    public void MachinesWithTheSameHostNameAreNotTheSameMachines()
    {
        RunRecord[] faulty = [.. Hosts(10, "Xen", Verdict.RegisterState, "5.10"), .. Hosts(10, "Hyper-V", Verdict.RegisterState, "5.15")];
        string words = HtmlPage.Of([.. faulty.Select((run, number) => run with { Host = run.Host with { Name = $"host-{number % 10}" } }), .. Hosts(60, "KVM", null)]).Words;
        Assert.Contains("machines with hypervisor Xen, AWS EC2 or kernel 5.10 (register-state on 10 of 10, elsewhere on 10 of 70, ", words, StringComparison.Ordinal);
        Assert.Contains("10 host names stand for several machines here", words, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutHealthyMachinesNothingCanBeCompared() => Assert.Contains(
        "All machines that passed or failed are faulty: ", HtmlPage.Of([.. Hosts(5, "Xen", Verdict.RegisterState), .. Hosts(5, "KVM", Verdict.Memory)]).Words, StringComparison.Ordinal);

    [Fact]
    public void MachinesOfWhichNoneIsFaultyOrHealthyAreNotCompared()
    {
        HtmlPage page = HtmlPage.Of([Run("a", ReportSamples.Unsupported), Run("b", ReportSamples.Interrupted)]);
        Assert.Equal("No machine passed or failed", page.Named("h1").Single().Value);
        Assert.DoesNotContain("Groups of machines", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void ASingleFaultyMachineIsNotAGroup()
    {
        var fleet = Fleet.Of([.. Hosts(1, "Xen HVM", Verdict.RegisterState), .. Hosts(200, "KVM", null)]);
        Assert.All(Corrected(fleet), p => Assert.Equal(1, p));
    }

    private static IEnumerable<double> Corrected(Fleet fleet) => fleet.Groups.SelectMany(group => group.Effects).Select(effect => effect.CorrectedProbability);

    private static IEnumerable<RunRecord> Hosts(int count, string hypervisor, Verdict? verdict, string kernel = "6.1")
    {
        RunRecord run = verdict is null ? ReportSamples.Passed : ReportSamples.Faulty;
        return Enumerable.Range(0, count).Select(number => run with
        {
            Host = run.Host with { Name = $"{hypervisor}-{verdict}-{kernel}-{number}", Kernel = run.Host.Kernel with { Release = kernel }, Hypervisor = run.Host.Hypervisor with { Name = hypervisor, Cloud = "AWS EC2" } },
            Findings = verdict is { } one ? [run.Findings[0] with { Verdict = one }] : [],
            FoldedFindings = [],
        });
    }

    private static IEnumerable<RunRecord> Many(int count, string microcode, RunRecord run, int from = 0) =>
        Enumerable.Range(from, count).Select(number => run with { Host = run.Host with { Name = $"{microcode}-{number}", Cpu = run.Host.Cpu with { Microcode = microcode } } });

    private static RunRecord Run(string name, RunRecord run) => run with { Host = run.Host with { Name = name } };
}
