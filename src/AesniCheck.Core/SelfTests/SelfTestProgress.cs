using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>How far a self-test has come, for those who watch.</summary>
/// <param name="Plan">What is being done.</param>
/// <param name="Elapsed">The time since it began.</param>
/// <param name="Subject">The subject that is being tried.</param>
/// <param name="Injected">The faults injected so far, in all subjects.</param>
/// <param name="Planned">The faults that are to be injected, in all subjects.</param>
/// <param name="Seen">Those of them that were seen.</param>
public sealed record SelfTestProgress(SelfTestPlan Plan, TimeSpan Elapsed, string Subject, int Injected, int Planned, int Seen);
