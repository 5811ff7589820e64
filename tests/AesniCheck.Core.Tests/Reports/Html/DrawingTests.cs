using System.Xml.Linq;
using AesniCheck.Probes;
using Xunit;

namespace AesniCheck.Reports.Html;

public sealed class DrawingTests
{
    [Fact]
    public void AStateIsDrawnColumnByColumn()
    {
        byte[] expected = Samples.Bytes(0, 16);
        byte[] actual = [.. expected];
        actual[6] ^= 0x08;

        XElement[] squares = [.. Draw(new Difference("block 7", expected, actual, IsState: true))];

        Assert.Equal(["block 7, expected", "actual", "expected xor actual"], squares.Select(square => square.Elements().First().Value));
        Assert.Equal(["00 04 08 0c", "01 05 09 0d", "02 06 0a 0e", "03 07 0b 0f"], Rows(squares[0]));
        Assert.Equal(["00 04 08 0c", "01 05 09 0d", "02 0e 0a 0e", "03 07 0b 0f"], Rows(squares[1]));
        Assert.Equal(["00 00 00 00", "00 00 00 00", "00 08 00 00", "00 00 00 00"], Rows(squares[2]));
        Assert.All(squares, square => Assert.Equal("6 of the row +2", Marked(square)));
    }

    [Fact]
    public void OtherBytesAreDrawnInLinesAndOnlyThoseThatDiffer()
    {
        byte[] expected = Samples.Bytes(0, 40);
        byte[] actual = [.. expected];
        actual[17] = 0xff;
        actual[39] = 0xfe;

        XElement table = Assert.Single(Draw(new Difference("output", expected, actual, IsState: false)));

        Assert.Equal("output, 40 bytes; 1 of 3 lines of 16 are equal and not shown", table.Elements().First().Value);
        Assert.Equal(
            [
                "10 11 12 13 14 15 16 17  18 19 1a 1b 1c 1d 1e 1f", "10 ff 12 13 14 15 16 17  18 19 1a 1b 1c 1d 1e 1f", "00 ee 00 00 00 00 00 00  00 00 00 00 00 00 00 00",
                "20 21 22 23 24 25 26 27", "20 21 22 23 24 25 26 fe", "00 00 00 00 00 00 00 d9",
            ],
            table.Descendants("td").Select(cell => cell.Value));
        Assert.Equal(["11", "ff", "ee", "27", "fe", "d9"], table.Descendants("b").Select(mark => mark.Value));
    }

    [Fact]
    public void BytesThatOneSideHasNotAreDashes()
    {
        XElement table = Assert.Single(Draw(new Difference("output", [1, 2, 3], [1], IsState: false)));
        Assert.Equal(["01 02 03", "01 -- --", "00 -- --"], table.Descendants("td").Select(cell => cell.Value));
    }

    [Fact]
    public void OfALongMessageTheFirstLinesAreDrawn()
    {
        XElement table = Assert.Single(Draw(new Difference("output", new byte[4096], Samples.Bytes(1, 4096), IsState: false)));
        Assert.Equal(8, table.Elements("tbody").Count());
        Assert.Contains("the first 8 of 256 differing lines of 16 are shown, and the others are in the JSON record", table.Elements().First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatEvidenceOfEachKindShows() => Assert.Equal(
        ["block 1023 16", "guard 14 64", "chain 1 16", "chain 13 16", "value 2 32", "value 14 32", "round key 2 16", "round key 5 16", "output 70", "tag 16"],
        MiscompareSamples.All.SelectMany(evidence => evidence.Describe().Differences).Select(difference => $"{difference.Name} {difference.Length}"));

    [Fact]
    public void EvidenceThatPointsBeyondItsBytesShowsNothing()
    {
        MiscompareDescription description = (MiscompareSamples.Chain with { WrongChains = [99] }).Describe();
        Assert.Equal(0, Assert.Single(description.Differences).Length);
        Assert.Equal("it lacks bytes of a wrong chain", description.Problem);
    }

    [Fact]
    public void AnySampleIsWhole() => Assert.All(MiscompareSamples.All, evidence => Assert.Null(evidence.Describe().Problem));

    private static IEnumerable<XElement> Draw(Difference difference)
    {
        var html = new HtmlWriter();
        using (html.In("div"))
        {
            Drawing.Write(html, difference);
        }

        using var stream = new MemoryStream();
        html.CopyTo(stream);
        stream.Position = 0;
        return XElement.Load(stream, LoadOptions.PreserveWhitespace).Descendants("table");
    }

    private static IEnumerable<string> Rows(XElement square) => square.Elements("tr").Skip(1).Select(row => string.Join(' ', row.Elements("td").Select(cell => cell.Value)));

    private static string Marked(XElement square)
    {
        XElement cell = Assert.Single(square.Descendants("td"), cell => cell.Attribute("class")?.Value == "differs");
        int column = cell.ElementsBeforeSelf("td").Count();
        return $"{(4 * column) + 2} of the row {cell.Parent!.Element("th")!.Value}";
    }
}
