using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>The runs on which every report format is tried: parts that passed, failed, could not run, were skipped or stopped, and a large run.</summary>
internal static class ReportSamples
{
    /// <summary>A run of several probes over four seconds that passed. The kernel probe, which was not requested, was skipped.</summary>
    public static RunRecord Passed { get; } = Samples.Passed with
    {
        Plan = Samples.Plan with
        {
            Probes = [new PlannedProbe("block", 100), new PlannedProbe("chain", 100)],
            SkippedProbes = [new SkippedPart("kernel", "the kernel has no AF_ALG (CONFIG_CRYPTO_USER_API_SKCIPHER)", Requested: false)],
            Stressors = [new PlannedStressor("exit"), new PlannedStressor("signal"), new PlannedStressor("memory")],
            MemoryBytes = 1 << 28,
        },
        Notes = ["The stressor signal did nothing on CPU 3."],
        KnownAnswers =
        [
            new KnownAnswerSummary("software", 6_000, 0, []) { Files = [new KnownAnswerFile("ECBGFSbox128.rsp", 4_000, 0), new KnownAnswerFile("CBCVarKey192.rsp", 2_000, 0)] },
            new KnownAnswerSummary("aesni", 6_000, 0, []) { Files = [new KnownAnswerFile("ECBGFSbox128.rsp", 4_000, 0), new KnownAnswerFile("CBCVarKey192.rsp", 2_000, 0)] },
        ],
        Exposure = Exposed,
        Timeline = new Timeline(1, 4, [new CpuTimeline(0, [1_000_000, 2_000_000, 2_000_000, 1_500_000]), new CpuTimeline(3, [900_000, 2_100_000, 0, 2_000_000])]),
    };

    /// <summary>The same with findings: of two CPUs, of one that is not known, and of the process; with markup, control characters and half a character in the words.</summary>
    public static RunRecord Faulty { get; } = Passed with
    {
        Outcome = Outcome.Fault,
        Findings =
        [
            Samples.Finding with { Cpu = 0, Time = Samples.Time.AddSeconds(1.5) },
            Samples.Finding with { Cpu = 3, Probe = "chain", Verdict = Verdict.CpuPersistent, Evidence = MiscompareSamples.Chain },
            Samples.Finding with { Cpu = null, Explanation = ["<b>\"a\" & 'b'</b> ]]> \u001b[31m\0\ud800 \ufffe # not ok -- ä"] },
            Samples.Crash,
        ],
        FoldedFindings = [new FoldedFindings("block", 3, Verdict.CpuPersistent, 123_456, Samples.Time, Samples.Time.AddSeconds(9))],
    };

    /// <summary>Known answers with failures.</summary>
    public static RunRecord WrongAnswers { get; } = Passed with
    {
        Outcome = Outcome.Fault,
        KnownAnswers =
        [
            Passed.KnownAnswers[0],
            new KnownAnswerSummary("aesni", 6_000, 7, ["ECBGFSbox128.rsp:12: expected 00, actual 01"])
            {
                Files = [new KnownAnswerFile("ECBGFSbox128.rsp", 4_000, 7), new KnownAnswerFile("CBCVarKey192.rsp", 2_000, 0)],
            },
        ],
        Findings = [Samples.Finding with { Probe = "known-answer", Cpu = 3, Syndrome = null, Replay = null, Evidence = null, Explanation = ["The engine aesni got 7 of 6000 published vectors wrong."] }],
    };

    /// <summary>A probe that was requested by name and could not run.</summary>
    public static RunRecord Skipped { get; } = Passed with
    {
        Outcome = Outcome.Inconclusive,
        Plan = Passed.Plan with { SkippedProbes = [Passed.Plan.SkippedProbes[0] with { Requested = true }] },
        Reasons = ["The requested probe kernel can't run here: the kernel has no AF_ALG (CONFIG_CRYPTO_USER_API_SKCIPHER)."],
    };

    /// <summary>A run that was stopped before one of its CPUs had done anything.</summary>
    public static RunRecord Interrupted { get; } = Passed with
    {
        Outcome = Outcome.Inconclusive,
        EndedAt = Samples.Time.AddSeconds(1.25),
        Reasons = ["Stopped on request, after 1.3 s of 10 s.", "The probe block verified nothing on CPU 3.", "The probe chain verified nothing on CPU 3."],
        Exposure = new Exposure([Exposed.Cpus[0]], [], 7) { Seconds = 1.25 },
        Timeline = new Timeline(1, 1.25, [new CpuTimeline(0, [1_000_000, 500_000])]),
    };

