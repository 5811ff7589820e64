namespace AesniCheck.Reports.Html;

/// <summary>Tables with a caption and scoped headers, which scroll on their own in a narrow window.</summary>
internal static class HtmlTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="html">The page.</param>
    /// <param name="caption">Its caption.</param>
    /// <param name="columns">Its columns; the first holds the row headers.</param>
    /// <param name="rows">Its rows.</param>
    public static void Write(HtmlWriter html, string caption, IReadOnlyList<Column> columns, IEnumerable<Row> rows)
    {
        using (Scrolling(html, caption))
        using (html.In("table", ("class", "numbers")))
        {
            html.Line("caption", caption);
            WriteHead(html, columns);
            using (html.In("tbody"))
            {
                foreach (Row row in rows)
                {
                    Write(html, columns, row);
                }
            }
        }
    }

    /// <summary>Writes the row of headers.</summary>
    public static void WriteHead(HtmlWriter html, IReadOnlyList<Column> columns)
    {
        using (html.In("thead"))
        using (html.In("tr"))
        {
            foreach (Column column in columns)
            {
                html.Put("th", column.Head, ("scope", "col"), ("class", column.Class));
            }
        }
    }

    /// <summary>Opens the region in which a table scrolls, with the keyboard too.</summary>
    public static HtmlWriter.Opened Scrolling(HtmlWriter html, string caption) =>
        html.In("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption));

    private static void Write(HtmlWriter html, IReadOnlyList<Column> columns, Row row)
    {
        using (html.In("tr", ("class", row.Class)))
        {
            using (html.Inline("th", ("scope", "row")))
            {
                if (row.Target is { } target)
                {
                    html.Put("a", row.Cells[0], ("href", "#" + target));
                }
                else
                {
                    html.Text(row.Cells[0]);
                }
            }

            for (int i = 1; i < row.Cells.Count; i++)
            {
                html.Put("td", row.Cells[i], ("class", columns[i].Class));
            }
        }
    }
}

/// <summary>A column of a table.</summary>
/// <param name="Head">Its header.</param>
/// <param name="Class">Its layout class; null for numbers.</param>
internal readonly record struct Column(string Head, string? Class = null)
{
    /// <summary>Returns columns of numbers.</summary>
    public static IEnumerable<Column> OfNumbers(params IEnumerable<string> heads) => heads.Select(head => new Column(head));

    /// <summary>Returns a column of short texts, each on one line.</summary>
    public static Column OfText(string head) => new(head, "text");

    /// <summary>Returns a column of a few words, such as sets of CPUs.</summary>
    public static Column OfLists(string head) => new(head, "text few");

    /// <summary>Returns a column of sentences.</summary>
    public static Column OfSentences(string head) => new(head, "text wide");
}

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its cells; the first is its header.</param>
/// <param name="Class">Its style class; or null.</param>
/// <param name="Target">The id that its header links to; or null.</param>
internal readonly record struct Row(IReadOnlyList<string> Cells, string? Class = null, string? Target = null);
