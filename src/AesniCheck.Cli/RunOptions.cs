using System.CommandLine;
using System.Globalization;
using AesniCheck.Cli.Help;
using AesniCheck.Execution;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Reports;
using AesniCheck.Stressors;

namespace AesniCheck.Cli;

/// <summary>The options of all commands that run the probes over the machine, and the plan that they make.</summary>
/// <param name="stressors">All stressors that there are.</param>
/// <param name="duration">How long the command runs without an option, in whole seconds.</param>
internal sealed class RunOptions(IReadOnlyList<StressorEntry> stressors, TimeSpan duration)
{
    private const int MaximumWorkersPerCpu = 8;

    private readonly Option<TimeSpan?> _duration = new("--duration", "-d")
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"How long to run: 30s, 5m, 1h30m, 24h, 7d. Default: {duration.TotalSeconds:0}s."),
        HelpName = "time",
        CustomParser = result => OptionText.Parsed<TimeSpan?>(result, text => Durations.Parse(text)),
    };

    private readonly Option<int?> _workersPerCpu = new("--workers-per-cpu")
    {
        Description = $"Workers on each CPU, 1 to {MaximumWorkersPerCpu}. With two or more they are switched in the middle of their work. Default: {DefaultPlan.WorkersPerCpu}.",
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
        "--probes", "probe", $"Which probes, with commas between them: {string.Join(", ", ProbeNames)}; see 'aesnicheck probes'. Default: all that can run here.", ProbeNames);

    private readonly LoadOptions _load = new(stressors);
    private readonly CommonOptions _common = new("outcome");
    private readonly ReportOptions _reports = new();

    private static string[] ProbeNames => [.. ProbeList.All.Select(entry => entry.Name)];

    /// <summary>Those that say what is to be done, in the order of the help.</summary>
    public IReadOnlyList<Option> OfWork => [_duration, _common.CpusOption, _probes, _workersPerCpu, .. _load.All, _common.SeedOption, _keySizes];

    /// <summary>Those that say where the answer goes.</summary>
    public IReadOnlyList<Option> OfAnswer => [.. _reports.All, _common.QuietOption];

    /// <summary>The reports that are asked for.</summary>
    /// <exception cref="UsageException">Two of them go to the same place.</exception>
    public IReadOnlyList<ReportRequest<RunRecord>> Reports(ParseResult parsed) => _reports.Requests(parsed);

    /// <summary>The file for the report that is written while the run goes on; null where it is not asked for.</summary>
    public string? Ocp(ParseResult parsed) => _reports.Ocp(parsed);

    /// <summary>Whether a duration was given.</summary>
    public bool HasDuration(ParseResult parsed) => parsed.GetValue(_duration) is not null;

    /// <summary>Whether the CPUs to test were named.</summary>
    public bool HasCpus(ParseResult parsed) => _common.HasCpus(parsed);

    /// <summary>Whether only the outcome is to be told.</summary>
    public bool Quiet(ParseResult parsed) => _common.Quiet(parsed);

    /// <summary>Makes the plan.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="devices">What is to be checked, which tells what can run here.</param>
    /// <exception cref="UsageException">A CPU is not to be had.</exception>
    public RunPlan Plan(ParseResult parsed, DevicesUnderTest devices)
    {
        RunPlan plan = DefaultPlan.Bare(_common.Cpus(parsed), _common.Seed(parsed));
        RunPlan asked = plan.WithProbes(parsed.GetValue(_probes), devices) with
        {
            DurationSeconds = (parsed.GetValue(_duration) ?? duration).TotalSeconds,
            WorkersPerCpu = parsed.GetValue(_workersPerCpu) ?? plan.WorkersPerCpu,
            KeySizes = parsed.GetValue(_keySizes) ?? plan.KeySizes,
        };
        return _load.AddTo(asked, parsed);
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
}
