using System.Text;
using Xunit;

namespace AesniCheck.Reports.Html;

/// <summary>Pages that were checked in a browser. Their common style sheet is a separate file.</summary>
public sealed class HtmlGoldenTests
{
    private const string Begin = "<style>";
    private const string End = "</style>";

    public static TheoryData<string> Names => [.. ReportSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ThePageOfARunIsAsItWas(string name) => AssertIs($"{name}.html", stream => HtmlReport.Write(ReportSamples.All[name], stream));

    [Fact]
    public void ThePageOfAFleetIsAsItWas() => AssertIs("fleet.html", stream => HtmlReport.Write(HtmlSamples.Fleet, stream));

    [Fact]
    public void TheStyleSheetIsAsItWas() => GoldenReport.AssertIs("style.css", stream => stream.Write(Encoding.UTF8.GetBytes(PageStyle.Sheet)));

    private static void AssertIs(string file, Action<Stream> write) => GoldenReport.AssertIs(file, stream =>
    {
        string page = GoldenReport.Text(write);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.Equal(PageStyle.Sheet, page[begin..end]);
        stream.Write(Encoding.UTF8.GetBytes($"{page[..begin]}/* style.css */{page[end..].Replace(FleetScript.Text, "/* FleetScript */", StringComparison.Ordinal)}"));
    });
}
