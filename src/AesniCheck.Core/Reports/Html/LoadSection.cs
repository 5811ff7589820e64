using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Reports.Html;

/// <summary>The section on stressors.</summary>
internal static class LoadSection
{
    public const string Name = "load";

    public static void Write(HtmlWriter html, RunPart run)
    {
        RunPlan plan = run.Record.Plan;
        IReadOnlyList<StressorExposure> done = run.Record.Exposure.Stressors;
        using (RunSections.Open(html, run, Name, "Stressors"))
        {
            html.Line("p", Sentence(plan));
            if (plan.Stressors.Count + plan.SkippedStressors.Count > 0)
            {
                HtmlTable.Write(
                    html,
                    "What each stressor did",
                    [new Column("stressor"), new Column("events"), new Column("held"), Column.OfLists("remark")],
                    [
                        .. from stressor in plan.Stressors
                           let did = done.FirstOrDefault(did => did.Stressor == stressor.Name)
                           select new Row([stressor.Name, Quantities.Count(did?.Events ?? 0), did is { HeldBytes: > 0 } ? Quantities.Bytes(did.HeldBytes) : "", stressor.Requested ? "requested by name" : ""]),
                        .. plan.SkippedStressors.Select(skipped => new Row([skipped.Name, "skipped", "", ExposureSection.Why(skipped)])),
                    ]);
            }
        }
    }

    private static string Sentence(RunPlan plan)
    {
        string text = RunText.LoadOf(plan);
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }
}
