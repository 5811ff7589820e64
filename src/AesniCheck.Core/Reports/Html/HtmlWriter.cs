using System.Text;

namespace AesniCheck.Reports.Html;

/// <summary>
/// Writes a page whose tags balance and whose texts are escaped, whatever the caller does. The output is also well-formed XML, so that other programs can read
/// it. Not thread-safe.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _page = new();
    private readonly Stack<string> _open = new();

    /// <summary>The number of bytes written so far, in UTF-8.</summary>
    public int ByteCount { get; private set; }

    /// <summary>Opens an element on a new line. Disposing the result closes it.</summary>
    /// <param name="tag">The name.</param>
    /// <param name="attributes">The attributes; those with a null value are left out.</param>
    public Opened In(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Markup("\n");
        return Inline(tag, attributes);
    }

    /// <summary>Opens an element within a line. Disposing the result closes it.</summary>
    /// <param name="tag">The name.</param>
    /// <param name="attributes">The attributes; those with a null value are left out.</param>
    public Opened Inline(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        Markup(">");
        _open.Push(tag);
        return new Opened(this);
    }

    /// <summary>Writes an element that contains only text, on a new line.</summary>
    public void Line(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Markup("\n");
        Put(tag, text, attributes);
    }

    /// <summary>Writes an element that contains only text, within a line.</summary>
    public void Put(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (Inline(tag, attributes))
        {
            Text(text);
        }
    }

    /// <summary>Writes an empty element, on a new line.</summary>
    public void Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Markup("\n");
        Start(tag, attributes);
        Markup(" />");
    }

    /// <summary>Writes a text.</summary>
    public void Text(string text) => Markup(HtmlText.Escape(text));

    /// <summary>Writes trusted markup, without escaping.</summary>
    public void Markup(string markup)
    {
        _page.Append(markup);
        ByteCount += Encoding.UTF8.GetByteCount(markup);
    }

    /// <summary>Returns the whole page.</summary>
    public override string ToString() => _page.ToString();

    /// <summary>Writes the whole page in UTF-8.</summary>
    /// <param name="output">The destination.</param>
    public void CopyTo(Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true);
        foreach (ReadOnlyMemory<char> chunk in _page.GetChunks())
        {
            writer.Write(chunk.Span);
        }
    }

    private void Start(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Markup("<");
        Markup(tag);
        foreach ((string name, string? value) in attributes)
        {
            if (value is not null)
            {
                Markup(" ");
                Markup(name);
                Markup("=\"");
                Text(value);
                Markup("\"");
            }
        }
    }

    private void Close()
    {
        Markup("</");
        Markup(_open.Pop());
        Markup(">");
    }

    /// <summary>An open element.</summary>
    /// <param name="writer">The writer of the element.</param>
    public readonly ref struct Opened(HtmlWriter writer)
    {
        /// <summary>Closes the element.</summary>
        public void Dispose() => writer.Close();
    }
}
