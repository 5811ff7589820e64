using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck probes</c>: the purpose of each probe, and whether it can run here.</summary>
internal static class ProbesCommand
{
    private const int NameWidth = 10;

    public static Command Create(DevicesUnderTest devices)
    {
        var command = new Command("probes", "Lists the probes: what each is for, and whether it can run here.");
        command.SetAction(_ => Run(devices));
        return command;
    }

    private static int Run(DevicesUnderTest devices)
    {
        var coverage = Coverage.OfThisProcess;
        string margin = new(' ', NameWidth);
        RunPlan plan = new PlanMaker(devices, []) { Coverage = coverage }.Make(new PlanRequest { Cpus = [], Seed = 0, Duration = TimeSpan.Zero });
        foreach (ProbeEntry entry in ProbeList.All)
        {
            string? reason = devices.Aesni.IsSupported ? plan.SkippedProbes.FirstOrDefault(skipped => skipped.Name == entry.Name)?.Reason : coverage.WhyNoAes();
            string[] texts = reason is null ? ["can run here", .. Engines(plan, entry.Name)] : [$"can't run here: {reason}"];
            ConsoleLines.Lines(Columns.Wrap(entry.Name.PadRight(NameWidth), entry.Purpose).Concat(texts.SelectMany(text => Columns.Wrap(margin, text))));
        }

        return ExitCode.Pass;
    }

    /// <summary>Returns the engines in use, and the missing ones.</summary>
    private static IEnumerable<string> Engines(RunPlan plan, string probe) =>
    [
        $"engines: {string.Join(", ", plan.Engines.Where(engine => engine.Part == probe && engine.Used).Select(engine => engine.Name))}",
        .. EngineShortfall.Of(plan).Where(shortfall => shortfall.Part == probe).Select(shortfall => shortfall.Remark),
    ];
}
