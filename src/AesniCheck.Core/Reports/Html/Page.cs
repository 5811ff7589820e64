namespace AesniCheck.Reports.Html;

/// <summary>The frame of all pages: a head that forbids them to fetch anything, and to run any script but ours, and a footer.</summary>
internal static class Page
{
    /// <summary>Writes a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="foot">Its footer.</param>
    /// <param name="content">Writes its content.</param>
    /// <param name="output">The destination, in UTF-8.</param>
    /// <param name="isFleet">Whether it is the page of a fleet, which uses the whole width and has a script.</param>
    public static void Write(string title, string foot, Action<HtmlWriter> content, Stream output, bool isFleet = false)
    {
        string script = isFleet ? $" script-src {FleetScript.Source};" : "";
        var html = new HtmlWriter();
        html.Markup("<!DOCTYPE html>");
        using (html.In("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")))
        {
            using (html.In("head"))
            {
                html.Void("meta", ("charset", "utf-8"));
                html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src 'unsafe-inline';{script} base-uri 'none'; form-action 'none'"));
                html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
                html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
                html.Line("title", title);
                using (html.In("style"))
                {
                    html.Markup(PageStyle.Sheet);
                }
            }

            using (html.In("body"))
            {
                using (html.In("main", ("class", isFleet ? "fleet" : null)))
                {
                    content(html);
                    using (html.In("footer"))
                    {
                        html.Line("p", foot);
                    }
                }

                if (isFleet)
                {
                    using (html.In("script"))
                    {
                        html.Markup(FleetScript.Text);
                    }
                }
            }
        }

        html.Markup("\n");
        html.CopyTo(output);
    }
}
