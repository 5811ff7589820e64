using AesniCheck.Plans;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Reports.Text;

public sealed class RunTextTests
{
    [Fact]
    public void APassIsShown()
    {
        const string expected = """
            run          10.0 s, 2 workers on each of CPUs 0,3, probes block
                         AES-128/256, seed 0x0123456789abcdef
            load         no stressors; workers pinned
            vectors      software 6,000 of 6,000 right, aesni 6,001 of 6,001 right
            verified     3,050 blocks (48.8 kB, 4.9 kB/s) in 7 units of seeded data
            by CPU         CPU   blocks switches  signals interrupts   faults   stolen  live
                             0    1,000       12        0          ?        0        ?     ?
                             3    2,000       14        0          ?        0        ?     ?
                           all    3,050       26        0          ?        0        ?     ?
                         stolen: time that the hypervisor gave to others; live: share of the
                         time with test data in vector registers
                         also 24 voluntary switches
            fault rate   0 in 3.05e3 blocks: fewer than 9.84e-4 per block at 95 %
                         0 in 26 involuntary switches
            PASS: 3,050 blocks verified on CPUs 0,3, no finding, without stressors
            """;
        Assert.Equal(expected, Summary(Samples.Passed));
    }

    [Fact]
    public void AFaultIsShownWithAllItsEvidence()
    {
        const string expected = """
            run          10.0 s, 2 workers on each of CPUs 0,3, probes block
                         AES-128/256, seed 0x0123456789abcdef
            load         no stressors; workers pinned
            vectors      software 6,000 of 6,000 right, aesni 6,001 of 6,001 right
            verified     3,050 blocks (48.8 kB, 4.9 kB/s) in 7 units of seeded data
            by CPU         CPU   blocks switches  signals interrupts   faults   stolen  live
                             0    1,000       12        0          ?        0        ?     ?
                             3    2,000       14        0          ?        0        ?     ?
                           all    3,050       26        0          ?        0        ?     ?
                         stolen: time that the hypervisor gave to others; live: share of the
                         time with test data in vector registers
                         also 24 voluntary switches
            finding 1    register-state on CPU 2, probe block, 2026-03-29 01:02:03.456789
                         UTC
              It was so.
              And so.
              block 1023 of unit 0xfedcba9876543210, AES-192 decryption, 14 in flight, in
              place, alignment 5
              thread 4711 (worker 1), CPU 3 before, CPU 2 after; 3 involuntary and 1
              voluntary switches
                key       101112131415161718191a1b1c1d1e1f2021222324252627
                input     404142434445464748494a4b4c4d4e4f
                expected  606162636465666768696a6b6c6d6e6f
                actual    808182838485868788898a8b8c8d8e8f
                xor       c0c1c2c3c4c5c6c7c8c9cacbcccdcecf
                          (61 bits in 2 bytes; closest after round 9: 1 bit)
            finding 2    process-crash, probe process, 2026-03-29 01:02:03.456789 UTC
              The worker process was ended by SIGSEGV.
                | last words
                         and 123,453 more, kept or counted in the report that --json writes
            next steps   register-state: suspect the hypervisor and the kernel: compare
                         guests with other versions of them (aesnicheck report *.json --html
                         fleet.html)
                         process-crash: read the kernel's log first (journalctl -k)
                         cpu-persistent: move the guest to other hardware; report host, CPU
                         and microcode to the provider
            FAULT: 123,458 findings, 3,050 blocks verified
            """;
        Assert.Equal(expected, Summary(Samples.Faulty));
    }

