using System.CommandLine;
using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Cli;

/// <summary>The options of <c>aesnicheck run</c>, and the plan that they make.</summary>
/// <param name="stressors">All stressors that there are.</param>
internal sealed class RunOptions(IReadOnlyList<StressorEntry> stressors)
{
    private const int MaximumWorkersPerCpu = 8;
    private const int DefaultWorkersPerCpu = 2;

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(30);

    private readonly Option<TimeSpan?> _duration = new("--duration", "-d")
    {
        Description = "How long to run: 30s, 5m, 1h30m, 24h, 7d. Default: 30s.",
        HelpName = "time",
        CustomParser = result => OptionText.Parsed<TimeSpan?>(result, text => Durations.Parse(text)),
    };

    private readonly Option<IReadOnlyList<int>?> _cpus = new("--cpus")
    {
        Description = "The CPUs to test, such as 0,2-5. Default: all that the process may use.",
        HelpName = "list",
        CustomParser = result => OptionText.Parsed(result, CpuRanges.Parse),
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<int?> _workersPerCpu = new("--workers-per-cpu")
    {
        Description = $"Workers on each CPU, 1 to {MaximumWorkersPerCpu}. With two or more they are switched in the middle of their work. Default: {DefaultWorkersPerCpu}.",
        HelpName = "n",
        CustomParser = result => OptionText.Parsed<int?>(result, text => ParseWorkers(text)),
    };

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "The 64-bit seed that all keys and blocks follow from, decimal or 0x and hex. Default: random.",
        HelpName = "seed",
        CustomParser = result => OptionText.Parsed<ulong?>(result, text => ParseSeed(text)),
    };

    private readonly Option<IReadOnlyList<int>?> _keySizes = new("--key-sizes")
    {
        Description = "The AES key sizes in bits. Default: 128,192,256.",
        HelpName = "list",
        CustomParser = result => OptionText.Parsed(result, ParseKeySizes),
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<IReadOnlyList<string>?> _probes = new("--probes")
    {
        Description = $"The probes, of {string.Join(',', ProbeList.All.Select(entry => entry.Name))}; see 'aesnicheck probes'. Default: all that can run here.",
        HelpName = "list",
        CustomParser = result => OptionText.Parsed(result, ParseProbes),
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<string?> _json = new("--json")
    {
        Description = "Write the run record, as JSON, to this file; - for standard output.",
        HelpName = "file",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "No progress and no summary: the outcome in one line, and the exit code.",
    };

    private readonly LoadOptions _load = new(stressors);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_duration, _cpus, _probes, _workersPerCpu, .. _load.All, _seed, _keySizes, _json, _quiet];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The file for the run record, <c>-</c> for standard output, or null.</summary>
    public string? Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Whether only the outcome is to be told.</summary>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>Makes the plan.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="devices">What is to be checked, which tells what can run here.</param>
    /// <exception cref="UsageException">A CPU is not to be had.</exception>
    public RunPlan Plan(ParseResult parsed, DevicesUnderTest devices)
    {
        IReadOnlyList<string>? requested = parsed.GetValue(_probes);
        ProbeEntry[] wanted = [.. ProbeList.All.Where(entry => requested?.Contains(entry.Name) ?? true)];
        var reasons = wanted.ToDictionary(entry => entry.Name, entry => entry.WhyNot(devices));
        var plan = new RunPlan
        {
            DurationSeconds = (parsed.GetValue(_duration) ?? DefaultDuration).TotalSeconds,
            Seed = parsed.GetValue(_seed) ?? RandomSeed(),
            Cpus = AllowedOf(parsed.GetValue(_cpus)),
            WorkersPerCpu = parsed.GetValue(_workersPerCpu) ?? DefaultWorkersPerCpu,
            KeySizes = parsed.GetValue(_keySizes) ?? [.. AesKeySizes.All.Select(size => (int)size)],
            Probes = [.. wanted.Where(entry => reasons[entry.Name] is null).Select(entry => new PlannedProbe(entry.Name, entry.Share, Requested: requested is not null))],
            SkippedProbes =
            [
                .. from entry in wanted
                   let reason = reasons[entry.Name]
                   where reason is not null
                   select new SkippedPart(entry.Name, reason, Requested: requested is not null),
            ],
        };
        return _load.AddTo(plan, parsed);
    }

    private static IReadOnlyList<int> AllowedOf(IReadOnlyList<int>? requested)
    {
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

    private static int ParseWorkers(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int workers) && workers is >= 1 and <= MaximumWorkersPerCpu
            ? workers
            : throw new FormatException($"'{text}' is no number from 1 to {MaximumWorkersPerCpu}");

    private static ulong ParseSeed(string text)
    {
        bool hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ulong.TryParse(
            hex ? text.AsSpan(2) : text, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new FormatException($"'{text}' is no 64-bit number; write it in decimal, or in hex with 0x before it");
    }

    private static IReadOnlyList<int> ParseKeySizes(string text)
    {
        var sizes = new SortedSet<int>();
        foreach (string part in text.Split(','))
        {
            sizes.Add(part switch
            {
                "128" => 128,
                "192" => 192,
                "256" => 256,
                _ => throw new FormatException($"'{part}' is no AES key size; the sizes are 128,192,256"),
            });
        }

        return [.. sizes];
    }

    private static IReadOnlyList<string> ParseProbes(string text)
    {
        string[] names = text.Split(',');
        string? unknown = names.FirstOrDefault(name => !ProbeList.All.Any(entry => entry.Name == name));
        return unknown is null
            ? names
            : throw new FormatException($"there is no probe '{unknown}'; the probes are {string.Join(',', ProbeList.All.Select(entry => entry.Name))}");
    }

    // A seed is no secret, and the random numbers for secrets would load the very library whose AES is in question.
#pragma warning disable CA5394
    private static ulong RandomSeed() => (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue);
#pragma warning restore CA5394
}
