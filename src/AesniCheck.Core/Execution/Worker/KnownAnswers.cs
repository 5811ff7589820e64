using System.Collections.Immutable;
using System.Globalization;
using AesniCheck.Arbitration;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Ciphers.Portable;
using AesniCheck.Host;
using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Vectors;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// The first step of every run: checks the ECB and CBC vectors on the reference and on the engine under test. A wrong reference must
/// never blame a CPU.
/// </summary>
internal static class KnownAnswers
{
    /// <summary>The probe name of these findings.</summary>
    public const string ProbeName = RunCases.KnownAnswerSuite;

    private const int ShownFailures = 10;

    /// <summary>Checks both.</summary>
    /// <param name="devices">The devices to check.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="results">The results, with a finding for a wrong engine; to be sent after the work has begun, as the first event takes long.</param>
    /// <returns>Whether the reference is correct, so that the run can continue.</returns>
    public static bool Check(DevicesUnderTest devices, TimeProvider clock, out IReadOnlyList<WorkerEvent> results)
    {
        var events = new List<WorkerEvent>();
        results = events;
        ImmutableArray<VectorFile> files = EmbeddedVectors.ReadBlockVectors();
        Checked reference = Run(files, ModeEngines.Software);
        var aesni = new PortableModes(devices.Aesni);
        Checked underTest = Run(files, aesni);
        events.Add(new KnownAnswersChecked([reference.Summary, underTest.Summary]));
        if (reference.Summary.Failures > 0)
        {
            events.Add(WrongReference(reference, clock));
            return false;
        }

        events.AddRange(Judge(underTest, () => Run(files, aesni), isLibrary: false, width: null, devices, clock));
        return true;
    }

    /// <summary>
    /// Checks the modes of operation that the plan's probes use: on the reference and on the engines under test. Runs in parallel with
    /// the work, since it is too slow for the start; a wrong reference still ends the run.
    /// </summary>
    /// <returns>Whether the reference is correct.</returns>
    public static bool CheckModes(RunPlan plan, DevicesUnderTest devices, EventWriter events, TimeProvider clock)
    {
        ProbeEntry[] probes = [.. plan.Probes.Select(planned => ProbeList.Find(planned.Name)).OfType<ProbeEntry>()];
        (CodeOwner Owner, ModeEngine Engine)[] underTest =
        [
            // The kernel's drivers are checked during the run only.
            .. from probe in probes
               where probe.Owner != CodeOwner.Kernel
               from engine in probe.MessageEngines(devices)
               where Enum.GetValues<CipherMode>().Any(engine.Supports)
               select (probe.Owner, engine),
        ];
        if (underTest.Length == 0 && probes.All(probe => probe.Owner != CodeOwner.Kernel))
        {
            return true;
        }

        ImmutableArray<VectorFile> modes = EmbeddedVectors.ReadModes();
        Checked reference = Run(modes, ModeEngines.Software);

        // The reference's ECB and CBC were checked at the start; the other engines have separate loops for them.
        ImmutableArray<VectorFile> files = [.. modes, .. EmbeddedVectors.ReadLongBlockVectors()];
        Checked[] results = [.. underTest.Select(tested => Run(files, tested.Engine))];
        CryptoLibrary? library = probes.Any(probe => probe.Owner == CodeOwner.Library) ? CryptoLibraryReader.Read() : null;
        events.Write(new ModeAnswersChecked([reference.Summary, .. results.Select(result => result.Summary)], library));
        if (reference.Summary.Failures > 0)
        {
            events.Write(WrongReference(reference, clock));
            return false;
        }

        foreach (((CodeOwner owner, ModeEngine engine), Checked result) in underTest.Zip(results))
        {
            foreach (WorkerEvent finding in Judge(result, () => Run(files, engine), owner == CodeOwner.Library, engine.GhashWidth ?? PclmulWidth.V128, devices, clock))
            {
                events.Write(finding);
            }
        }

        return true;
    }

    private static FindingMade WrongReference(Checked reference, TimeProvider clock) =>
        new(null, ToFinding(reference, Verdict.Reference, "It cannot be used to judge a CPU; the run ends here.", clock));

    private static IEnumerable<WorkerEvent> Judge(
        Checked underTest, Func<Checked> runAgain, bool isLibrary, PclmulWidth? width, DevicesUnderTest devices, TimeProvider clock)
    {
        if (underTest.Summary.Failures == 0)
        {
            yield break;
        }

        (Verdict verdict, string words) = new KnownAnswerJudge(devices.Instructions).Judge(underTest.Failures, runAgain().Failures, isLibrary, width);
        yield return new FindingMade(null, ToFinding(underTest, verdict, words, clock));
    }

    /// <summary>Runs them on one CPU, so that a wrong CPU is identified: an unpinned thread may move to another and come back.</summary>
    private static Checked Run(ImmutableArray<VectorFile> files, ModeEngine engine)
    {
        IReadOnlyList<int> allowed = Scheduling.AllowedCpus();
        int cpu = Scheduling.CurrentCpu();
        bool isPinned = Scheduling.TryPin(cpu) is null;
        try
        {
            return Run(files, engine, isPinned ? cpu : null);
        }
        finally
        {
            // Threads that are started later would inherit the pinning.
            _ = isPinned ? Scheduling.TryPlace(0, allowed) : null;
        }
    }

    private static Checked Run(ImmutableArray<VectorFile> files, ModeEngine engine, int? cpu)
    {
        ImmutableArray<KnownAnswerResult> results = KnownAnswerSuite.Run(files, [engine]);
        int failures = results.Sum(result => result.Failures.Length);
        var shown = results.SelectMany(result => result.Failures).Take(ShownFailures).Select(Describe).ToList();
        return new Checked(
            new KnownAnswerSummary(engine.Name, results.Sum(result => result.VectorCount), failures, shown)
            {
                Files = [.. results.Where(result => !result.IsSkipped).Select(result => new KnownAnswerFile(result.FileName, result.VectorCount, result.Failures.Length))],
            },
            Scheduling.CurrentCpu() == cpu ? cpu : null,
            [.. results.SelectMany(result => result.Failures)]);
    }

    private static string Describe(KnownAnswerFailure failure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{failure.Place}: expected {Convert.ToHexStringLower(failure.Expected)}, actual {Convert.ToHexStringLower(failure.Actual)}{(failure.Published.IsWhole && failure.Given.IsWhole ? "" : $", from byte {failure.Given.Offset} on")}");

    private static Finding ToFinding(Checked wrong, Verdict verdict, string words, TimeProvider clock) => new()
    {
        Time = clock.GetUtcNow(),
        Probe = ProbeName,
        Cpu = wrong.Cpu,
        Verdict = verdict,
        Explanation =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"The engine {wrong.Summary.Engine} got {wrong.Summary.Failures:N0} of {wrong.Summary.Vectors:N0} known answers wrong. {words}"),
            .. wrong.Summary.FirstFailures,
        ],
    };

    /// <param name="Summary">The summary for the record.</param>
    /// <param name="Cpu">The CPU, if the thread was pinned.</param>
    /// <param name="Failures">All wrong answers.</param>
    private sealed record Checked(KnownAnswerSummary Summary, int? Cpu, IReadOnlyList<KnownAnswerFailure> Failures);
}
