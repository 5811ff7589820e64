using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Reports.Text;

/// <summary>The command line that does what a run did, for a shell.</summary>
public static class ReproducingCommand
{
    private const string PlainCharacters = "_@%+=:,./-";

    private static readonly (double Milliseconds, string Name)[] Units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")];

    /// <summary>The command line. What was left to the program, such as probes and stressors that nobody named, is left to it again.</summary>
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

    /// <summary>As <see cref="Durations.Parse"/> reads it, in the largest unit that it is a whole number of.</summary>
    private static string Duration(double seconds)
    {
        double milliseconds = Math.Max(1, Math.Round(seconds * 1000));
        (double length, string unit) = Units.First(unit => milliseconds % unit.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / length:0}{unit}");
    }

    /// <summary>As <see cref="MemoryAmount.Parse"/> reads it: whole pages.</summary>
    private static string Memory(long bytes) => bytes >= 4096
        ? MemoryAmount.Parse(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024}K")).ToString()
        : "4K";

    private static string Option(string name, string value) => $"{name} {Quote(value)}";

    /// <summary>A word that a shell takes as it is. Within single quotes only they themselves are special.</summary>
    private static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || PlainCharacters.Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
