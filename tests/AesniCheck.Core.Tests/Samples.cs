using AesniCheck.Ciphers;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;

namespace AesniCheck;

/// <summary>Plans, evidence, findings and records, each complete and with no two values alike, to be changed by <c>with</c>.</summary>
internal static class Samples
{
    public static DateTimeOffset Time { get; } = new DateTimeOffset(2026, 3, 29, 1, 2, 3, TimeSpan.Zero).AddTicks(4_567_890);

    public static RunPlan Plan { get; } = new()
    {
        DurationSeconds = 10,
        Seed = 0x0123456789abcdef,
        Cpus = [0, 3],
        WorkersPerCpu = 2,
        KeySizes = [128, 256],
        Probes = [new PlannedProbe("block", 30)],
    };

    public static HostInfo Host { get; } = new(
        "guest",
        new CpuInfo("GenuineIntel", "Some CPU", 6, 85, HostInfo.UnknownNumber, "0x1", 4, ["aes", "ssse3"]),
        new HypervisorInfo("KVMKVMKVM", "KVM", "EC2 (Nitro)", "Amazon EC2", "c5.large"),
        new KernelInfo("Some Linux", "6.1.0", "#1 SMP", "module", [new KernelCryptoDriver("cbc(aes)", "cbc-aes-aesni", "aesni_intel", 400, "skcipher", "passed")]),
        new RuntimeInfo(".NET 10.0.0", "X64", ["aes"]));

    public static Exposure Exposure { get; } = Exposed(1_000, 2_000);

    public static BlockMiscompare Miscompare { get; } = new()
    {
        Id = "1.7",
        Time = Time,
        Probe = "block",
        Kind = MiscompareKind.Block,
        Worker = 1,
        ThreadId = 4711,
        CpuBefore = 3,
        CpuAfter = 2,
        SwitchesBefore = new SwitchCounts(5, 70),
        SwitchesAfter = new SwitchCounts(6, 73),
        Engine = "aesni",
        Operation = CipherDirection.Decrypt,
        Batch = 14,
        InPlace = true,
        Alignment = 5,
        UnitSeed = 0xfedcba9876543210,
        KeySizeBits = 192,
        BlockIndex = 1023,
        Key = Bytes(0x10, 24),
        Input = Bytes(0x40, 16),
        Expected = Bytes(0x60, 16),
        Actual = Bytes(0x80, 16),
        Accumulator = Bytes(0xa0, 16),
        RoundKeys = Bytes(0x00, 208),
    };

    public static Finding Finding { get; } = new()
    {
        Time = Time,
        Probe = "block",
        Cpu = 2,
        Verdict = Verdict.RegisterState,
        Explanation = ["It was so.", "And so."],
        Syndrome = new Syndrome
        {
            XorMask = Bytes(0xc0, 16),
            HammingDistance = 61,
            DifferingBytes = [0, 15],
            ClosestRound = 9,
            ClosestDistance = 1,
            ClosestXorMask = Bytes(0xe0, 16),
        },
        Replay = new Replay(256, 3, 2),
        Evidence = Miscompare,
    };

    public static Finding Crash { get; } = new()
    {
        Time = Time,
        Probe = "process",
        Cpu = null,
        Verdict = Verdict.ProcessCrash,
        Explanation = ["The worker process was ended by SIGSEGV."],
        Process = new ProcessEnd(4712, null, "SIGSEGV", ["last words"], ["}{"]),
    };

    public static RunRecord Passed { get; } = new()
    {
        ToolVersion = "1.2.3",
        Outcome = Outcome.Pass,
        Reasons = [],
        Seed = Plan.Seed,
        StartedAt = Time,
        EndedAt = Time.AddSeconds(10),
        FirstBlockAt = Time.AddSeconds(0.25),
        Host = Host,
        Plan = Plan,
        KnownAnswers = [new KnownAnswerSummary("software", 6_000, 0, []), new KnownAnswerSummary("aesni", 6_001, 0, [])],
        ModeAnswers = [],
        Notes = [],
        Exposure = Exposure,
        Findings = [],
        FoldedFindings = [],
    };

    public static RunRecord Faulty { get; } = Passed with
    {
        Outcome = Outcome.Fault,
        Findings = [Finding, Crash],
        FoldedFindings = [new FoldedFindings("block", 3, Verdict.CpuPersistent, 123_456, Time, Time.AddSeconds(9))],
    };

    /// <summary>The work of CPUs 0 and 3 of <see cref="Plan"/>.</summary>
    public static Exposure Exposed(long blocksOnCpu0, long blocksOnCpu3) => new(
        [
            new CpuExposure(0, [Probed("block", blocksOnCpu0)], Switched(11, 12)),
            new CpuExposure(3, [Probed("block", blocksOnCpu3)], Switched(13, 14)),
        ],
        Unattributed: [Probed("block", 50)],
        Units: 7);

    /// <summary>Workers that were switched so often.</summary>
    public static WorkerEventCounts Switched(long voluntary, long involuntary) => new() { VoluntarySwitches = voluntary, InvoluntarySwitches = involuntary };

    /// <summary>A probe's work on these blocks. The numbers of two of them add up to those of their sum.</summary>
    public static ProbeExposure Probed(string probe, long blocks) => new(probe, blocks, 10 * blocks, 16 * blocks, 2 * blocks, blocks / 1024.0);

    /// <summary>Bytes that count up.</summary>
    public static byte[] Bytes(byte first, int count) => [.. Enumerable.Range(first, count).Select(value => (byte)value)];
}
