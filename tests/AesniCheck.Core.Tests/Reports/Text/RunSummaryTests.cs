using AesniCheck.Plans;
using AesniCheck.Records;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Reports.Text;

/// <summary>The summary that people see without an option.</summary>
public sealed class RunSummaryTests
{
    private static readonly int[] Widths = [60, 80, 200];

    [Fact]
    public void APassFitsOnOneScreen()
    {
        const string expected = """
            PASS: 4,550 blocks verified on CPUs 0,3, no finding; the stressor signal did
            nothing on CPU 3

            machine      guest: Some CPU, KVM, EC2 (Nitro), kernel 6.1.0
            run          10.0 s on CPUs 0,3, 2 workers on each; AES-128/256; seed
                         0x0123456789abcdef
            probes       block, chain
            load         3 stressors at intensity 5 with 268.4 MB of memory; workers
                         interrupted by 24 context switches, 34 signals and 38 page faults;
                         6,200 interrupts on their CPUs
            verified     4,550 blocks (72.8 kB)
            registers    vector registers held test data 89 % of the time; the least on CPU
                         0: 89 %
            fault rate   fewer than 6.59e-4 per block, with 95 % confidence, if faults are
                         random
            skipped      kernel: the kernel has no AF_ALG (CONFIG_CRYPTO_USER_API_SKCIPHER)
            note         The stressor signal did nothing on CPU 3.
            PASS: 4,550 blocks verified on CPUs 0,3, no finding; the stressor signal did nothing on CPU 3
            """;
        Assert.Equal(expected, string.Join('\n', RunSummary.Lines(ReportSamples.Passed)));
    }

    [Fact]
    public void AFaultNamesItsFindingsAndTheNextSteps()
    {
        string text = string.Join('\n', RunSummary.Lines(Samples.Faulty));
        Assert.StartsWith("FAULT: 123,458 findings, 3,050 blocks verified\n\nmachine ", text, StringComparison.Ordinal);
        Assert.Contains(
            "\nfinding 1    register-state on CPU 2, probe block, 2026-03-29 01:02:03.456789\n             UTC. It was so. And so.\n", text, StringComparison.Ordinal);
        Assert.Contains("\n             and 123,456 more; --json keeps them, with their evidence\n", text, StringComparison.Ordinal);
        Assert.Contains("\nnext steps   register-state: suspect the hypervisor and the kernel", text, StringComparison.Ordinal);
        Assert.EndsWith("\nFAULT: 123,458 findings, 3,050 blocks verified", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fault rate", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnsupportedMachineIsShownWithTheReason()
    {
        string[] lines = [.. RunSummary.Lines(Samples.Passed with { Outcome = Outcome.Unsupported, Reasons = ["No AES."] })];
        Assert.Equal(["UNSUPPORTED: No AES.", "", "machine      guest: Some CPU, KVM, EC2 (Nitro), kernel 6.1.0", "not a pass   No AES.", "next steps   see the reason; 'aesnicheck info' shows what the CPU has", "UNSUPPORTED: No AES."], lines);
    }

    [Fact]
    public void ManySkipsAreNamedOnly()
    {
        RunPlan plan = Samples.Plan with { SkippedStressors = [.. Enumerable.Range(0, 5).Select(i => new SkippedPart($"s{i}", "a long reason", Requested: false))] };
        Assert.Contains("skipped      s0, s1, s2, s3, s4; --verbose says why", RunSummary.Lines(Samples.Passed with { Plan = plan }));
    }

    /// <summary>All but the last line, which other programs read.</summary>
    [Fact]
    public void ItIsAsWideAsTheWindow()
    {
        foreach (int width in Widths)
        {
            foreach (RunRecord record in (RunRecord[])[ReportSamples.Passed, ReportSamples.Faulty, ReportSamples.Skipped, ReportSamples.Large(448, 10_000), Samples.Faulty])
            {
                Assert.All(RunSummary.Lines(record, width).SkipLast(1), line => Assert.InRange(line.Length, 0, width));
            }
        }
    }

    [Property]
    public void NoWindowIsTooSmall(int width) =>
        Assert.All(RunSummary.Lines(ReportSamples.Faulty, width).SkipLast(1), line => Assert.InRange(line.Length, 0, Math.Max(40, width)));
}
