using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The self-test as Markdown.</summary>
internal sealed class RegistersSection(TextWriter writer)
{
    public void Write(RegistersResult registers)
    {
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Result of the self-test: `{EnumWord.Of(registers.Result)}`; seed {registers.Seed}; {registers.FalseAlarms} findings that no fault explains."));
        foreach (string sentence in registers.Reasons.Concat(registers.Notes))
        {
            writer.WriteLine($"- {sentence}");
        }

        writer.WriteLine();
        writer.WriteLine("| subject | kind | area | seen | 95 % interval | claimed | ms to the finding, median | worst | thread stopped, us, median | worst | verdicts |");
        writer.WriteLine("|---|---|---|---:|---|---:|---:|---:|---:|---:|---|");
        foreach (RegisterClass entry in registers.Classes)
        {
            DetectionClass of = entry.Detection;
            string claim = of.Claim is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{100 * rate:0.#} %{(of.Kept == false ? ", **missed**" : "")}") : "";
            string verdicts = string.Join(", ", of.Verdicts.Select(verdict => $"{EnumWord.Of(verdict.Verdict)} {verdict.Count}"));
            string shortfall = of.Shortfall is { } why ? $"; fewer than planned: {why}" : "";
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {of.Subject} | {EnumWord.Of(of.Kind)} | {(of.Area is { } area ? area.Name : "all")} | {ProofText.SeenOf(of.Seen, of.Injected)} "
                + $"| {ProofText.Interval(of.Seen, of.Injected)} | {claim} | {of.MedianMilliseconds:0.0} | {of.WorstMilliseconds:0.0} "
                + $"| {ProofText.MedianAndWorst(entry.StoppedMicroseconds, "0")} | {ProofText.Cell(verdicts + shortfall)} |"));
        }

        writer.WriteLine();
        WriteSpread("From a fault to its finding", registers.Milliseconds, "ms");
        WriteSpread("Threads stood still for", registers.StoppedMicroseconds, "us");
        writer.WriteLine();
    }

    private void WriteSpread(string what, Spread? values, string unit)
    {
        if (values is not null)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"- {what}: median {values.Median:0.0} {unit}, 95 % within {values.Percentile95:0.0} {unit}, worst {values.Worst:0.0} {unit}, of {values.Count:N0}."));
        }
    }
}