    /// <summary>A gate from which a setting kept registers, and the runtime a width.</summary>
    public static RunRecord Narrowed { get; } = Passed with
    {
        Outcome = Outcome.Inconclusive,
        Plan = Passed.Plan with
        {
            Probes = [new PlannedProbe("block", 100, Requested: true), new PlannedProbe("chain", 100, Requested: true)],
            Engines =
            [
                new PlannedEngine("block", "aesni", Used: true),
                new PlannedEngine("block", "guards", Used: false)
                {
                    Shortfall = "DOTNET_EnableAVX512=0 switches off avx512f, which the CPU has",
                    Setting = "DOTNET_EnableAVX512=0",
                },
                new PlannedEngine("chain", "aesni", Used: true),
                new PlannedEngine("chain", "aesni/wide", Used: false) { Shortfall = "the .NET runtime does not offer vaes on this CPU, although the CPU has it" },
            ],
        },
        Gate = new GateDemands { RequiredEngines = ["zmm"] },
        Reasons = ["The probe block runs without guards: DOTNET_EnableAVX512=0 switches off avx512f, which the CPU has."],
        Notes = ["The probe chain runs without aesni/wide: the .NET runtime does not offer vaes on this CPU, although the CPU has it."],
    };

    /// <summary>A machine that has no AES.</summary>
    public static RunRecord Unsupported { get; } = Passed with
    {
        Outcome = Outcome.Unsupported,
        EndedAt = Samples.Time,
        FirstBlockAt = null,
        Reasons = ["The AES instructions are missing on this CPU or disabled in the runtime's settings."],
        KnownAnswers = [],
        Exposure = Exposure.None,
        Timeline = Timeline.None,
    };

    /// <summary>All of them by name, except the large one.</summary>
    public static IReadOnlyDictionary<string, RunRecord> All { get; } = new Dictionary<string, RunRecord>
    {
        ["passed"] = Passed,
        ["faulty"] = Faulty,
        ["wrong-answers"] = WrongAnswers,
        ["skipped"] = Skipped,
        ["interrupted"] = Interrupted,
        ["unsupported"] = Unsupported,
        ["narrowed"] = Narrowed,
    };

    private static Exposure Exposed => new(
        [Cpu(0, 1_000), Cpu(3, 2_000)],
        Unattributed: [Samples.Probed("block", 50)],
        Units: 7)
    {
        Seconds = 9.5,
        GcSuspensions = 3,
        ProcessStressors = [new StressorExposure("memory", 40) { HeldBytes = 1 << 28 }],
    };

    /// <summary>As many CPUs and findings as a large machine that is quite broken has, over ten minutes.</summary>
    /// <param name="cpus">The CPUs.</param>
    /// <param name="findings">The findings.</param>
    public static RunRecord Large(int cpus, int findings) => Passed with
    {
        Outcome = findings > 0 ? Outcome.Fault : Outcome.Pass,
        EndedAt = Samples.Time.AddMinutes(10),
        Plan = Passed.Plan with { DurationSeconds = 600, Cpus = [.. Enumerable.Range(0, cpus)] },
        Host = Passed.Host with { Cpu = Passed.Host.Cpu with { LogicalCpuCount = cpus } },
        Exposure = new Exposure([.. Enumerable.Range(0, cpus).Select(cpu => Cpu(cpu, 1_000_000 + cpu))], [], 70) { Seconds = 599 },
        Timeline = new Timeline(
            8, 600, [.. Enumerable.Range(0, cpus).Select(cpu => new CpuTimeline(cpu, [.. Enumerable.Range(0, 75).Select(i => 1_000_000_000L + (((cpu * 7919) + (i * 104_729)) % 500_000_000))]))]),
        Findings =
        [
            .. Enumerable.Range(0, findings).Select(i => Samples.Finding with
            {
                Cpu = i * 31 % cpus,
                Probe = i % 3 == 0 ? "chain" : "block",
                Time = Samples.Time.AddSeconds(600.0 * i / findings),
                Verdict = i % 5 == 0 ? Verdict.RegisterLeak : Verdict.RegisterState,
            }),
        ],
    };

    private static CpuExposure Cpu(int cpu, long blocks) =>
        new(cpu, [Samples.Probed("block", blocks), Samples.Probed("chain", blocks / 2)], Samples.Switched(11, 12) with
        {
            Signals = 17,
            MinorFaults = 19,
            CpuSeconds = 9.25,
            LiveSeconds = 8.5,
        })
        {
            Kernel = new KernelEventCounts { TimerInterrupts = 2_500, Interrupts = 3_100, StealSeconds = 0.25 },
            Stressors = [new StressorExposure("signal", cpu == 3 ? 0 : 100), new StressorExposure("exit", 60)],
        };
}
