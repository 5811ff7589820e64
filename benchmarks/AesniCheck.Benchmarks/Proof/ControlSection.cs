using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>The run without a fault as Markdown.</summary>
internal sealed class ControlSection(TextWriter writer)
{
    public void Write(ControlResult control)
    {
        Exposure exposure = control.Exposure;
        WorkerEventCounts events = exposure.Events;
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Outcome `{EnumWord.Of(control.Outcome)}`, {Quantities.Of(control.Findings, "finding")} in {control.Seconds / 60:0.0} minutes, in which there were"));
        writer.WriteLine();
        writer.WriteLine($"- {Quantities.Of(exposure.Blocks, "block")} ({Quantities.Bytes(exposure.Bytes)}) compared, in {Quantities.Of(exposure.Units, "unit")};");
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- {Quantities.Count(events.InvoluntarySwitches)} involuntary switches, {Quantities.Count(events.Signals)} signals, {Quantities.Count(events.MinorFaults)} page faults, "
            + $"{Quantities.Count(exposure.Kernel?.Interrupts ?? 0)} interrupts, {Quantities.Count(exposure.GcSuspensions)} suspensions by the runtime; "
            + $"vector registers were live in {100 * exposure.LiveShare:0} % of the CPUs' time;"));
        writer.WriteLine($"- of the stressors: {string.Join(", ", exposure.Stressors.Select(done => $"{done.Stressor} {Quantities.Count(done.Events)}"))}.");
        writer.WriteLine();
        foreach (string sentence in control.Reasons.Concat(control.Notes))
        {
            writer.WriteLine($"- {sentence}");
        }

        if (control.Reasons.Count + control.Notes.Count > 0)
        {
            writer.WriteLine();
        }
    }
}
