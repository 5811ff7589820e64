using System.Collections.Immutable;
using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Portable;
using AesniCheck.Cli.Options;
using AesniCheck.Cli.Output;
using AesniCheck.Files;
using AesniCheck.Probes;
using AesniCheck.Vectors;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck vectors</c>: known answers, published or supplied by the user.</summary>
internal static class VectorsCommand
{
    public static Command Create(DevicesUnderTest devices)
    {
        ModeEngine[] all = EnginesOf(devices);
        var files = new Argument<string[]>("file")
        {
            Description = "Files of your own: .rsp as NIST publishes them (ECB, CBC, CFB8, CFB128, OFB, CTR, XTS, GCM, GMAC, CCM), or JSON in the form of Wycheproof "
                + "(AES-GCM, AES-GMAC, AES-CCM, AES-CBC-PKCS5, AES-XTS). Default: the published ones, and Monte Carlo tests.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<IReadOnlyList<string>?> engines = ClosedList.Several(
            "--engines",
            "engine",
            $"The engines of this machine to use, separated by commas: {string.Join(", ", all.AsEnumerable())}. Default: all.",
            [.. all.Select(engine => engine.Name)]);
        var command = new Command("vectors", "Runs known-answer tests on every engine: the published ones, or your own.") { files, engines };
        command.SetAction(parsed => Run(parsed.GetValue(files) ?? [], Named(parsed.GetValue(engines), all), devices));
        return command;
    }

    private static int Run(string[] paths, IReadOnlyList<ModeEngine> engines, DevicesUnderTest devices)
    {
        ModeEngine[] supported = [.. engines.Where(engine => Enum.GetValues<CipherMode>().Any(engine.Supports))];
        ModeEngine[] skipped = [.. engines.Except(supported)];
        string[] distinct = Distinct(paths);
        ImmutableArray<FileTrial> trials = distinct.Length == 0 ? TryPublished(supported) : Try(distinct, supported);
        int refused = Math.Max(distinct.Length - trials.Length, 0);
        if (trials.IsEmpty)
        {
            return ExitCode.Usage;
        }

        AesEngine[] chained = distinct.Length == 0 ? BlockEnginesOf(supported, devices) : [];
        ImmutableArray<MonteCarloComparison> comparisons = chained.Length > 0 ? MonteCarloSuite.Run(WithPartner(chained)) : [];
        ConsoleLines.Lines(comparisons.Select(VectorsText.Line));
        ConsoleLines.Lines(VectorsText.Failures(trials));
        ConsoleLines.Lines(skipped.Select(engine => $"SKIPPED: {engine}, which this CPU or runtime does not support"));
        int untried = trials.Sum(trial => trial.UntriedCount);
        if (untried > 0)
        {
            ConsoleLines.Line($"SKIPPED: {Quantities.Count(untried)} vectors, whose mode and lengths no engine supports");
        }

        int disputed = trials.Count(trial => trial.Disputed is not null);
        (string outcome, int exitCode) = trials.Any(trial => trial.IsFault) || comparisons.Any(comparison => !comparison.Agrees) ? ("FAULT", ExitCode.Fault)
            : refused + disputed > 0 ? ("REFUSED", ExitCode.Usage)
            : skipped.Length > 0 ? ("UNSUPPORTED", ExitCode.Unsupported)
            : untried > 0 ? ("INCONCLUSIVE", ExitCode.Inconclusive)
            : ("PASS", ExitCode.Pass);
        string files = refused + disputed == 0 ? "" : $"{refused + disputed} of {Quantities.Of(distinct.Length, "file")} refused; ";
        ConsoleLines.Line($"{outcome}: {files}{VectorsText.Summarize(trials, comparisons, supported)}");
        return exitCode;
    }

    /// <summary>
    /// Tries the published vectors. They are correct: the tests of this program check them with independent engines. Any disagreement with them is a fault,
    /// even if all engines agree with each other.
    /// </summary>
    private static ImmutableArray<FileTrial> TryPublished(ModeEngine[] engines)
    {
        ImmutableArray<VectorFile> files = EmbeddedVectors.ReadAll();
        var table = new VectorsTable([.. files.Select(file => file.FileName)]);
        return
        [
            .. files.Select(file => table.Written(new FileTrial(
                file.FileName, file.Vectors.Length, file.SkippedCount, KnownAnswerSuite.CountUntried(file, engines), KnownAnswerSuite.Run([file], engines), Disputed: null))),
        ];
    }

    /// <summary>Tries the user's files one after the other. A file that is unreadable or wrong does not stop the others.</summary>
    /// <returns>The results of the readable files.</returns>
    private static ImmutableArray<FileTrial> Try(string[] paths, ModeEngine[] engines)
    {
        var table = new VectorsTable(paths);
        ImmutableArray<FileTrial>.Builder trials = ImmutableArray.CreateBuilder<FileTrial>(paths.Length);
        foreach (string path in paths)
        {
            if (Load(path) is { } file)
            {
                trials.Add(table.Written(FileTrial.Run(file, engines, (ModeEngines.Software, ModeEngines.BouncyCastle))));
            }
        }

        return trials.DrainToImmutable();
    }

    /// <summary>Returns the files without duplicates, which shell patterns and links easily produce.</summary>
    private static string[] Distinct(string[] paths)
    {
        if (paths.Contains(""))
        {
            throw new UsageException($"vectors: a file has no name; give {VectorFile.Forms}");
        }

        if (Array.Find(paths, path => path.StartsWith('-')) is { } option)
        {
            throw new UsageException($"unknown option '{option}'; see 'aesnicheck vectors --help' (for a file of that name write ./{option})");
        }

        var known = new HashSet<(ulong Device, ulong Inode)>();
        return [.. paths.Distinct().Where(path => FileIdentity.Of(path) is not { } file || SpecialFiles.IsAt(path) || known.Add(file))];
    }

    /// <summary>Returns the engines, in the order of the output. Widths of PCLMULQDQ that this CPU lacks are left out.</summary>
    private static ModeEngine[] EnginesOf(DevicesUnderTest devices) =>
    [
        ModeEngines.Software,
        new PortableModes(devices.Aesni),
        .. devices.ModeEngines.Where(engine => engine.Supports(CipherMode.Gcm)),
        ModeEngines.BouncyCastle,
        .. devices.PlatformEngines.Where(engine => engine.Supports(CipherMode.Ecb)),
    ];

    /// <summary>Returns the engines that have a bare block cipher, on which the Monte Carlo tests run.</summary>
    private static AesEngine[] BlockEnginesOf(IEnumerable<ModeEngine> engines, DevicesUnderTest devices) =>
    [
        .. from engine in engines
           from block in AesEngines.All
           where block.Name == engine.Name
           select block == AesEngines.Aesni ? devices.Aesni : block,
    ];

    /// <summary>A Monte Carlo test compares engines: an engine that is named alone is compared with one that does not use the hardware.</summary>
    private static AesEngine[] WithPartner(AesEngine[] engines) =>
        engines is not [AesEngine alone] ? engines
        : alone == AesEngines.Software ? [alone, AesEngines.BouncyCastle]
        : [AesEngines.Software, alone];

    /// <summary>Reads a file; if that fails, prints the reason and returns null.</summary>
    private static VectorFile? Load(string path)
    {
        try
        {
            return VectorFile.Load(path);
        }
        catch (VectorFileException exception)
        {
            ConsoleLines.Error(exception.Message);
            return null;
        }
    }

    private static ModeEngine[] Named(IReadOnlyList<string>? names, ModeEngine[] all) =>
        names is null ? all : [.. names.Distinct().Select(name => all.First(engine => engine.Name == name))];
}
