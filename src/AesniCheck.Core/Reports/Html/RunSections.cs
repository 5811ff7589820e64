using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>The sections of one run, in order.</summary>
internal static class RunSections
{
    /// <summary>Writes all sections.</summary>
    public static void Write(HtmlWriter html, RunPart run)
    {
        HostSection.Write(html, run);
        bool hasRun = run.Record.Outcome != Outcome.Unsupported;
        if (hasRun && run.Limits.HasAll)
        {
            TimeSection.Write(html, run);
        }

        if (hasRun)
        {
            ExposureSection.Write(html, run);
        }

        FindingSection.Write(html, run);
        if (hasRun && run.Limits.HasAll)
        {
            LoadSection.Write(html, run);
            AnswerSection.Write(html, run);
        }

        CommandSection.Write(html, run);
    }

    /// <summary>Opens a section and writes its heading.</summary>
    /// <param name="html">The page.</param>
    /// <param name="run">The run.</param>
    /// <param name="name">The suffix of its id.</param>
    /// <param name="heading">The heading.</param>
    public static HtmlWriter.Opened Open(HtmlWriter html, RunPart run, string name, string heading)
    {
        HtmlWriter.Opened section = html.In("section", ("id", run.IdOf(name)), ("aria-labelledby", run.IdOf(name + "-heading")));
        html.Line(run.Heading, heading, ("id", run.IdOf(name + "-heading")));
        return section;
    }
}
