using System.Globalization;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The faults of doubles as Markdown.</summary>
internal sealed class InsideSection(TextWriter writer)
{
    public void Write(InsideResult inside)
    {
        writer.WriteLine("The program, with one thing in it replaced by a double that is broken on purpose; its tests alone can do that.");
        writer.WriteLine();
        writer.WriteLine("| fault model | double | runs with a finding | strikes found | s from the start to the first finding, median | worst | ms from a strike to its finding, median | worst | verdicts |");
        writer.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---|");
        foreach (InsideFault fault in inside.Faults)
        {
            string strikes = fault.Strikes is { } count ? ProofText.SeenOf(fault.StrikesFound ?? 0, count) : "";
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {fault.Model} | `{fault.Name}`: {fault.Fault} | {ProofText.SeenOf(fault.RunsWithFinding, fault.Runs)} | {strikes} "
                + $"| {ProofText.MedianAndWorst(fault.SecondsFromStart, "0.00")} | {ProofText.MedianAndWorst(fault.MillisecondsFromStrike)} | {ProofText.List(fault.Verdicts)} |"));
        }

        writer.WriteLine();
    }
}