    [Fact]
    public void OfSeveralProbesEachIsShownWithItsWorkAndItsPartOfTheTime()
    {
        const string expected = """
            run          10.0 s, 2 workers on each of CPUs 0,3
                         AES-128/256, seed 0x0123456789abcdef
            probes       block, chain, registers, kernel
            load         signal, memory at intensity 7; memory of 268.4 MB; workers hopping;
                         policies other, idle
            skipped      library: there is no libcrypto
            skipped      kernel-simd: there is no way
            vectors      software 6,000 of 6,000 right, aesni 6,001 of 6,001 right
            verified     3.20e9 blocks (51.2 GB, 5.1 GB/s) in 7 units of seeded data
                         block: 3.20e9 blocks in 1.10e7 calls, 62.5 % of the time
                         chain: 9,990 rounds in 1 call, 25 % of the time
                         registers: 5.00e9 steps in 12,345 calls, 12.5 % of the time
                         kernel: 0 blocks in 0 calls, 0 % of the time
            by CPU         CPU   blocks switches  signals interrupts   faults   stolen  live
                             0   3.20e9  123,456   83,211    350,000   1.23e6    0.3 s  74 %
                             3      999  123,456   83,211    350,000   1.23e6    0.3 s  74 %
                           all   3.20e9  246,912  166,422    700,000   2.47e6    0.5 s  74 %
                         stolen: time that the hypervisor gave to others; live: share of the
                         time with test data in vector registers
                         also 1 migration, 4 voluntary switches, 2 faults from disk, 200,000
                         timer interrupts, 400,000 function call interrupts, 80,000 TLB
                         shootdowns, 8,642 softirqs, 3 garbage collection pauses
            stressors    signal 83,213, memory 5.00e6
            fault rate   0 in 3.20e9 blocks: fewer than 9.37e-10 per block at 95 %
                         0 in 246,912 involuntary switches, 0 in 166,422 signals, 0 in
                         2.47e6 page faults, 0 in 1 migration, 0 in 3 garbage collection
                         pauses
            PASS: 3.20e9 blocks verified on CPUs 0,3, no finding
            """;
        Assert.Equal(expected, Summary(OfSeveralProbes));
        Assert.All(Summary(OfSeveralProbes).Split('\n'), line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public void OfSeveralProbesThatDidNothingEachIsShown()
    {
        string text = Summary(OfSeveralProbes with { Outcome = Outcome.Inconclusive, Exposure = Exposure.None });
        Assert.Contains("\n             chain: 0 rounds in 0 calls, 0 % of the time\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EachSkippedProbeIsShownWithItsReasonWhetherAskedForOrNot()
    {
        string text = Summary(Samples.Passed with
        {
            Plan = Samples.Plan with
            {
                SkippedProbes = [new SkippedPart("kernel", "there is no AF_ALG", Requested: true), new SkippedPart("library", "there is no libcrypto", Requested: false)],
            },
        });
        Assert.Contains(" probes block\n             AES-128/256, seed 0x0123456789abcdef\nload         no stressors; workers pinned\nskipped      kernel: there is no AF_ALG\nskipped      library: there is no libcrypto\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunOfNoProbeAtAllIsShown()
    {
        RunPlan plan = Samples.Plan with { Probes = [], SkippedProbes = [new SkippedPart("kernel", "there is no AF_ALG", Requested: true)] };
        string text = Summary(Samples.Passed with { Outcome = Outcome.Inconclusive, Plan = plan, Exposure = Exposure.None });
        Assert.StartsWith("run          10.0 s, 2 workers on each of CPUs 0,3\n             AES-128/256, seed 0x0123456789abcdef\nload         no stressors; workers pinned\nskipped      kernel: there is no AF_ALG\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnInconclusiveRunTellsWhatIsMissing()
    {
        string text = Summary(Samples.Passed with { Outcome = Outcome.Inconclusive, Reasons = ["Stopped on request, after 2.5 s of 10 s."] });
        Assert.Contains("not a pass   Stopped on request, after 2.5 s of 10 s.\nnext steps   remove the reason that the summary gives, and run it again\nINCONCLUSIVE: stopped on request, after 2.5 s of 10 s; 3,050 blocks verified, no finding", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLastLineHasTheFirstReasonAndTheNumberOfTheOthers()
    {
        RunRecord record = Samples.Passed with { Outcome = Outcome.Inconclusive, Reasons = ["The stressor switch did nothing on CPU 0.", "OpenSSL is gone.", "CPU 3 is gone."] };
        Assert.Equal("INCONCLUSIVE: the stressor switch did nothing on CPU 0 (and 2 more reasons); 3,050 blocks verified, no finding", RunText.OutcomeLine(record));
        Assert.StartsWith("INCONCLUSIVE: OpenSSL is gone; ", RunText.OutcomeLine(record with { Reasons = ["OpenSSL is gone."] }), StringComparison.Ordinal);
    }

    [Fact]
    public void APassWithoutAllOfTheLoadSaysWhatItWasWithout()
    {
        Assert.EndsWith("on CPUs 0,3, no finding, without stressors", RunText.OutcomeLine(Samples.Passed), StringComparison.Ordinal);
        Assert.EndsWith("on CPUs 0,3, no finding; the stressor signal did nothing on CPU 3", RunText.OutcomeLine(ReportSamples.Passed), StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnsupportedMachineIsToldWhy() =>
        Assert.Equal("UNSUPPORTED: No AES.", RunText.OutcomeLine(Samples.Passed with { Outcome = Outcome.Unsupported, Reasons = ["No AES."] }));

    [Fact]
    public void TheComparisonIsShownWhereItWasWhatWentWrong()
    {
        Finding finding = Samples.Finding with { Evidence = Samples.Miscompare with { Kind = MiscompareKind.Accumulator }, Syndrome = null };
        Assert.Contains("    compared  a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", RunText.Lines(finding));
    }

    [Fact]
    public void ControlCharactersOfACrashedProcessDoNotReachTheTerminal()
    {
        Finding finding = Samples.Crash with { Process = Samples.Crash.Process! with { StandardError = ["\e[2J\a\u009b31mred\ttab\u007f"] } };
        Assert.Contains(@"    | \x1b[2J\x07\x9b31mred\x09tab\x7f", RunText.Lines(finding));
        Assert.DoesNotContain(RunText.Lines(finding), line => line.Any(char.IsControl));
    }

    [Fact]
    public void OfLongErrorsTenLinesAreShown()
    {
        Finding finding = Samples.Crash with { Process = Samples.Crash.Process! with { StandardError = [.. Enumerable.Repeat("line", 40)] } };
        Assert.Equal(10, RunText.Lines(finding).Count(line => line == "    | line"));
    }

    [Fact]
    public void ManyCpusAndReasonsAndFindingsStayShort()
    {
        CpuExposure[] cpus = [.. Enumerable.Range(0, 448).Select(cpu => new CpuExposure(cpu, [Samples.Probed("block", cpu == 17 ? 5 : 1_000 + cpu)], Samples.Switched(1, 2)))];
        RunRecord record = Samples.Faulty with
        {
            Plan = Samples.Plan with { Cpus = [.. Enumerable.Range(0, 448)] },
            Exposure = new Exposure(cpus, [], 1),
            Findings = [.. Enumerable.Repeat(Samples.Crash, 100)],
            Reasons = [.. Enumerable.Range(0, 448).Select(cpu => $"The probe chain verified nothing on CPU {cpu}.")],
        };
        string text = Summary(record);

        Assert.Contains("on each of CPUs 0-447,", text, StringComparison.Ordinal);
        Assert.Contains("\n                17        5        2 ", text, StringComparison.Ordinal);
        Assert.Contains("\n               447    1,447        2 ", text, StringComparison.Ordinal);
        Assert.Contains("\n               ... 448 CPUs: those with the least and the most work\n               all  547,116      896 ", text, StringComparison.Ordinal);
        Assert.Contains("and 438 more\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 10, 45);
    }

    [Fact]
    public void NothingVerifiedHasNoBound()
    {
        string text = Summary(Samples.Passed with { Outcome = Outcome.Inconclusive, Exposure = Exposure.None, EndedAt = Samples.Time });
        Assert.DoesNotContain("fault rate", text, StringComparison.Ordinal);
        Assert.Contains("verified     0 blocks (0 B, 0 B/s) in 0 units of seeded data", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNoProbeHasBlocksStepsAreCounted()
    {
        ProbeExposure[] probes = [new("schedule", 0, 2_000, 32_000, 20, 1.5), new("schedule", 0, 1_050, 16_800, 10, 1.5)];
        RunRecord record = Samples.Passed with
        {
            Plan = Samples.Plan with { Probes = [new PlannedProbe("schedule", 1)] },
            Exposure = new Exposure([new CpuExposure(0, [probes[0]], Samples.Switched(11, 12)), new CpuExposure(3, [probes[1]], Samples.Switched(13, 14))], [], 7),
        };
        const string expected = """
            verified     3,050 steps (48.8 kB, 4.9 kB/s) in 7 units of seeded data
            by CPU         CPU    steps switches  signals interrupts   faults   stolen  live
                             0    2,000       12        0          ?        0        ?     ?
                             3    1,050       14        0          ?        0        ?     ?
                           all    3,050       26        0          ?        0        ?     ?
                         stolen: time that the hypervisor gave to others; live: share of the
                         time with test data in vector registers
                         also 24 voluntary switches
            fault rate   0 in 3.05e3 steps: fewer than 9.84e-4 per step at 95 %
                         0 in 26 involuntary switches
            PASS: 3,050 steps verified on CPUs 0,3, no finding, without stressors
            """;
        Assert.EndsWith(expected, Summary(record), StringComparison.Ordinal);
    }

    /// <summary>Of a month on 448 CPUs a hundredth stolen is ten million seconds.</summary>
    [Theory]
    [InlineData(0.24, "0.2 s")]
    [InlineData(9_999.9, "9999.9 s")]
    [InlineData(9_999.96, "1.00e4 s")]
    [InlineData(123_456.7, "1.23e5 s")]
    [InlineData(11_612_160, "1.16e7 s")]
    [InlineData(1e12, "1.00e12 s")]
    public void ColumnsStayApartHoweverMuchThereIs(double stolen, string shown)
    {
        WorkerEventCounts most = new() { InvoluntarySwitches = long.MaxValue, Signals = 999_999, MinorFaults = long.MaxValue, LiveSeconds = 10 };
        var kernel = new KernelEventCounts { Interrupts = long.MaxValue, StealSeconds = stolen };
        RunRecord record = Samples.Passed with
        {
            Plan = Samples.Plan with { Cpus = [8_191] },
            Exposure = new Exposure([new CpuExposure(8_191, [new ProbeExposure("block", long.MaxValue, long.MaxValue, 1, 1, 1)], most) { Kernel = kernel }], [], 7) { Seconds = 10 },
        };
        string[] rows = [.. RunText.Summary(record).SkipWhile(line => !line.StartsWith("by CPU", StringComparison.Ordinal)).Skip(1).Take(2)];
        Assert.Equal(["8191", "all"], rows.Select(row => row.Trim().Split(' ')[0]));
        Assert.All(rows, row => Assert.Equal(
            ["9.22e18", "9.22e18", "999,999", "9.22e18", "9.22e18", .. shown.Split(' '), "100", "%"],
            row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]));
    }

    [Fact]
    public void TheHostComesFirstAndTheOutcomeLast()
    {
        string[] lines = [.. RunText.Summary(Samples.Passed)];
        Assert.Equal(HostText.Lines(Samples.Host), lines.TakeWhile(line => !line.StartsWith("run ", StringComparison.Ordinal)));
        Assert.Equal(RunText.OutcomeLine(Samples.Passed), lines[^1]);
    }

    [Fact]
    public void EveryCultureGivesTheSameText()
    {
        Assert.Single(Cultures.InEach(() => string.Join('\n', RunText.Summary(Samples.Passed))).Distinct());
        Assert.Single(Cultures.InEach(() => string.Join('\n', RunText.Summary(Samples.Faulty))).Distinct());
        Assert.Single(Cultures.InEach(() => string.Join('\n', RunText.Summary(OfSeveralProbes))).Distinct());
    }

    private static RunRecord OfSeveralProbes { get; } = Samples.Passed with
    {
        Plan = Samples.Plan with
        {
            Probes = [new PlannedProbe("block", 50), new PlannedProbe("chain", 20), new PlannedProbe("registers", 10), new PlannedProbe("kernel", 10)],
            SkippedProbes = [new SkippedPart("library", "there is no libcrypto", Requested: false)],
            Stressors = [new PlannedStressor("signal"), new PlannedStressor("memory")],
            SkippedStressors = [new SkippedPart("kernel-simd", "there is no way", Requested: false)],
            Intensity = 7,
            MemoryBytes = 1 << 28,
            Placement = Placement.Hopping,
            Policies = [WorkerPolicy.Other, WorkerPolicy.Idle],
        },
        Exposure = new Exposure(
            [
                new CpuExposure(0, [new ProbeExposure("block", 3_200_000_000, 44_800_000_000, 51_200_000_000, 11_000_000, 25)], Busy) { Kernel = Interrupted, Stressors = [new StressorExposure("signal", 83_211)] },
                new CpuExposure(3, [new ProbeExposure("chain", 999, 9_990, 15_984, 1, 10), new ProbeExposure("kernel", 0, 0, 0, 0, 0)], Busy) { Kernel = Interrupted, Stressors = [new StressorExposure("signal", 2)] },
            ],
            [new ProbeExposure("registers", 0, 5_000_000_000, 64, 12_345, 5)],
            7)
        {
            UnattributedEvents = new WorkerEventCounts { Migrations = 1 },
            Seconds = 10,
            GcSuspensions = 3,
            ProcessStressors = [new StressorExposure("memory", 5_000_000)],
        },
    };

    private static WorkerEventCounts Busy => new()
    {
        VoluntarySwitches = 2,
        InvoluntarySwitches = 123_456,
        Signals = 83_211,
        MinorFaults = 1_234_567,
        MajorFaults = 1,
        CpuSeconds = 9,
        LiveSeconds = 7.446,
    };

    private static KernelEventCounts Interrupted => new()
    {
        TimerInterrupts = 100_000,
        FunctionCallInterrupts = 200_000,
        TlbShootdowns = 40_000,
        Interrupts = 350_000,
        Softirqs = 4_321,
        StealSeconds = 0.25,
    };

    /// <summary>The summary without the host, which has its own tests.</summary>
    private static string Summary(RunRecord record) => string.Join('\n', RunText.Summary(record).Skip(HostText.Lines(record.Host).Count()));
}
