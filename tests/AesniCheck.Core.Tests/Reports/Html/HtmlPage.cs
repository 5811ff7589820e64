using System.Text;
using System.Xml;
using System.Xml.Linq;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>A page as a reader of XML sees it, who is stricter than any browser.</summary>
/// <param name="Text">The page.</param>
/// <param name="Root">Its root.</param>
internal sealed record HtmlPage(string Text, XElement Root)
{
    /// <summary>That of one run.</summary>
    public static HtmlPage Of(RunRecord record) => Of(stream => HtmlReport.Write(record, stream));

    /// <summary>That of many.</summary>
    public static HtmlPage Of(IReadOnlyList<RunRecord> records) => Of(stream => HtmlReport.Write(records, stream));

    /// <summary>All its elements.</summary>
    public IEnumerable<XElement> Elements => Root.DescendantsAndSelf();

    /// <summary>All text in it.</summary>
    public string Words => Root.Value;

    /// <summary>The elements of that name.</summary>
    public IEnumerable<XElement> Named(string tag) => Elements.Where(element => element.Name.LocalName == tag);

    /// <summary>A report as text.</summary>
    public static string TextOf(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }

    private static HtmlPage Of(Action<Stream> write)
    {
        string text = TextOf(write);
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return new HtmlPage(text, XElement.Load(reader, LoadOptions.PreserveWhitespace));
    }
}
