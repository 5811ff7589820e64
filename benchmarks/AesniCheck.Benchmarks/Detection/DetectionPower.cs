using AesniCheck.Ciphers;
using AesniCheck.Host.Interop;
using AesniCheck.Injection;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>
/// How many of the single bit flips that are put into running workers from outside are seen, for each set of probes and each
/// area of the vector registers. A flip counts wherever its thread was, the runtime's own code included.
/// </summary>
internal static class DetectionPower
{
    public static int Run(string executable, string[] arguments)
    {
        try
        {
            return Measure(DetectionOptions.Parse(executable, arguments));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    }

    private static int Measure(DetectionOptions options)
    {
        ExtendedStateLayout layout = ExtendedStateLayout.OfMachine()
            ?? throw new InvalidOperationException("This machine has no CPUID, and so no extended state that is known.");

        // Worker processes inherit it.
        Environment.SetEnvironmentVariable(CodeMap.Variable, CodeMap.MethodsOnly);
        var groups = new List<(string Probes, RegisterArea Area, IReadOnlyList<Trial> Trials)>();
        foreach (IReadOnlyList<string> probes in options.ProbeSets)
        {
            using var session = new FlipSession(options.Executable, PlanOf(options, probes), layout, options.Seed);
            groups.AddRange(RunAreas(options, string.Join(',', probes), session));
        }

        var report = new DetectionReport(Console.Out);
        report.WriteRates(groups);
        foreach ((string probes, RegisterArea area, IReadOnlyList<Trial> trials) in groups.Where(group => group.Trials.Count > 0))
        {
            report.WriteMissedRegisters(probes, area, trials);
            report.WriteMissedPlaces(probes, area, trials);
        }

        return 0;
    }

    /// <summary>The areas take turns, so that what changes with time changes for all.</summary>
    private static IEnumerable<(string Probes, RegisterArea Area, IReadOnlyList<Trial> Trials)> RunAreas(DetectionOptions options, string probes, FlipSession session)
    {
        Dictionary<RegisterArea, List<Trial>> trials = options.Areas.ToDictionary(area => area, _ => new List<Trial>(options.Count));

        // The first stop takes long, for the JIT compiler works on what is run through, and doesn't count.
        session.Run(options.Areas[0]);
        for (int i = 0; i < options.Count; i++)
        {
            foreach (RegisterArea area in options.Areas)
            {
                if (session.Run(area) is { } trial)
                {
                    trials[area].Add(trial);
                }
            }
        }

        Console.Error.WriteLine(
            $"{probes}: {session.Processes} worker processes; {session.LateSigns} further signs of flips that had been counted or given up; "
            + $"{session.SystemCalls} stops in system calls, let go without a flip");
        return options.Areas.Select(area => (probes, area, (IReadOnlyList<Trial>)trials[area]));
    }

    private static RunPlan PlanOf(DetectionOptions options, IReadOnlyList<string> probes) => new()
    {
        DurationSeconds = TimeSpan.FromDays(1).TotalSeconds,
        Seed = options.Seed,
        Cpus = Scheduling.AllowedCpus(),
        WorkersPerCpu = options.WorkersPerCpu,
        KeySizes = [.. AesKeySizes.All.Select(size => (int)size)],
        Probes = [.. probes.Select(name => new PlannedProbe(name, ProbeList.ByName(name).Share))],
    };
}
