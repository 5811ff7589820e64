using System.Runtime.CompilerServices;
using Xunit;

namespace AesniCheck.Reports.Formats.Html;

/// <summary>Pages that somebody has looked at in a browser and found right.</summary>
public sealed class HtmlGoldenTests
{
    public static TheoryData<string> Names => [.. ReportSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ThePageOfARunIsAsItWas(string name) => AssertIs($"{name}.html", stream => HtmlReport.Write(ReportSamples.All[name], stream));

    [Fact]
    public void ThePageOfAFleetIsAsItWas() => AssertIs("fleet.html", stream => HtmlReport.Write(HtmlSamples.Fleet, stream));

    private static void AssertIs(string file, Action<Stream> write, [CallerFilePath] string source = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(source)!, "../../Golden", file);
        string text = Assert.Single(Cultures.InEach(() => HtmlPage.TextOf(write)).Distinct());
        if (Environment.GetEnvironmentVariable("AESNICHECK_WRITE_GOLDEN") is { Length: > 0 })
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }
}
