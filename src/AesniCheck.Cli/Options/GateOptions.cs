using System.CommandLine;
using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Cli.Output;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Stressors;
using AesniCheck.Units;

namespace AesniCheck.Cli.Options;

/// <summary>The options of <c>aesnicheck gate</c>, and their demands.</summary>
internal sealed class GateOptions
{
    private const int MaximumFindingCount = 1_000_000;

    // Slurm's limit counts from the start of the process; half of it is left for a node under load.
    private static readonly TimeSpan SlurmDuration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(120);

    private readonly Option<IReadOnlyList<string>?> _require = ClosedList.Several(
        "--require",
        "probe",
        $"Probes that must have run, with commas between them: {string.Join(", ", ProbeNames)}. Default: no fixed list; all that can run here.",
        ProbeNames);

    private readonly Option<IReadOnlyList<string>?> _requireEngines = ClosedList.Several(
        "--require-engines",
        "engine",
        $"Engines of probes that must have run, with commas between them, whatever the CPU has: {string.Join(", ", EngineNames)}. Default: none by name, all that the CPU has.",
        EngineNames);

    private readonly Option<long?> _minimumBlocks = new("--min-blocks")
    {
        Description = "The blocks that must have been verified on each CPU, such as 1e9; probes without blocks, register and schedule, have none. Default: none.",
        HelpName = "n",
        CustomParser = result => OptionText.Parsed<long?>(result, text => OptionText.Count(text)),
    };

    private readonly Option<double?> _bound = new("--bound")
    {
        Description = "The fault rate per block to rule out at 95 % confidence, such as 1e-11: the run ends as soon as this is reached, "
            + "and is inconclusive if its duration ends first. Default: none.",
        HelpName = "rate",
        CustomParser = result => OptionText.Parsed<double?>(result, text => ParseRate(text)),
    };

    private readonly Option<bool> _stopOnFirst = new("--stop-on-first")
    {
        Description = "End at the first finding.",
    };

    private readonly Option<int?> _maximumFindings = new("--max-findings")
    {
        Description = "End after this many findings. Default: never.",
        HelpName = "n",
        CustomParser = result => OptionText.Parsed<int?>(result, text => OptionText.Number(text, MaximumFindingCount)),
    };

    private readonly Option<ExitStyle?> _style = ClosedList.One<ExitStyle>(
        "--exit-style",
        "style",
        "The exit codes and output format: default; npd for node-problem-detector; nagios; slurm for a HealthCheckProgram, which must end within 60 s. Default: default.");

    private readonly Option<string?> _policy = new("--policy")
    {
        Description = "A file of JSON that holds these options for a team: {\"schemaVersion\": 1, \"duration\": \"5m\"}. The command line takes precedence.",
        HelpName = OptionEntry.File,
    };

    private static string[] ProbeNames => [.. ProbeList.All.Select(entry => entry.Name)];

    /// <summary>The engines that differ between CPUs.</summary>
    private static string[] EngineNames => [.. RegisterKinds.All.Select(EnumWord.Of), .. AesniModes.All.Select(engine => engine.Name)];

    /// <param name="stressors">All available stressors.</param>
    public GateOptions(IReadOnlyList<StressorEntry> stressors) => Run = new RunOptions(stressors, Duration);

    /// <summary>The options that a run also has.</summary>
    public RunOptions Run { get; }

    /// <summary>The options that a policy may hold.</summary>
    public IReadOnlyList<Option> PolicyOptions => [_require, _requireEngines, _minimumBlocks, _bound, _stopOnFirst, _maximumFindings, _style, .. Run.WorkOptions];

    /// <summary>All options, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_policy, .. PolicyOptions, .. Run.AnswerOptions];

    /// <summary>Returns the file of the policy; null if there is none.</summary>
    public string? Policy(ParseResult parsed) => parsed.GetValue(_policy);

    /// <summary>Returns the reader of the exit code.</summary>
    public ExitStyle Style(ParseResult parsed) => parsed.GetValue(_style) ?? ExitStyle.Default;

    /// <summary>Returns the requested reports.</summary>
    /// <exception cref="UsageException">Two of them have the same destination, or one of them has that of the one-line answer.</exception>
    public IReadOnlyList<ReportRequest<RunRecord>> Reports(ParseResult parsed)
    {
        IReadOnlyList<ReportRequest<RunRecord>> reports = Run.Reports.Requests(parsed);
        string? taking = reports.FirstOrDefault(report => ReportPlaces.IsStandardOutput(report.Path))?.Option
            ?? (Run.Reports.Ocp(parsed) is { } ocp && ReportPlaces.IsStandardOutput(ocp) ? OcpReport.Option : null);
        return taking is not null && ExitStyles.IsOneLine(Style(parsed))
            ? throw new UsageException($"{taking}: standard output is for the one line of --exit-style {EnumWord.Of(Style(parsed))}; give a file")
            : reports;
    }

    /// <summary>Returns whether the command line overrules an option of the policy.</summary>
    public bool IsOverruled(ParseResult parsed, Option option) =>
        IsGiven(parsed, option) || (option == _stopOnFirst && IsGiven(parsed, _maximumFindings));

    /// <summary>Returns the demands beyond the plan.</summary>
    public GateDemands Demands(ParseResult parsed) => new()
    {
        RequiredProbes = parsed.GetValue(_require) ?? [],
        RequiredEngines = parsed.GetValue(_requireEngines),
        MinimumBlocksPerCpu = parsed.GetValue(_minimumBlocks),
        MaximumFaultRatePerBlock = parsed.GetValue(_bound),
        MaximumFindings = parsed.GetValue(_stopOnFirst) ? 1 : parsed.GetValue(_maximumFindings),
        AllCpus = !Run.Common.HasCpus(parsed),
    };

    /// <summary>Makes the plan: a gate requests everything that this machine can do, so that no part can be left out silently.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="devices">The implementations to check, which determine what can run here.</param>
    /// <exception cref="UsageException">Options contradict each other.</exception>
    public RunPlan Plan(ParseResult parsed, DevicesUnderTest devices)
    {
        PlanRequest request = Run.Request(parsed) with { IsGate = true, RequiredProbes = parsed.GetValue(_require) ?? [] };
        return Run.Plan(Style(parsed) == ExitStyle.Slurm ? LimitForSlurm(request, parsed) : request, devices);
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private PlanRequest LimitForSlurm(PlanRequest request, ParseResult parsed)
    {
        if (!Run.HasDuration(parsed))
        {
            return request with { Duration = SlurmDuration };
        }

        return request.Duration <= ExitStyles.MaximumForSlurm
            ? request
            : throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"--duration: Slurm kills a HealthCheckProgram after 60 s; write at most {ExitStyles.MaximumForSlurm.TotalSeconds:0}s"));
    }

    private static double ParseRate(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double rate) && rate is >= 1e-18 and < 1
            ? rate
            : throw new FormatException($"'{Excerpt.Of(text)}' is not a rate; write one between 1e-18 and 1, such as 1e-11");
}
