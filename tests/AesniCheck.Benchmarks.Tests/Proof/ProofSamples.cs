using AesniCheck.Benchmarks.Fate;
using AesniCheck.Host;
using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>Results that reach all that is demanded.</summary>
internal static class ProofSamples
{
    private static readonly DateTimeOffset Begin = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public static HostInfo Host { get; } = new(
        "a-name-of-a-machine",
        new CpuInfo("GenuineIntel", "Intel(R) Xeon(R) CPU @ 2.50GHz", 6, 85, 7, "0x1", 2, ["aes"]),
        new HypervisorInfo("KVMKVMKVM", "KVM", "none known", "vendor", "product"),
        new KernelInfo("an OS", "6.1.0", "#1", "loaded", []),
        new RuntimeInfo(".NET 10.0.1", "X64", ["aes"]));

    public static RegistersResult Registers { get; } = new()
    {
        Measurement = Measured("aesnicheck selftest --count 100"),
        Seed = 1,
        Count = 100,
        Result = SelfTestResult.Detects,
        Reasons = [],
        Notes = ["A note."],
        FalseAlarms = 0,
        Classes =
        [
            Class(SelfTestSubject.DefaultMix, FaultKind.Flip, RegisterArea.Xmm, 96),
            Class("chain", FaultKind.Flip, RegisterArea.Xmm, 99),
            Class("chain", FaultKind.Zero, RegisterArea.Xmm, 100),
            Class("chain", FaultKind.Leak, RegisterArea.Xmm, 98),
            Class("register", FaultKind.Flip, RegisterArea.Opmask, 75),
            Class("register", FaultKind.None, null, 0),
        ],
        Milliseconds = new Spread(468, 12, 40, 900),
        StoppedMicroseconds = new Spread(600, 60, 90, 400),
    };

    public static InsideResult Inside { get; } = new(
        Measured("AESNICHECK_DOUBLE=DOUBLE aesnicheck-doubles run"),
        [
            new InsideFault
            {
                Name = InsideFaults.SelfInverting,
                Model = "F1",
                Fault = "it is broken",
                Runs = 10,
                RunsWithFinding = 10,
                SecondsFromStart = new Spread(10, 0.5, 0.6, 1.9),
                Verdicts = [new NamedCount("cpu-persistent", 100)],
            },
            new InsideFault
            {
                Name = InsideFaults.RareBlock,
                Model = "F1",
                Fault = "it is broken",
                Runs = 10,
                RunsWithFinding = 10,
                Strikes = 40,
                StrikesFound = 39,
                MillisecondsFromStrike = new Spread(39, 1, 2, 3),
                Verdicts = [],
            },
        ]);

    public static AnywhereTrial Trial { get; } = new()
    {
        Outcome = AnywhereOutcome.Lost,
        Target = "any thread",
        Thread = "worker 1",
        Area = RegisterArea.Zmm16To31,
        Register = 17,
        Bit = 3,
        Place = "Class::Method|x",
        Fate = FateKind.Read,
        Instruction = "vpaddd zmm1,zmm2,zmm17",
        FatePlace = "Class::Method",
        Steps = 12,
    };

    public static AnywhereResult Anywhere(params IReadOnlyList<AnywhereTrial> trials) => AnywherePart.ResultOf(trials, Measured("proof"), seed: 1) with { Processes = 1 };

    public static ControlResult Control { get; } = new()
    {
        Measurement = Measured("aesnicheck run --duration 30m"),
        Outcome = Outcome.Pass,
        Findings = 0,
        Reasons = [],
        Notes = [],
        Seconds = 1800,
        Exposure = Exposure.None,
    };

    private static Measurement Measured(string command) => new(Begin, Begin.AddMinutes(5), "1.0.0", [command], IsComplete: true);

    private static RegisterClass Class(string subject, FaultKind kind, RegisterArea? area, int seen) => new(
        new DetectionClass { Subject = subject, Kind = kind, Area = area, Injected = 100, Seen = seen, Verdicts = [new VerdictCount(Verdict.RegisterState, seen)] },
        StoppedMicroseconds: null);
}
