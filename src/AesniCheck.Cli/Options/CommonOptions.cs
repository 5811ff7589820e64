using System.CommandLine;
using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Options;

/// <summary>The options shared by all commands that put workers on CPUs: which CPUs, which seed, and how much is printed.</summary>
/// <param name="answer">The name of the result in the help: <c>outcome</c>.</param>
internal sealed class CommonOptions(string answer)
{
    private readonly Option<IReadOnlyList<int>?> _cpus = new("--cpus")
    {
        Description = "The CPUs to test, such as 0,2-5. Default: all that are allowed.",
        HelpName = "list",
        CustomParser = result => OptionText.Parsed(result, CpuRanges.Parse),
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "The 64-bit seed of all random choices: decimal, or hex with 0x. Default: random.",
        HelpName = "seed",
        CustomParser = result => OptionText.Parsed<ulong?>(result, text => ParseSeed(text)),
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = $"No progress and no summary: the {answer} in one line, and the exit code.",
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "All numbers in the summary: the whole host, each probe, each CPU, and the evidence of findings.",
    };

    /// <summary>The option that selects the CPUs.</summary>
    public Option CpusOption => _cpus;

    /// <summary>The option that sets the seed.</summary>
    public Option SeedOption => _seed;

    /// <summary>The option that reduces the output.</summary>
    public Option QuietOption => _quiet;

    /// <summary>The option that enlarges the output.</summary>
    public Option VerboseOption => _verbose;

    /// <summary>Returns whether the CPUs to test were named.</summary>
    public bool HasCpus(ParseResult parsed) => parsed.GetValue(_cpus) is not null;

    /// <summary>Returns the CPUs to test.</summary>
    /// <exception cref="UsageException">A CPU is not available.</exception>
    public IReadOnlyList<int> Cpus(ParseResult parsed)
    {
        IReadOnlyList<int>? requested = parsed.GetValue(_cpus);
        IReadOnlyList<int> allowed = Scheduling.AllowedCpus();
        if (requested is null)
        {
            return allowed;
        }

        int[] refused = [.. requested.Except(allowed)];
        return refused.Length == 0
            ? requested
            : throw new UsageException($"--cpus: this process may not use CPU {CpuRanges.Format(refused)}; it may use {CpuRanges.Format(allowed)}");
    }

    /// <summary>Returns the seed; if none was given, a new one at each call.</summary>
    public ulong Seed(ParseResult parsed) => parsed.GetValue(_seed) ?? RandomBytes.Next();

    /// <summary>Returns whether to print only the result.</summary>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>Returns whether to print all numbers.</summary>
    /// <exception cref="UsageException">Only the result should be printed as well.</exception>
    public bool Verbose(ParseResult parsed) => parsed.GetValue(_verbose) && Quiet(parsed)
        ? throw new UsageException("--verbose: --quiet asks for the opposite; give one of them")
        : parsed.GetValue(_verbose);

    private static ulong ParseSeed(string text)
    {
        bool hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ulong.TryParse(
            hex ? text.AsSpan(2) : text, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new FormatException($"'{Excerpt.Of(text)}' is not a 64-bit number; write it in decimal, or in hex with the prefix 0x");
    }
}
