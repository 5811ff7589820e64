using System.Text.Json.Serialization;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Execution;

/// <summary>What a worker process tells its supervisor: one JSON object on a line each, on its standard output.</summary>
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

/// <summary>The known answers of the engines in use were checked, before anything else.</summary>
/// <param name="Engines">One result an engine.</param>
internal sealed record KnownAnswersChecked(IReadOnlyList<KnownAnswerSummary> Engines) : WorkerEvent;

/// <summary>The known answers in modes of operation were checked, beside the work.</summary>
/// <param name="Engines">One result an engine.</param>
/// <param name="Library">The crypto library that is tested, if one is.</param>
internal sealed record ModeAnswersChecked(IReadOnlyList<KnownAnswerSummary> Engines, CryptoLibrary? Library) : WorkerEvent;

/// <summary>A worker could not be put where it belongs.</summary>
/// <param name="Worker">Its number.</param>
/// <param name="Cpu">The CPU that it was to be pinned to; null where it was to float among those of the plan.</param>
/// <param name="Refusal">Why it could not be.</param>
internal sealed record WorkerMisplaced(int Worker, int? Cpu, string Refusal) : WorkerEvent;

/// <summary>A worker could not have the scheduling policy that it was to have.</summary>
/// <param name="Worker">Its number.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record PolicyRefused(int Worker, WorkerPolicy Policy, string Refusal) : WorkerEvent;

/// <summary>A stressor has come to an end before the run.</summary>
/// <param name="Stressor">Its name.</param>
/// <param name="Cpu">The CPU that it ran on; null where it acts on the whole process.</param>
/// <param name="Reason">Why, in half a sentence.</param>
internal sealed record StressorDied(string Stressor, int? Cpu, string Reason) : WorkerEvent;

/// <summary>A stressor can't do all that it is for, and goes on with the rest.</summary>
/// <param name="Stressor">Its name.</param>
/// <param name="Cpu">The CPU that it runs on, or that of the worker that it acts on; null where it acts on the whole process.</param>
/// <param name="Reason">What is missing, in half a sentence.</param>
internal sealed record StressorLimited(string Stressor, int? Cpu, string Reason) : WorkerEvent;

/// <summary>What all workers did since the process began. Also the sign of life.</summary>
/// <param name="Time">When it was counted.</param>
/// <param name="Exposure">The counts.</param>
/// <param name="FirstBlock">When the first block had been verified; null before.</param>
internal sealed record Progressed(DateTimeOffset Time, Exposure Exposure, DateTimeOffset? FirstBlock) : WorkerEvent;

/// <summary>A miscompare, sent before anything tries to explain it.</summary>
/// <param name="Miscompare">The evidence.</param>
internal sealed record MiscompareSeen(Miscompare Miscompare) : WorkerEvent;

/// <summary>Something has been explained.</summary>
/// <param name="MiscompareId">The miscompare that was sent before, and is the finding's evidence; null where there was none.</param>
/// <param name="Finding">The finding, without that evidence.</param>
internal sealed record FindingMade(string? MiscompareId, Finding Finding) : WorkerEvent;

/// <summary>Something that was to be tested can't be.</summary>
/// <param name="Worker">The worker that found out.</param>
/// <param name="Probe">The name of the probe.</param>
/// <param name="Reason">What, and why.</param>
internal sealed record ProbeUnavailable(int Worker, string Probe, string Reason) : WorkerEvent;

/// <summary>A worker does not come to the end of what it is doing, though nobody keeps it from it.</summary>
/// <param name="Worker">Its number.</param>
/// <param name="Cpu">The CPU that it is on, or was on last.</param>
/// <param name="Probe">The name of the probe that it runs.</param>
/// <param name="Seconds">For how long, in seconds that others lived through.</param>
/// <param name="CpuSeconds">For how long of that it had a CPU.</param>
internal sealed record WorkerHung(int Worker, int Cpu, string Probe, double Seconds, double CpuSeconds) : WorkerEvent;

/// <summary>All workers have stopped, as they were told to; the process ends.</summary>
/// <param name="Progress">The last counts.</param>
internal sealed record WorkStopped(Progressed Progress) : WorkerEvent;
