using System.Globalization;
using AesniCheck.Reports.Text;

namespace AesniCheck.Reports.Html;

/// <summary>The section with the command that repeats the run.</summary>
internal static class CommandSection
{
    public const string Name = "again";

    public static void Write(HtmlWriter html, RunPart run)
    {
        using (RunSections.Open(html, run, Name, "Do it again"))
        {
            using (html.In("pre"))
            using (html.Inline("code"))
            {
                html.Text(ReproducingCommand.Of(run.Record));
            }

            html.Line(
                "p",
                string.Create(CultureInfo.InvariantCulture, $"With this seed the workers get the same keys, blocks and messages. When a machine fails is not up to the seed: run it longer where it does not fail at once. This run was made by version {run.Record.ToolVersion}."),
                ("class", "muted"));
        }
    }
}
