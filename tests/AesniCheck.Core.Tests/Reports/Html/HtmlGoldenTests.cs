using Xunit;

namespace AesniCheck.Reports.Html;

/// <summary>Pages that somebody has looked at in a browser and found right.</summary>
public sealed class HtmlGoldenTests
{
    public static TheoryData<string> Names => [.. ReportSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ThePageOfARunIsAsItWas(string name) => GoldenReport.AssertIs($"{name}.html", stream => HtmlReport.Write(ReportSamples.All[name], stream));

    [Fact]
    public void ThePageOfAFleetIsAsItWas() => GoldenReport.AssertIs("fleet.html", stream => HtmlReport.Write(HtmlSamples.Fleet, stream));
}
