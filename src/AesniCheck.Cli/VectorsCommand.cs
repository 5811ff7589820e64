using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Reports;
using AesniCheck.Vectors;

namespace AesniCheck.Cli;

/// <summary><c>aesnicheck vectors</c>: known answers, the published ones or the user's.</summary>
internal static class VectorsCommand
{
    private const int ShownFailures = 20;

    public static Command Create(DevicesUnderTest devices)
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Files of your own, in the form that NIST publishes (.rsp; ECB and CBC). Default: the published ones, and Monte Carlo tests.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var engines = new Option<string?>("--engines")
        {
            Description = $"The engines, of {string.Join(',', AesEngines.All)}. Default: all.",
            HelpName = "list",
        };
        var command = new Command("vectors", "Runs known-answer tests on every engine.") { files, engines };
        command.SetAction(parsed => Run(parsed.GetValue(files) ?? [], Named(parsed.GetValue(engines), devices)));
        return command;
    }

    private static int Run(string[] paths, IReadOnlyList<AesEngine> engines)
    {
        ImmutableArray<VectorFile> files = paths.Length == 0 ? EmbeddedVectors.ReadAll() : [.. paths.Select(Load)];
        AesEngine[] supported = [.. engines.Where(engine => engine.IsSupported)];
        AesEngine[] skipped = [.. engines.Except(supported)];

        ImmutableArray<KnownAnswerResult> results = KnownAnswerSuite.Run(files, supported);
        foreach (IGrouping<string, KnownAnswerResult> file in results.GroupBy(result => result.FileName))
        {
            Console.Out.WriteLine($"{file.Key,-32} {Quantities.Count(file.First().VectorCount),6}  {string.Join("  ", file.Select(Describe))}");
        }

        ImmutableArray<MonteCarloComparison> comparisons = paths.Length == 0 ? MonteCarloSuite.Run(WithPartner(supported)) : [];
        foreach (MonteCarloComparison comparison in comparisons)
        {
            Console.Out.WriteLine(Describe(comparison));
        }

        KnownAnswerFailure[] failures = [.. results.SelectMany(result => result.Failures)];
        foreach (KnownAnswerFailure failure in failures.Take(ShownFailures))
        {
            Console.Out.WriteLine($"{failure.FileName}:{failure.Line}: {failure.Engine} {failure.Direction.ToString().ToLowerInvariant()}s wrongly from byte {failure.FirstDifference} on");
            Console.Out.WriteLine($"    expected  {Convert.ToHexStringLower(failure.Expected)}");
            Console.Out.WriteLine($"    actual    {Convert.ToHexStringLower(failure.Actual)}");
        }

        if (failures.Length > ShownFailures)
        {
            Console.Out.WriteLine($"and {Quantities.Count(failures.Length - ShownFailures)} more");
        }

        foreach (AesEngine engine in skipped)
        {
            Console.Out.WriteLine($"SKIPPED: {engine}, which this CPU or runtime does not support");
        }

        int vectors = results.Sum(result => result.VectorCount);
        int disagreements = comparisons.Count(comparison => !comparison.Agrees);
        bool wrong = failures.Length > 0 || disagreements > 0;
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(wrong ? "FAULT" : skipped.Length > 0 ? "UNSUPPORTED" : "PASS")}: {vectors:N0} known answers on {string.Join(", ", supported.AsEnumerable())}: {failures.Length:N0} wrong; {comparisons.Length} Monte Carlo tests: {disagreements} disagree"));
        return wrong ? ExitCode.Fault : skipped.Length > 0 ? ExitCode.Unsupported : ExitCode.Pass;
    }

    /// <summary>A Monte Carlo test compares engines: one that is named alone is compared with another that is not hardware.</summary>
    private static AesEngine[] WithPartner(AesEngine[] engines) =>
        engines is not [AesEngine alone] ? engines
        : alone == AesEngines.Software ? [alone, AesEngines.BouncyCastle]
        : [AesEngines.Software, alone];

    private static VectorFile Load(string path)
    {
        if (path.Length == 0)
        {
            throw new UsageException("vectors: a file has no name; give a NIST CAVP .rsp file");
        }

        if (path.StartsWith('-'))
        {
            throw new UsageException($"there is no option '{path}'; see 'aesnicheck vectors --help' (for a file of that name write ./{path})");
        }

        try
        {
            return VectorFile.Load(path);
        }
        catch (VectorFileException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static IReadOnlyList<AesEngine> Named(string? list, DevicesUnderTest devices)
    {
        string[] names = list is null ? [.. AesEngines.All.Select(engine => engine.Name)] : list.Split(',');
        string? unknown = names.FirstOrDefault(name => !AesEngines.All.Any(engine => engine.Name == name));
        return unknown is null
            ? [.. names.Distinct().Select(AesEngines.ByName).Select(engine => engine == AesEngines.Aesni ? devices.Aesni : engine)]
            : throw new UsageException($"--engines: there is no engine '{unknown}'; the engines are {string.Join(", ", AesEngines.All)}");
    }

    private static string Describe(KnownAnswerResult result) =>
        result.IsPassed ? $"{result.Engine} ok" : string.Create(CultureInfo.InvariantCulture, $"{result.Engine} {result.Failures.Length} WRONG");

    private static string Describe(MonteCarloComparison comparison)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"Monte Carlo {comparison.Mode.ToString().ToUpperInvariant()} {(int)comparison.KeySize} {comparison.Direction.ToString().ToLowerInvariant()}");
        string words = comparison.Agrees
            ? "all agree"
            : string.Join(", ", comparison.FirstDifferences.Where(pair => pair.Value >= 0).Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.Key} DIFFERS from {comparison.Engine} from iteration {pair.Value} on")));
        return $"{name,-32} {MonteCarlo.OuterIterations * MonteCarlo.InnerIterations / 1000}000  {words}";
    }
}
