using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>Plans, classes and records of self-tests, to be changed by <c>with</c>.</summary>
internal static class SelfTestSamples
{
    public static SelfTestPlan Plan { get; } = new()
    {
        Seed = 0x0123456789abcdef,
        Count = 10,
        Subjects =
        [
            new SelfTestSubject(SelfTestSubject.DefaultMix, Samples.Plan with { Probes = [new PlannedProbe("block", 30), new PlannedProbe("chain", 20)] }),
            new SelfTestSubject("chain", Samples.Plan with { Probes = [new PlannedProbe("chain", 20, Requested: true)] }),
        ],
        Kinds = [FaultKind.None, FaultKind.Flip, FaultKind.SwapThreads],
        Areas = [RegisterArea.Xmm, RegisterArea.Zmm16To31],
        Skipped = [new SkippedPart("kernel", "there is no AF_ALG", Requested: false)],
    };

    public static SelfTestTrial Missed { get; } = new(SelfTestSubject.DefaultMix, Fault(FaultKind.Flip, Change(RegisterArea.Zmm16To31, 17, 511)), null);

    public static SelfTestTrial Seen { get; } = new(
        "chain",
        Fault(FaultKind.SwapThreads, Change(RegisterArea.Xmm, null, null), Change(RegisterArea.Opmask, null, null)) with { OtherThreadId = 4713 },
        new Sighting(12.345, "chain", Verdict.RegisterLeak, 3, 4712, ["It was so."], 2));

    public static SelfTestTrial Control { get; } = new("chain", Fault(FaultKind.None), null);

    public static SelfTestRecord Detects { get; } = new()
    {
        ToolVersion = "1.2.3",
        Result = SelfTestResult.Detects,
        Reasons = [],
        Notes = ["The probe kernel can't be tried here: there is no AF_ALG.", "The moon was full."],
        StartedAt = Samples.Time,
        EndedAt = Samples.Time.AddSeconds(75),
        Host = Samples.Host,
        Plan = Plan,
        Classes =
        [
            Class("default", FaultKind.None, null, 0, 10),
            Class("default", FaultKind.Flip, RegisterArea.Xmm, 10, 10) with { Claim = 0.95, Kept = true, Verdicts = [new(Verdict.RegisterState, 9), new(Verdict.RegisterLeak, 1)] },
            Class("default", FaultKind.Flip, RegisterArea.Zmm16To31, 4, 10) with { Verdicts = [new(Verdict.RegisterState, 4)] },
            Class("default", FaultKind.SwapThreads, null, 10, 10) with { Verdicts = [new(Verdict.RegisterLeak, 8), new(Verdict.ProcessCrash, 2)] },
            Class("chain", FaultKind.None, null, 0, 10),
            Class("chain", FaultKind.Flip, RegisterArea.Xmm, 10, 10) with { Claim = 0.99, Kept = true, Verdicts = [new(Verdict.RegisterState, 10)] },
            Class("chain", FaultKind.Flip, RegisterArea.Zmm16To31, 0, 0) with { Shortfall = "the kernel has not enabled it" },
            Class("chain", FaultKind.SwapThreads, null, 10, 10) with { Verdicts = [new(Verdict.RegisterLeak, 10)] },
        ],
        Trials = [Missed, Seen with { Sighting = Seen.Sighting! with { Milliseconds = 3.04 } }, Seen, Seen with { Sighting = Seen.Sighting with { Milliseconds = 1_234 } }, Control],
        FalseAlarms = [],
    };

    public static SelfTestRecord Misses { get; } = Detects with
    {
        Result = SelfTestResult.Misses,
        Reasons = ["Under chain 5 of 10 faults flip xmm were seen, where 99 % are claimed.", "Something was found that nobody had injected."],
        Classes =
        [
            Class("chain", FaultKind.None, null, 1, 10) with { Verdicts = [new(Verdict.Unexplained, 1)] },
            Class("chain", FaultKind.Flip, RegisterArea.Xmm, 5, 10) with { Claim = 0.99, Kept = false, Verdicts = [new(Verdict.RegisterState, 5)] },
        ],
        Trials = [Missed, Control],
        FalseAlarms = [Samples.Crash, Samples.Finding],
    };

    /// <summary>A class with its interval and latencies.</summary>
    public static DetectionClass Class(string subject, FaultKind kind, RegisterArea? area, int seen, int injected) => new()
    {
        Subject = subject,
        Kind = kind,
        Area = area,
        Injected = injected,
        Seen = seen,
        Interval = injected > 0 ? WilsonInterval.Of(seen, injected) : null,
        MedianMilliseconds = seen > 0 ? 3.04 : null,
        WorstMilliseconds = seen > 0 ? 1_234 : null,
        Verdicts = [],
    };

    private static InjectedFault Fault(FaultKind kind, params IReadOnlyList<RegisterChange> changes) => new()
    {
        Time = Samples.Time,
        Kind = kind,
        Area = changes is [{ Register: not null }] ? changes[0].Area : null,
        ThreadId = 4711,
        ThreadName = "worker 1",
        Cpu = 3,
        InstructionPointer = 0x00007f0123456789,
        StoppedMicroseconds = 41.5,
        Changes = changes,
    };

    private static RegisterChange Change(RegisterArea area, int? register, int? bit) => new(area, register, bit, Samples.Bytes(1, 4), Samples.Bytes(5, 4));
}
