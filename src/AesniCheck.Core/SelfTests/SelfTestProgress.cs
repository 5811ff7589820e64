using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>The progress of a self-test.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Elapsed">The time since it began.</param>
/// <param name="Subject">The subject that is being tried.</param>
/// <param name="Injected">The number of faults injected so far, in all subjects.</param>
/// <param name="Planned">The number of faults to inject, in all subjects.</param>
/// <param name="Seen">The number of injected faults that were seen.</param>
public sealed record SelfTestProgress(SelfTestPlan Plan, TimeSpan Elapsed, string Subject, int Injected, int Planned, int Seen);
