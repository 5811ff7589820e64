using System.Globalization;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>Runs that are under way, and their pictures without colours.</summary>
internal static class Drawing
{
    /// <summary>A canvas of Unicode.</summary>
    public static Canvas Canvas(int width, int height) => new(width, height, Glyphs.Unicode);

    /// <summary>A canvas of ASCII.</summary>
    public static Canvas Ascii(int width, int height) => new(width, height, Glyphs.Ascii);

    /// <summary>A run of one minute on <paramref name="cpus"/> CPUs, each a little faster than the one before.</summary>
    public static RunProgress Run(int cpus, double seconds, params IReadOnlyList<Finding> findings)
    {
        RunPlan plan = new PlanMaker(new DevicesUnderTest(), []).Make(
            new PlanRequest { Cpus = [.. Enumerable.Range(0, cpus)], Seed = 1, Duration = TimeSpan.FromMinutes(1), Probes = [] });
        CpuExposure[] exposures = [.. plan.Cpus.Select(cpu => Exposed(cpu, seconds, 1 + ((double)cpu / cpus)))];
        return new RunProgress(plan, TimeSpan.FromSeconds(seconds), new Exposure(exposures, [], 10) { Seconds = seconds }, findings.Count) { Explained = findings };
    }

    /// <summary>A finding.</summary>
    public static Finding Found(int? cpu, Verdict verdict = Verdict.CpuPersistent, string probe = "block") =>
        new() { Time = DateTimeOffset.UnixEpoch, Probe = probe, Cpu = cpu, Verdict = verdict, Explanation = [] };

    /// <summary>The lines of a picture.</summary>
    public static string[] Draw(IRenderable picture, int width)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        console.Write(picture);
        return output.ToString().TrimEnd('\n').Split('\n');
    }

    /// <summary>The lines of a picture on a canvas.</summary>
    public static string[] Draw<T>(IProgressView<T> view, T progress, Canvas canvas) => Draw(view.Picture(progress, canvas), canvas.Width);

    private static CpuExposure Exposed(int cpu, double seconds, double speed)
    {
        long blocks = (long)(seconds * speed * 100_000_000);
        return new CpuExposure(
            cpu,
            [new ProbeExposure("block", blocks, blocks * 10, blocks * 16, blocks / 1000, seconds)],
            new WorkerEventCounts { InvoluntarySwitches = (long)(seconds * 900), Signals = (long)(seconds * 1_800), MinorFaults = (long)(seconds * 7_000), LiveSeconds = seconds * 0.8 })
        {
            Kernel = new KernelEventCounts { Interrupts = (long)(seconds * 5_000) },
        };
    }
}
