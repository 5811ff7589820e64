using AesniCheck.Reports.Text;

namespace AesniCheck.Reports.Html;

/// <summary>The section that describes the machine.</summary>
internal static class HostSection
{
    public const string Name = "host";

    public static void Write(HtmlWriter html, RunPart run)
    {
        using (RunSections.Open(html, run, Name, "Host"))
        {
            Pairs(html, HostText.Rows(run.Record.Host).Where(row => row.Key != "host" || run.Level == 2));
        }
    }

    /// <summary>Writes keys with their values. A value without a key continues the one above.</summary>
    /// <param name="html">The page.</param>
    /// <param name="pairs">The keys with their values.</param>
    /// <param name="hex">Further pairs, whose values are hex.</param>
    public static void Pairs(HtmlWriter html, IEnumerable<(string Key, string Value)> pairs, params IEnumerable<(string Key, string Value)> hex)
    {
        using (html.In("dl", ("class", "pairs")))
        {
            foreach ((string key, string value) in pairs)
            {
                if (key.Length > 0)
                {
                    html.Line("dt", key);
                }

                html.Line("dd", value);
            }

            foreach ((string key, string value) in hex)
            {
                html.Line("dt", key);
                using (html.In("dd"))
                {
                    html.Put("code", value);
                }
            }
        }
    }
}
