using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.SelfTests;
using AesniCheck.Stressors;
using AesniCheck.Units;

namespace AesniCheck.Cli.Options;

/// <summary>The options of <c>aesnicheck selftest</c>, and the plan that they make.</summary>
/// <param name="stressors">All available stressors.</param>
internal sealed class SelfTestOptions(IReadOnlyList<StressorEntry> stressors)
{
    private const int MaximumCount = 10_000;

    // Longer than any self-test: the self-test ends the worker processes, not the plan.
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "A result in about a minute: faults only where a detection rate is claimed, and only until each claim is decided. If all claims are kept, it fails "
            + "at most once in a hundred times; a class that is seen at 50 % or less passes at most once in a hundred times.",
    };

    private readonly Option<int?> _count = new("--count")
    {
        Description = $"How many faults of each kind in each area under each probe, 1 to {MaximumCount}. Default: {SelfTestPlan.DefaultCount}.",
        HelpName = "n",
        CustomParser = result => OptionText.Parsed<int?>(result, text => OptionText.Number(text, MaximumCount)),
    };

    private readonly Option<IReadOnlyList<string>?> _probes = ClosedList.Several(
        "--probes",
        "probe",
        $"The workloads into which faults are injected, one after the other: {SelfTestSubject.DefaultMix}, which is a run without options, or one probe alone, "
        + $"of {string.Join(", ", ProbeList.All.Select(entry => entry.Name))}. Default: all that can run here.",
        SubjectNames);

    private readonly Option<IReadOnlyList<string>?> _kinds = ClosedList.Several(
        "--kinds",
        "kind",
        "Which kinds of faults: flip (a flipped bit), zero (a lost register), leak (a register of another worker), stale (an old value), "
        + "swap-threads (all registers of two workers exchanged), again (bits flipped repeatedly until the first is explained), and none, the control, which changes nothing and must not be seen. Default: all.",
        ClosedList.WordsOf<FaultKind>());

    private readonly Option<IReadOnlyList<string>?> _areas = ClosedList.Several(
        "--areas", "area", $"Which parts of the vector registers, with commas between them: {string.Join(", ", AreaNames)}. Default: all that this CPU has.", AreaNames);

    private readonly StressOptions _stress = new(stressors);
    private readonly Option<string?> _json = new("--json")
    {
        Description = "Write the record of the self-test, as JSON, to this file; - for standard output.",
        HelpName = "file",
    };

    private readonly CommonOptions _common = new("result");

    private static string[] SubjectNames => [SelfTestSubject.DefaultMix, .. ProbeList.All.Select(entry => entry.Name)];

    private static string[] AreaNames => [.. RegisterAreas.All.Select(area => area.Name)];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_quick, _count, _probes, _kinds, _areas, _common.CpusOption, .. _stress.All, _common.SeedOption, _json, _common.QuietOption];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Returns the file for the record, <c>-</c> for standard output, or null.</summary>
    public string? Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Returns whether to print only the result.</summary>
    public bool Quiet(ParseResult parsed) => _common.Quiet(parsed);

    /// <summary>Makes the plan. Parts that can't be tried here are skipped, with the reason.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="devices">The implementations to check, which determine which probes can run here.</param>
    /// <param name="layout">The machine's layout, which determines the available areas; null if there is none.</param>
    /// <exception cref="UsageException">A CPU is not available.</exception>
    public SelfTestPlan Plan(ParseResult parsed, DevicesUnderTest devices, ExtendedStateLayout? layout)
    {
        bool isQuick = parsed.GetValue(_quick);
        foreach (Option option in isQuick ? (Option[])[_count, _probes, _kinds, _areas] : [])
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new UsageException($"{option.Name}: --quick chooses the faults itself; leave one of the two options out");
            }
        }

        ulong seed = _common.Seed(parsed);
        PlanRequest request = _stress.AddTo(new PlanRequest { Cpus = _common.Cpus(parsed), Seed = seed, Duration = Day }, parsed);
        var plans = new PlanMaker(devices, stressors);

        IReadOnlyList<string>? probes = parsed.GetValue(_probes);
        SelfTestSubject[] subjects = [.. SubjectNames.Where(name => isQuick ? DetectionClaims.IsClaimed(name) : probes?.Contains(name) ?? true).Select(name => new SelfTestSubject(name, plans.Make(request with { Probes = name == SelfTestSubject.DefaultMix ? null : [name] })))];

        IReadOnlyList<string>? areas = parsed.GetValue(_areas);
        RegisterArea[] wanted = [.. RegisterAreas.All.Where(area => areas?.Contains(area.Name) ?? true)];
        var reasons = wanted.ToDictionary(area => area, area => WhyNot(area, devices, layout));
        IReadOnlyList<string>? kinds = parsed.GetValue(_kinds);
        return new SelfTestPlan
        {
            Seed = seed,
            Count = parsed.GetValue(_count) ?? SelfTestPlan.DefaultCount,
            Quick = isQuick,
            Subjects = [.. subjects.Where(subject => subject.Plan.Probes.Count > 0)],
            Kinds = [.. Enum.GetValues<FaultKind>().Where(kind => kinds?.Contains(EnumWord.Of(kind)) ?? true)],
            Areas = [.. wanted.Where(area => reasons[area] is null)],
            Skipped =
            [
                .. from subject in subjects
                   where subject.Plan.Probes.Count == 0
                   select new SkippedPart(subject.Name, subject.Plan.SkippedProbes[0].Reason, Requested: probes is not null),
                .. from area in wanted
                   let reason = reasons[area]
                   where reason is not null
                   select new SkippedPart(area.Name, reason, Requested: areas is not null),
                .. subjects.SelectMany(subject => subject.Plan.SkippedStressors).Distinct(),
            ],
        };
    }

    /// <summary>
    /// Returns why an area can't be tried. Registers that the CPU has but the runtime does not use contain no data of the workers, so no fault can be seen
    /// there.
    /// </summary>
    private static string? WhyNot(RegisterArea area, DevicesUnderTest devices, ExtendedStateLayout? layout)
    {
        IReadOnlyList<RegisterKind> used = devices.CreateRegisterPass().Kinds;
        return layout?.Has(area) != true ? "this CPU does not have it"
            : area == RegisterArea.Xmm || used.Contains(area == RegisterArea.YmmUpper ? RegisterKind.Ymm : RegisterKind.Zmm) ? null
            : "the kernel has not enabled it, or the runtime does not use it";
    }
}
