using System.Collections.Immutable;
using System.CommandLine;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Modes;
using AesniCheck.Cli.Help;
using AesniCheck.Probes;
using AesniCheck.Reports;
using AesniCheck.Vectors;

namespace AesniCheck.Cli;

/// <summary><c>aesnicheck vectors</c>: known answers, the published ones or the user's.</summary>
internal static class VectorsCommand
{
    public static Command Create(DevicesUnderTest devices)
    {
        ModeEngine[] all = EnginesOf(devices);
        var files = new Argument<string[]>("file")
        {
            Description = "Files of your own: .rsp as NIST publishes them (ECB, CBC, CTR, GCM, XTS), or JSON in the form of Wycheproof "
                + "(AES-GCM, AES-CBC-PKCS5, AES-XTS). Default: the published ones, and Monte Carlo tests.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<IReadOnlyList<string>?> engines = ClosedList.Several(
            "--engines",
            "engine",
            $"Which engines, with commas between them, of those that this machine has: {string.Join(", ", all.AsEnumerable())}. Default: all.",
            [.. all.Select(engine => engine.Name)]);
        var command = new Command("vectors", "Runs known-answer tests on every engine: the published ones, or your own.") { files, engines };
        command.SetAction(parsed => Run(parsed.GetValue(files) ?? [], Named(parsed.GetValue(engines), all), devices));
        return command;
    }

    private static int Run(string[] paths, IReadOnlyList<ModeEngine> engines, DevicesUnderTest devices)
    {
        ImmutableArray<VectorFile> files = paths.Length == 0 ? EmbeddedVectors.ReadAll() : [.. paths.Select(Load)];
        ModeEngine[] supported = [.. engines.Where(engine => Enum.GetValues<CipherMode>().Any(engine.Supports))];
        ModeEngine[] skipped = [.. engines.Except(supported)];

        ImmutableArray<KnownAnswerResult> results = KnownAnswerSuite.Run(files, supported);
        int untried = files.Sum(file => KnownAnswerSuite.CountUntried(file, supported));
        VectorsText.Write(files, results);

        AesEngine[] chained = paths.Length == 0 ? BlockEnginesOf(supported, devices) : [];
        ImmutableArray<MonteCarloComparison> comparisons = chained.Length > 0 ? MonteCarloSuite.Run(WithPartner(chained)) : [];
        VectorsText.Write(comparisons);
        VectorsText.Write([.. results.SelectMany(result => result.Failures)]);

        foreach (ModeEngine engine in skipped)
        {
            Console.Out.WriteLine($"SKIPPED: {engine}, which this CPU or runtime does not support");
        }

        if (untried > 0)
        {
            Console.Out.WriteLine($"SKIPPED: {Quantities.Count(untried)} vectors, which none of the engines has the mode and the lengths for");
        }

        bool wrong = results.Any(result => !result.Failures.IsEmpty) || comparisons.Any(comparison => !comparison.Agrees);
        (string outcome, int exitCode) = wrong ? ("FAULT", ExitCode.Fault)
            : skipped.Length > 0 ? ("UNSUPPORTED", ExitCode.Unsupported)
            : untried > 0 ? ("INCONCLUSIVE", ExitCode.Inconclusive)
            : ("PASS", ExitCode.Pass);
        Console.Out.WriteLine($"{outcome}: {VectorsText.Summarize(files, results, comparisons, supported)}");
        return exitCode;
    }

    /// <summary>The engines, in the order of the output. Widths of PCLMULQDQ that this CPU has not are no engines of it.</summary>
    private static ModeEngine[] EnginesOf(DevicesUnderTest devices) =>
    [
        ModeEngines.Software,
        new PortableModes(devices.Aesni),
        .. devices.ModeEngines.Where(engine => engine.Supports(CipherMode.Gcm)),
        ModeEngines.BouncyCastle,
        .. devices.PlatformEngines.Where(engine => engine.Supports(CipherMode.Ecb)),
    ];

    /// <summary>Those of the engines that have a bare block cipher, which the Monte Carlo tests are run on.</summary>
    private static AesEngine[] BlockEnginesOf(IEnumerable<ModeEngine> engines, DevicesUnderTest devices) =>
    [
        .. from engine in engines
           from block in AesEngines.All
           where block.Name == engine.Name
           select block == AesEngines.Aesni ? devices.Aesni : block,
    ];

    /// <summary>A Monte Carlo test compares engines: one that is named alone is compared with another that is not hardware.</summary>
    private static AesEngine[] WithPartner(AesEngine[] engines) =>
        engines is not [AesEngine alone] ? engines
        : alone == AesEngines.Software ? [alone, AesEngines.BouncyCastle]
        : [AesEngines.Software, alone];

    private static VectorFile Load(string path)
    {
        if (path.Length == 0)
        {
            throw new UsageException($"vectors: a file has no name; give {VectorFile.Forms}");
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

    private static ModeEngine[] Named(IReadOnlyList<string>? names, ModeEngine[] all) =>
        names is null ? all : [.. names.Distinct().Select(name => all.First(engine => engine.Name == name))];
}
