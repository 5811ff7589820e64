using System.CommandLine;
using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Options;

/// <summary>The options shared by all commands that run the probes, and the plan that they make.</summary>
/// <param name="stressors">All available stressors.</param>
/// <param name="duration">The default duration, in whole seconds.</param>
internal sealed class RunOptions(IReadOnlyList<StressorEntry> stressors, TimeSpan duration)
{
    private const int MaximumWorkersPerCpu = 8;

    /// <summary>The duration of <c>aesnicheck run</c> without an option.</summary>
    public static TimeSpan DefaultDuration { get; } = TimeSpan.FromSeconds(30);

    private readonly Option<TimeSpan?> _duration = new("--duration", "-d")
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"How long to run: 30s, 5m, 1h30m, 24h, 7d. Default: {duration.TotalSeconds:0}s."),
        HelpName = "time",
        CustomParser = result => OptionText.Parsed<TimeSpan?>(result, text => Durations.Parse(text)),
    };

    private readonly Option<int?> _workersPerCpu = new("--workers-per-cpu")
    {
        Description = $"Workers on each CPU, 1 to {MaximumWorkersPerCpu}. With two or more they are switched in the middle of their work. Default: {PlanRequest.DefaultWorkersPerCpu}.",
        HelpName = "n",
        CustomParser = result => OptionText.Parsed<int?>(result, text => OptionText.Number(text, MaximumWorkersPerCpu)),
    };

    private readonly Option<IReadOnlyList<int>?> _keySizes = ClosedList.With(
        new Option<IReadOnlyList<int>?>("--key-sizes")
        {
            Description = "Which AES key sizes in bits. Default: 128,192,256.",
            HelpName = OptionEntry.List,
            CustomParser = result => OptionText.Parsed(result, ParseKeySizes),
            Arity = ArgumentArity.ExactlyOne,
        },
        ["128", "192", "256"]);

    private readonly Option<IReadOnlyList<string>?> _probes = ClosedList.Several(
        "--probes", "probe", $"Which probes: {string.Join(", ", ProbeNames)}, with commas between them; see 'aesnicheck probes'. Default: all that can run here.", ProbeNames);

    private readonly LoadOptions _load = new(stressors);

    /// <summary>The options shared with other commands.</summary>
    public CommonOptions Common { get; } = new("outcome");

    /// <summary>The options of the reports.</summary>
    public ReportOptions Reports { get; } = new();

    private static string[] ProbeNames => [.. ProbeList.All.Select(entry => entry.Name)];

    /// <summary>The options that define the work, in the order of the help.</summary>
    public IReadOnlyList<Option> WorkOptions => [_duration, Common.CpusOption, _probes, _workersPerCpu, .. _load.All, Common.SeedOption, _keySizes];

    /// <summary>The options that define where the answer goes.</summary>
    public IReadOnlyList<Option> AnswerOptions => [.. Reports.All, Common.QuietOption, Common.VerboseOption];

    /// <summary>Returns whether a duration was given.</summary>
    public bool HasDuration(ParseResult parsed) => parsed.GetValue(_duration) is not null;

    /// <summary>Makes the plan.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="devices">The implementations to check, which determine which probes can run here.</param>
    /// <exception cref="UsageException">A CPU is not available, or options contradict one another.</exception>
    public RunPlan Plan(ParseResult parsed, DevicesUnderTest devices) => Plan(Request(parsed), devices);

    /// <summary>Makes the plan of a request.</summary>
    /// <exception cref="UsageException">Options contradict one another, or ask for more than the machine has.</exception>
    public RunPlan Plan(PlanRequest request, DevicesUnderTest devices)
    {
        try
        {
            return new PlanMaker(devices, stressors).Make(request);
        }
        catch (PlanException exception)
        {
            throw new UsageException($"--{exception.Part}: {exception.Message}");
        }
    }

    /// <summary>Returns what the command line asks for.</summary>
    /// <exception cref="UsageException">A CPU is not available.</exception>
    public PlanRequest Request(ParseResult parsed)
    {
        var request = new PlanRequest { Cpus = Common.Cpus(parsed), Seed = Common.Seed(parsed), Duration = parsed.GetValue(_duration) ?? duration };
        return _load.AddTo(request, parsed) with
        {
            WorkersPerCpu = parsed.GetValue(_workersPerCpu) ?? request.WorkersPerCpu,
            KeySizes = parsed.GetValue(_keySizes) ?? request.KeySizes,
            Probes = parsed.GetValue(_probes),
        };
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
                _ => throw new FormatException($"'{Excerpt.Of(part)}' is not an AES key size; the sizes are 128,192,256"),
            });
        }

        return [.. sizes];
    }
}
