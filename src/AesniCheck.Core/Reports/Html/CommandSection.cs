using System.Globalization;
using AesniCheck.Reports.Text;

namespace AesniCheck.Reports.Html;

/// <summary>The section with the command that repeats the run.</summary>
internal static class CommandSection
{
    public const string Name = "again";

    public static void Write(HtmlWriter html, RunPart run)
    {
        using (RunSections.Open(html, run, Name, "Reproduce"))
        {
            using (html.In("pre"))
            using (html.Inline("code"))
            {
                html.Text(ReproducingCommand.Of(run.Record));
            }

            html.Line(
                "p",
                string.Create(CultureInfo.InvariantCulture, $"With this seed the workers get the same keys, blocks and messages. The seed does not determine when a machine fails: if it does not fail at once, run longer. This run was made by version {run.Record.ToolVersion}."),
                ("class", "muted"));
        }
    }
}
