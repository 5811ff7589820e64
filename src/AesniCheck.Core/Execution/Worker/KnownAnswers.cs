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
using AesniCheck.Probes.Message;
using AesniCheck.Records;
using AesniCheck.Vectors;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// The beginning of every run: the vectors for ECB and CBC on the reference and on the engine under test. A wrong reference must never
/// blame a CPU.
/// </summary>
internal static class KnownAnswers
{
    /// <summary>The probe of these findings.</summary>
    public const string ProbeName = RunCases.KnownAnswerSuite;

    private const int ShownFailures = 10;

    /// <summary>Checks both.</summary>
    /// <param name="devices">What to check.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="told">What came out, with a finding for an engine that is wrong: to be sent once the work has begun, as the first event takes long.</param>
    /// <returns>Whether the reference can be trusted, so that there is sense in going on.</returns>
    public static bool Check(DevicesUnderTest devices, TimeProvider clock, out IReadOnlyList<WorkerEvent> told)
    {
        var events = new List<WorkerEvent>();
        told = events;
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
    /// Checks the modes of operation, where the plan has probes that use them: the reference, and the engines under test. It takes
    /// longer than a start should, so it is done beside the work; a wrong reference ends the run all the same.
    /// </summary>
    /// <returns>Whether the reference can be trusted.</returns>
    public static bool CheckModes(RunPlan plan, DevicesUnderTest devices, EventWriter events, TimeProvider clock)
    {
        IReadOnlyList<ModeEngine> hardware = IsPlanned(ModeProbe.ProbeName) ? devices.ModeEngines : [];
        IReadOnlyList<ModeEngine> library = IsPlanned(PlatformProbe.ProbeName) ? devices.PlatformEngines : [];
        if (hardware.Count == 0 && library.Count == 0 && !IsPlanned(KernelProbe.ProbeName))
        {
            return true;
        }

        ImmutableArray<VectorFile> modes = EmbeddedVectors.ReadModes();
        Checked reference = Run(modes, ModeEngines.Software);

        // Its ECB and CBC were checked when the run began; those of the others are loops of their own.
        ImmutableArray<VectorFile> files = [.. modes, .. EmbeddedVectors.ReadLongBlockVectors()];
        ModeEngine[] underTest = [.. hardware.Concat(library).Where(engine => Enum.GetValues<CipherMode>().Any(engine.Supports))];
        Checked[] results = [.. underTest.Select(engine => Run(files, engine))];
        CryptoLibrary? tested = library.Count > 0 ? CryptoLibraryReader.Read() : null;
        events.Write(new ModeAnswersChecked([reference.Summary, .. results.Select(result => result.Summary)], tested));
        if (reference.Summary.Failures > 0)
        {
            events.Write(WrongReference(reference, clock));
            return false;
        }

        for (int i = 0; i < underTest.Length; i++)
        {
            ModeEngine engine = underTest[i];
            foreach (WorkerEvent finding in Judge(results[i], () => Run(files, engine), library.Contains(engine), engine.GhashWidth ?? PclmulWidth.V128, devices, clock))
            {
                events.Write(finding);
            }
        }

        return true;

        bool IsPlanned(string probe) => plan.Probes.Any(planned => planned.Name == probe);
    }

    private static FindingMade WrongReference(Checked reference, TimeProvider clock) =>
        new(null, ToFinding(reference, Verdict.Reference, "No CPU can be judged by it; the run ends here.", clock));

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

    /// <summary>Runs them on one CPU, so that it is known which one is wrong: a free thread may move to another and come back.</summary>
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
            // Threads that are started later would inherit it.
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
                $"The engine {wrong.Summary.Engine} got {wrong.Summary.Failures} of {wrong.Summary.Vectors} known answers wrong. {words}"),
            .. wrong.Summary.FirstFailures,
        ],
    };

    /// <param name="Summary">For the record.</param>
    /// <param name="Cpu">The CPU it was on, if it stayed there.</param>
    /// <param name="Failures">All that were wrong.</param>
    private sealed record Checked(KnownAnswerSummary Summary, int? Cpu, IReadOnlyList<KnownAnswerFailure> Failures);
}
