using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Benchmarks.Detection;
using AesniCheck.Benchmarks.Fate;
using AesniCheck.Injection;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>Faults anywhere in the process, the runtime's threads included: each is to be seen, or to be proven without effect.</summary>
internal static class AnywherePart
{
    private const int TellEvery = 20;

    // Most threads wait most of the time, and what waits holds nothing. So each second one is followed by one into a worker that runs.
    private const int EveryBeforeWorker = 2;

    public static Func<ProofResults, ProofResults> Measure(ProofContext context)
    {
        ExtendedStateLayout layout = ExtendedStateLayout.OfMachine()
            ?? throw new InvalidOperationException("This machine has no CPUID, and so no extended state that is known.");

        using var folder = new CodeMapFolder();
        DateTimeOffset startedAt = context.Clock.GetUtcNow();
        ProofOptions options = context.Options;
        var trials = new List<AnywhereTrial>();
        using var run = new WatchedRun(options.Executable, DefaultPlans.WithAllStressors(options.Seed), context.Clock);
        int planned = options.Anywhere + (options.Anywhere / EveryBeforeWorker);
        int late;
        int replaced;
        using (var session = new AnywhereSession(run, folder, layout, options.Seed, context.Clock))
        {
            while (trials.Count < planned && !context.Stop.IsCancellationRequested)
            {
                trials.Add(session.Run(trials.Count % (EveryBeforeWorker + 1) == EveryBeforeWorker ? InjectionTargets.Workers : InjectionTargets.Every));
                if (trials[^1].Outcome == AnywhereOutcome.Lost || trials.Count % TellEvery == 0)
                {
                    Tell(context, trials);
                }
            }

            run.End();
            late = session.LateSightings;
            replaced = session.Replaced;
        }

        string command = string.Create(CultureInfo.InvariantCulture, $"proof --parts anywhere --anywhere {options.Anywhere} --seed {options.Seed}");
        var measurement = new Measurement(
            startedAt, context.Clock.GetUtcNow(), ProgramRun.VersionOf(options.Executable), [command], IsComplete: trials.Count == planned);
        AnywhereResult result = ResultOf(trials, measurement, options.Seed) with
        {
            LateSightings = late,
            Replaced = replaced,
            Processes = run.Sightings.Processes,
            ProcessEnds = NamedCount.Of(run.Sightings.Ends),
            SupervisorSurvived = run.Record is not null,
        };
        return results => results with { Anywhere = result };
    }

    internal static AnywhereResult ResultOf(IReadOnlyList<AnywhereTrial> trials, Measurement measurement, ulong seed) => new()
    {
        Measurement = measurement,
        Seed = seed,
        Injected = trials.Count,
        Seen = Count(trials, AnywhereOutcome.Seen),
        WithoutEffect = Count(trials, AnywhereOutcome.WithoutEffect),
        InStressors = Count(trials, AnywhereOutcome.InStressor),
        Lost = Count(trials, AnywhereOutcome.Lost),
        Contradictions = trials.Count(IsContradiction),
        SeenByAnother = trials.Count(trial => trial.SeenByAnother),
        LateSightings = 0,
        Replaced = 0,
        Targets = GroupsOf(trials, trial => trial.Target),
        Threads = GroupsOf(trials, trial => ThreadNames.KindOf(trial.Thread)),
        Areas = GroupsOf(trials, trial => trial.Area.Name),
        Fates = NamedCount.Of(trials.Where(trial => trial.Outcome != AnywhereOutcome.Seen).Select(trial => EnumWord.Of(trial.Fate))),
        Milliseconds = Spread.Of(trials.Where(trial => trial.Milliseconds is not null).Select(trial => trial.Milliseconds!.Value)),
        Verdicts = NamedCount.Of(trials.Where(trial => trial.Verdict is not null).Select(trial => EnumWord.Of(trial.Verdict!.Value))),
        Processes = 0,
        ProcessEnds = [],
        SupervisorSurvived = true,
        Notable = [.. trials.Where(trial => trial.Outcome == AnywhereOutcome.Lost || IsContradiction(trial))],
    };

    private static bool IsContradiction(AnywhereTrial trial) =>
        trial.Outcome == AnywhereOutcome.Seen && trial.Fate is not FateKind.Read and not FateKind.Undecided;

    private static AnywhereGroup[] GroupsOf(IReadOnlyList<AnywhereTrial> trials, Func<AnywhereTrial, string> key) =>
    [
        .. trials.GroupBy(key, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Select(group => new AnywhereGroup(
            group.Key,
            group.Count(),
            Count(group, AnywhereOutcome.Seen),
            Count(group, AnywhereOutcome.WithoutEffect),
            Count(group, AnywhereOutcome.InStressor),
            Count(group, AnywhereOutcome.Lost))),
    ];

    private static int Count(IEnumerable<AnywhereTrial> trials, AnywhereOutcome outcome) => trials.Count(trial => trial.Outcome == outcome);

    private static void Tell(ProofContext context, List<AnywhereTrial> trials)
    {
        AnywhereTrial last = trials[^1];
        string what = last.Outcome == AnywhereOutcome.Lost
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"; lost: {last.Thread}, {last.Area.Name} {last.Register} bit {last.Bit}, {EnumWord.Of(last.Fate)} after {last.Steps} steps: {last.Instruction} in {last.FatePlace}")
            : "";
        context.Tell(string.Create(
            CultureInfo.InvariantCulture,
            $"{trials.Count} faults: {Count(trials, AnywhereOutcome.Seen)} seen, {Count(trials, AnywhereOutcome.WithoutEffect)} without effect, "
            + $"{Count(trials, AnywhereOutcome.InStressor)} in stressors, {Count(trials, AnywhereOutcome.Lost)} lost{what}"));
    }
}
