using System.Text;

namespace AesniCheck.Reports.Html;

/// <summary>
/// Writes a page whose tags balance and whose texts are escaped, whoever calls it. What it writes is well-formed XML too, so that other programs can
/// read it. For one thread.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _page = new();
    private readonly Stack<string> _open = new();

    /// <summary>The bytes written so far, as UTF-8.</summary>
    public int ByteCount { get; private set; }

    /// <summary>Opens an element on a line of its own, to be closed by disposing of what is returned.</summary>
    /// <param name="tag">The name.</param>
    /// <param name="attributes">The attributes; those whose value is null are left out.</param>
    public Opened In(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Markup("\n");
        return Inline(tag, attributes);
    }

    /// <summary>Opens an element in the midst of a line.</summary>
    /// <param name="tag">The name.</param>
    /// <param name="attributes">The attributes; those whose value is null are left out.</param>
    public Opened Inline(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        Markup(">");
        _open.Push(tag);
        return new Opened(this);
    }

    /// <summary>Writes an element that holds a text alone, on a line of its own.</summary>
    public void Line(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Markup("\n");
        Put(tag, text, attributes);
    }

    /// <summary>Writes an element that holds a text alone, in the midst of a line.</summary>
    public void Put(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (Inline(tag, attributes))
        {
            Text(text);
        }
    }

    /// <summary>Writes an element that holds nothing, on a line of its own.</summary>
    public void Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Markup("\n");
        Start(tag, attributes);
        Markup(" />");
    }

    /// <summary>Writes a text.</summary>
    public void Text(string text) => Markup(HtmlText.Escape(text));

    /// <summary>Writes markup of the program's own.</summary>
    public void Markup(string markup)
    {
        _page.Append(markup);
        ByteCount += Encoding.UTF8.GetByteCount(markup);
    }

    /// <summary>All that was written.</summary>
    public override string ToString() => _page.ToString();

    /// <summary>All that was written, as UTF-8.</summary>
    /// <param name="output">Where to.</param>
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

    /// <summary>An element that is open.</summary>
    /// <param name="writer">What wrote it.</param>
    public readonly ref struct Opened(HtmlWriter writer)
    {
        /// <summary>Closes it.</summary>
        public void Dispose() => writer.Close();
    }
}
