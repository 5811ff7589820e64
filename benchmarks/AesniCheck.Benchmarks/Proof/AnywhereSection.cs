using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Injection;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The faults anywhere in the process as Markdown.</summary>
internal sealed class AnywhereSection(TextWriter writer)
{
    public void Write(AnywhereResult anywhere)
    {
        writer.WriteLine(
            """
            Single bits are turned over in the vector registers of any thread but the first, whatever it does, under a supervisor as in a run; since most threads
            wait most of the time, half as many again go into workers that run. All ways that the code can take from there are searched, to the end of the function: if
            none reads the bit before it is overwritten, it is proven to be without effect. Else the thread, which is held meanwhile, is led on instruction by
            instruction until one reads the bit, or overwrites it. Behind a system call vector registers belong to nobody; the same search shows it. What is neither proven
            nor seen is lost; but stressors check nothing, and nobody uses what they compute.
            """);
        writer.WriteLine();
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Of {anywhere.Injected:N0} faults {anywhere.Seen:N0} were seen, {anywhere.WithoutEffect:N0} are proven to be without effect, {anywhere.InStressors:N0} were read by stressors alone, "
            + $"and {anywhere.Lost:N0} were lost. {anywhere.Contradictions:N0} were seen although it is proven that they had no effect."));
        WriteSpread(anywhere);
        writer.WriteLine();
        WriteGroups("hit", anywhere.Targets);
        WriteGroups("thread", anywhere.Threads);
        WriteGroups("area", anywhere.Areas);
        writer.WriteLine($"- What became of the bits that were not seen: {ProofText.List(anywhere.Fates)}.");
        writer.WriteLine($"- Verdicts: {ProofText.List(anywhere.Verdicts)}.");
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- Seen by another thread than the one that had the fault: {anywhere.SeenByAnother}. Sightings that came too late for any fault: {anywhere.LateSightings}."));
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- The supervisor {(anywhere.SupervisorSurvived ? "lived to its end and made its record" : "**died**")}; it had {anywhere.Processes} worker processes, of which {anywhere.Replaced} were ended by the measurement since findings did not cease."));
        foreach (NamedCount end in anywhere.ProcessEnds)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  - {end.Count} times: {end.Name}"));
        }

        writer.WriteLine();
        WriteTrials("Lost", anywhere.Notable.Where(trial => trial.Outcome == AnywhereOutcome.Lost));
        WriteTrials("Seen although proven to be without effect", anywhere.Notable.Where(trial => trial.Outcome == AnywhereOutcome.Seen));
    }

    private void WriteSpread(AnywhereResult anywhere)
    {
        if (anywhere.Milliseconds is { } times)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"From a fault to its finding: median {times.Median:0.0} ms, 95 % within {times.Percentile95:0.0} ms, worst {times.Worst:0.0} ms."));
        }
    }

    private void WriteGroups(string name, IReadOnlyList<AnywhereGroup> groups)
    {
        writer.WriteLine($"| {name} | injected | seen | without effect | in stressors | lost |");
        writer.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (AnywhereGroup group in groups)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {ProofText.Cell(group.Name)} | {group.Injected} | {group.Seen} | {group.WithoutEffect} | {group.InStressors} | {group.Lost} |"));
        }

        writer.WriteLine();
    }

    private void WriteTrials(string title, IEnumerable<AnywhereTrial> trials)
    {
        AnywhereTrial[] all = [.. trials];
        if (all.Length == 0)
        {
            return;
        }

        writer.WriteLine($"{title}:");
        writer.WriteLine();
        writer.WriteLine("| thread | register | bit | thread was in | fate | instruction | in | steps | ms | probe | verdict |");
        writer.WriteLine("|---|---|---:|---|---|---|---|---:|---:|---|---|");
        foreach (AnywhereTrial trial in all)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {ProofText.Cell(trial.Thread)} | {trial.Area.Name} {trial.Register} | {trial.Bit} | {ProofText.Code(trial.Place)} | {EnumWord.Of(trial.Fate)} "
                + $"| {ProofText.Code(trial.Instruction ?? "")} | {ProofText.Code(trial.FatePlace)} | {trial.Steps} | {trial.Milliseconds:0.0} | {trial.Probe} "
                + $"| {(trial.Verdict is { } verdict ? EnumWord.Of(verdict) : "")} |"));
        }

        writer.WriteLine();
    }
}
