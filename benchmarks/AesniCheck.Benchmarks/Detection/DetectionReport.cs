using System.Globalization;
using AesniCheck.Injection;
using AesniCheck.Reports;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>Trials as Markdown: how many were seen, and which were not.</summary>
internal sealed class DetectionReport(TextWriter writer)
{
    public void WriteRates(IEnumerable<(string Probes, RegisterArea Area, IReadOnlyList<Trial> Trials)> groups)
    {
        writer.WriteLine(
            "| probes | area | seen | of | rate | 95 % interval | of these, by another worker | process ended | hits in the runtime's code "
            + "| latency, median | worst | stopped, median | worst |");
        writer.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach ((string probes, RegisterArea area, IReadOnlyList<Trial> trials) in groups)
        {
            if (trials.Count == 0)
            {
                writer.WriteLine($"| {probes} | {area.Name} | not on this machine |");
                continue;
            }

            double[] latencies = [.. trials.Where(trial => trial.Latency is not null).Select(trial => trial.Latency!.Value.TotalMilliseconds).Order()];
            double[] stops = [.. trials.Select(trial => trial.Fault.StoppedMicroseconds).Order()];
            (double low, double high) = WilsonInterval.Of(latencies.Length, trials.Count);
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {probes} | {area.Name} | {latencies.Length} | {trials.Count} | {100.0 * latencies.Length / trials.Count:F1} % | {100 * low:F1} to {100 * high:F1} % "
                + $"| {trials.Count(trial => trial.SeenBy is { } thread && thread != trial.Fault.ThreadId)} "
                + $"| {trials.Count(trial => trial.End is not null)} | {trials.Count(trial => !trial.Place.IsMethod)} "
                + $"| {Middle(latencies, "ms")} | {Worst(latencies, "ms")} | {Middle(stops, "us")} | {Worst(stops, "us")} |"));
        }
    }

    /// <summary>Each register with its missed flips of all its flips.</summary>
    public void WriteMissedRegisters(string probes, RegisterArea area, IReadOnlyList<Trial> trials)
    {
        writer.WriteLine();
        writer.WriteLine($"{probes}, {area.Name}: missed of injected, by register");
        writer.WriteLine();
        writer.WriteLine("| register | missed | of |");
        writer.WriteLine("|---|---|---|");
        foreach (IGrouping<int, Trial> group in trials.GroupBy(trial => trial.Fault.Changes[0].Register).OrderBy(group => group.Key))
        {
            writer.WriteLine($"| {group.Key} | {group.Count(IsMissed)} | {group.Count()} |");
        }
    }

    /// <summary>Each place in the code with its missed flips of all its flips, and the registers of those that were missed.</summary>
    public void WriteMissedPlaces(string probes, RegisterArea area, IReadOnlyList<Trial> trials)
    {
        writer.WriteLine();
        writer.WriteLine($"{probes}, {area.Name}: missed of injected, by code");
        writer.WriteLine();
        writer.WriteLine("| code | missed | of | registers missed |");
        writer.WriteLine("|---|---|---|---|");
        foreach (IGrouping<string, Trial> group in trials.GroupBy(trial => trial.Place.Name).OrderByDescending(group => group.Count()))
        {
            IEnumerable<string> registers = group.Where(IsMissed).GroupBy(trial => trial.Fault.Changes[0].Register).OrderBy(missed => missed.Key)
                .Select(missed => missed.Count() == 1 ? $"{missed.Key}" : $"{missed.Key} x{missed.Count()}");
            string code = group.Key.Replace("|", "\\|", StringComparison.Ordinal);
            writer.WriteLine($"| `{code}` | {group.Count(IsMissed)} | {group.Count()} | {string.Join(", ", registers)} |");
        }
    }

    private static bool IsMissed(Trial trial) => trial.Latency is null;

    private static string Middle(double[] sorted, string unit) => sorted.Length == 0 ? "" : Format(sorted[sorted.Length / 2], unit);

    private static string Worst(double[] sorted, string unit) => sorted.Length == 0 ? "" : Format(sorted[^1], unit);

    private static string Format(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:F1} {unit}");
}
