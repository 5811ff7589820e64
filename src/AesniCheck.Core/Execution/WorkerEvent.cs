using System.Text.Json.Serialization;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Execution;

/// <summary>An event from a worker process to its supervisor: one JSON object on a line, on standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(KnownAnswersChecked), "known-answers")]
[JsonDerivedType(typeof(ModeAnswersChecked), "mode-answers")]
[JsonDerivedType(typeof(WorkerMisplaced), "misplaced")]
[JsonDerivedType(typeof(PolicyRefused), "policy-refused")]
[JsonDerivedType(typeof(StressorDied), "stressor-died")]
[JsonDerivedType(typeof(StressorLimited), "stressor-limited")]
[JsonDerivedType(typeof(Progressed), "progress")]
[JsonDerivedType(typeof(MiscompareSeen), "miscompare")]
[JsonDerivedType(typeof(FindingMade), "finding")]
[JsonDerivedType(typeof(ProbeUnavailable), "unavailable")]
[JsonDerivedType(typeof(WorkerHung), "worker-hung")]
[JsonDerivedType(typeof(WorkStopped), "stopped")]
internal abstract record WorkerEvent;

/// <summary>The known answers of the engines in use were checked, before any other work.</summary>
/// <param name="Engines">One result for each engine.</param>
internal sealed record KnownAnswersChecked(IReadOnlyList<KnownAnswerSummary> Engines) : WorkerEvent;

/// <summary>The known answers in modes of operation were checked, in parallel with the work.</summary>
/// <param name="Engines">One result for each engine.</param>
/// <param name="Library">The crypto library under test, if any.</param>
internal sealed record ModeAnswersChecked(IReadOnlyList<KnownAnswerSummary> Engines, CryptoLibrary? Library) : WorkerEvent;

/// <summary>A worker could not be placed on its CPU.</summary>
/// <param name="Worker">The number of the worker.</param>
/// <param name="Cpu">The CPU to which it should be pinned; null if it should float among those of the plan.</param>
/// <param name="Refusal">The reason.</param>
internal sealed record WorkerMisplaced(int Worker, int? Cpu, string Refusal) : WorkerEvent;

/// <summary>A worker could not get its scheduling policy.</summary>
/// <param name="Worker">The number of the worker.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Refusal">The reason.</param>
internal sealed record PolicyRefused(int Worker, WorkerPolicy Policy, string Refusal) : WorkerEvent;

/// <summary>A stressor ended before the run.</summary>
/// <param name="Stressor">The name of the stressor.</param>
/// <param name="Cpu">The CPU on which it ran; null if it acts on the whole process.</param>
/// <param name="Reason">The reason, in half a sentence.</param>
internal sealed record StressorDied(string Stressor, int? Cpu, string Reason) : WorkerEvent;

/// <summary>A stressor can do only a part of its work, and continues with that.</summary>
/// <param name="Stressor">The name of the stressor.</param>
/// <param name="Cpu">The CPU on which it runs, or that of the worker on which it acts; null if it acts on the whole process.</param>
/// <param name="Reason">The missing part, in half a sentence.</param>
internal sealed record StressorLimited(string Stressor, int? Cpu, string Reason) : WorkerEvent;

/// <summary>The work of all workers since the process began. Also the sign of life.</summary>
/// <param name="Time">When the work was counted.</param>
/// <param name="Exposure">The counts.</param>
/// <param name="FirstBlock">When the first block had been verified; null before.</param>
internal sealed record Progressed(DateTimeOffset Time, Exposure Exposure, DateTimeOffset? FirstBlock) : WorkerEvent;

/// <summary>A miscompare, sent before any analysis.</summary>
/// <param name="Miscompare">The evidence.</param>
internal sealed record MiscompareSeen(Miscompare Miscompare) : WorkerEvent;

/// <summary>A finding was made.</summary>
/// <param name="MiscompareId">The id of the earlier miscompare that is its evidence; null if none.</param>
/// <param name="Finding">The finding, without that evidence.</param>
internal sealed record FindingMade(string? MiscompareId, Finding Finding) : WorkerEvent;

/// <summary>A part of the test is not available.</summary>
/// <param name="Worker">The worker that noticed.</param>
/// <param name="Probe">The name of the probe.</param>
/// <param name="Reason">The missing part and the reason.</param>
internal sealed record ProbeUnavailable(int Worker, string Probe, string Reason) : WorkerEvent;

/// <summary>A worker does not finish its turn although nothing keeps it from running.</summary>
/// <param name="Worker">The number of the worker.</param>
/// <param name="Cpu">Its present or last CPU.</param>
/// <param name="Probe">The name of the probe that it runs.</param>
/// <param name="Seconds">The length of the turn so far, in seconds that other threads lived through.</param>
/// <param name="CpuSeconds">The CPU time in it.</param>
internal sealed record WorkerHung(int Worker, int Cpu, string Probe, double Seconds, double CpuSeconds) : WorkerEvent;

/// <summary>All workers have stopped, as requested; the process ends.</summary>
/// <param name="Progress">The last counts.</param>
internal sealed record WorkStopped(Progressed Progress) : WorkerEvent;
