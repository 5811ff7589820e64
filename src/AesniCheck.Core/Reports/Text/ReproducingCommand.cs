using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Reports.Text;

/// <summary>The shell command line that repeats a run.</summary>
public static class ReproducingCommand
{
    private const string PlainCharacters = "_@%+=:,./-";

    private static readonly (double Milliseconds, string Name)[] Units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")];

    /// <summary>Returns the command line. Defaults, such as probes and stressors that were not named, remain defaults.</summary>
    /// <param name="record">The run.</param>
    public static string Of(RunRecord record)
    {
        RunPlan plan = record.Plan;
        string[] words =
        [
            .. record.CryptoLibrary?.CapabilityMask is { } mask ? ["OPENSSL_ia32cap=" + Quote(mask)] : Array.Empty<string>(),
            "aesnicheck run",
            string.Create(CultureInfo.InvariantCulture, $"--seed 0x{record.Seed:x16}"),
            Option("--cpus", CpuRanges.Format(plan.Cpus)),
            .. Probes(plan),
            Option("--duration", Duration(plan.DurationSeconds)),
            string.Create(CultureInfo.InvariantCulture, $"--workers-per-cpu {plan.WorkersPerCpu}"),
            Option("--key-sizes", string.Join(',', plan.KeySizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))),
            .. Load(plan),
        ];
        return string.Join(' ', words);
    }

    private static IEnumerable<string> Probes(RunPlan plan)
    {
        string[] named = [.. plan.Probes.Where(probe => probe.Requested).Select(probe => probe.Name).Concat(Named(plan.SkippedProbes))];
        return named.Length > 0 ? [Option("--probes", string.Join(',', named))] : [];
    }

    private static IEnumerable<string> Load(RunPlan plan)
    {
        string[] named = [.. plan.Stressors.Where(stressor => stressor.Requested).Select(stressor => stressor.Name).Concat(Named(plan.SkippedStressors))];
        if (named.Length > 0)
        {
            yield return Option("--stress", string.Join(',', named));
        }
        else if (plan.Stressors.Count + plan.SkippedStressors.Count == 0)
        {
            yield return "--stress none";
        }

        if (plan.Intensity != RunPlan.DefaultIntensity)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"--intensity {plan.Intensity}");
        }

        if (plan.UnderMemoryPressure)
        {
            yield return Option("--memory", Memory(plan.MemoryBytes));
        }

        if (plan.Placement != Placement.Pinned)
        {
            yield return Option("--placement", plan.PlacementWord);
        }

        if (plan.Policies is not [WorkerPolicy.Other])
        {
            yield return Option("--sched", string.Join(',', plan.PolicyWords));
        }
    }

    private static IEnumerable<string> Named(IReadOnlyList<SkippedPart> skipped) => skipped.Where(part => part.Requested).Select(part => part.Name);

    /// <summary>Formats a duration for <see cref="Durations.Parse"/>, in the largest unit of which it is a whole multiple.</summary>
    private static string Duration(double seconds)
    {
        double milliseconds = Math.Max(1, Math.Round(seconds * 1000));
        (double length, string unit) = Units.First(unit => milliseconds % unit.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / length:0}{unit}");
    }

    /// <summary>Formats an amount for <see cref="MemoryAmount.Parse"/>, in whole pages.</summary>
    private static string Memory(long bytes) => bytes >= 4096
        ? MemoryAmount.Parse(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024}K")).ToString()
        : "4K";

    private static string Option(string name, string value) => $"{name} {Quote(value)}";

    /// <summary>Quotes a word for a shell if necessary. Within single quotes only the single quote is special.</summary>
    private static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || PlainCharacters.Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
