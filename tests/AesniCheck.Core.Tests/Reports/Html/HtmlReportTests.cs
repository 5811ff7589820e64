using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Reports.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Reports.Html;

public sealed partial class HtmlReportTests
{
    private const int MaximumBytes = 5_000_000;

    private static readonly string[] Tags =
    [
        "html", "head", "meta", "title", "style", "body", "main", "header", "nav", "section", "article", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "p", "a", "ul", "li", "dl", "dt", "dd",
        "div", "span", "b", "pre", "code", "details", "summary", "figure", "figcaption", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "desc", "path", "text",
    ];

    private static readonly string[] Attributes =
    [
        "lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "role", "tabindex", "scope", "rowspan", "style", "aria-label", "aria-labelledby", "aria-hidden",
        "width", "height", "viewBox", "data-label", "data-key", "preserveAspectRatio", "d", "stroke-width", "x", "y", "text-anchor",
    ];

    public static TheoryData<string> Names => [.. HtmlSamples.Runs.Keys, "fleet"];

    [Theory]
    [MemberData(nameof(Names))]
    public void APageHasNothingThatRunsOrFetches(string name)
    {
        HtmlPage page = HtmlSamples.Page(name);
        Assert.Empty(page.Elements.Select(element => element.Name.LocalName).Except([.. Tags, .. name == "fleet" ? ["script"] : Array.Empty<string>()]));
        Assert.Empty(page.Elements.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => attribute.Name.LocalName).Except(Attributes));
        Assert.All(page.Named("a"), link => Assert.StartsWith("#", link.Attribute("href")!.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"url\(|@import|@font-face", page.Text);
        Assert.Contains("default-src 'none'", page.Named("meta").Attributes("content").Select(content => content.Value.Split(';')[0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryLinkLeadsSomewhereAndNoIdIsThereTwice(string name) => AssertLinksAreWhole(HtmlSamples.Page(name));

    [Fact]
    public void LinksLeadSomewhereWhereThereIsNoRoomForAllFindings()
    {
        HtmlPage page = HtmlPage.Of(HtmlSamples.LongFindings);
        Assert.InRange(page.Named("article").Count(), 1, 49);
        AssertLinksAreWhole(page);
        AssertLinksAreWhole(HtmlPage.Of([HtmlSamples.LongFindings, ReportSamples.Passed]));
    }

    [Fact]
    public void AFindingThatWasNotAnalysedIsNotExplainedByItsVerdict()
    {
        Finding finding = Samples.Finding with { Verdict = Verdict.Unexplained };
        const string Meaning = "The verdict means: ";
        Assert.Contains(Meaning, HtmlPage.Of(Samples.Faulty with { Findings = [finding] }).Text, StringComparison.Ordinal);
        string page = HtmlPage.Of(Samples.Faulty with { Findings = [finding with { Explanation = [Finding.NotAnalysed] }] }).Text;
        Assert.Contains(Finding.NotAnalysed, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Meaning, page, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageOfAFleetRunsOnlyItsOwnScript()
    {
        HtmlPage page = HtmlPage.Of(HtmlSamples.Fleet);
        XElement script = Assert.Single(page.Named("script"));
        Assert.Equal(FleetScript.Text, script.Value);
        Assert.DoesNotContain(script.Attributes(), attribute => !attribute.IsNamespaceDeclaration);
        Assert.DoesNotContain(script.Value, character => character is '<' or '&');
        string hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script.Value)));
        Assert.Contains($"script-src 'sha256-{hash}';", page.Text.Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkToAMachineLeadsIntoItsDetails()
    {
        HtmlPage page = HtmlPage.Of(HtmlSamples.Fleet);
        XElement[] rows = [.. page.Named("tr").Where(row => row.Ancestors().Any(table => table.Attribute("id")?.Value == FleetTable.Id) && row.Parent!.Name.LocalName == "tbody")];
        Assert.Equal(13, rows.Length);
        Assert.All(rows, row =>
        {
            string target = Assert.Single(row.Descendants().Where(link => link.Name.LocalName == "a").Select(link => link.Attribute("href")!.Value[1..]).Distinct());
            Assert.Contains(page.Elements.Single(element => element.Attribute("id")?.Value == target).Ancestors(), folded => folded.Name.LocalName == "details");
            Assert.All(row.Elements().Skip(1), cell => Assert.NotNull(cell.Attribute("data-label")));
        });
    }

    [Fact]
    public void AlikeFindingsAreShownOnce()
    {
        RunRecord run = ReportSamples.Faulty;
        Finding[] alike = [.. Enumerable.Range(0, 1_114).Select(number => Samples.Finding with
        {
            Cpu = number % 4, Time = run.StartedAt.AddSeconds(number), Explanation = [$"After round {number} the state differs only in bit {number % 8} of byte {number % 16}."],
        })];
        HtmlPage page = HtmlPage.Of(run with { Findings = alike, FoldedFindings = [] });
        Assert.Single(page.Named("article"));
        Assert.Contains("1,114 times alike: first ", page.Words, StringComparison.Ordinal);
        Assert.Contains("on CPUs 0-3.", page.Words, StringComparison.Ordinal);
    }

    private static void AssertLinksAreWhole(HtmlPage page)
    {
        string[] ids = [.. page.Elements.Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.Empty(page.Named("a").Select(link => link.Attribute("href")!.Value[1..]).Except(ids));
        Assert.Empty(page.Elements.Attributes("aria-labelledby").SelectMany(label => label.Value.Split(' ')).Except(ids));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThoseWhoCannotSeeGetTheSame(string name)
    {
        HtmlPage page = HtmlSamples.Page(name);
        Assert.Equal("en", page.Root.Attribute("lang")!.Value);
        Assert.Single(page.Named("title"), title => title.Parent!.Name.LocalName == "head");
        Assert.Single(page.Named("h1"));
        int[] levels = [.. page.Elements.Where(IsHeading).Select(heading => heading.Name.LocalName[1] - '0')];
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.Second} follows h{pair.First}"));
        Assert.All(page.Named("table"), table => Assert.Equal("caption", table.Elements().First().Name.LocalName));
        Assert.All(page.Named("th").Where(head => head.Value.Length > 0 && !head.Ancestors().Any(IsHex)), head => Assert.NotNull(head.Attribute("scope")));
        Assert.All(page.Named("svg"), svg => Assert.True(
            svg.Attribute("aria-hidden")?.Value == "true" || (svg.Attribute("role")?.Value == "img" && svg.Elements().Any(child => child.Name.LocalName == "desc" && child.Value.Length > 0))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheOutcomeComesFirst(string name)
    {
        HtmlPage page = HtmlSamples.Page(name);
        string heading = page.Named("h1").Single().Value;
        Assert.Contains(name == "fleet" ? "4 of 13 machines faulty" : EnumWord.Of(HtmlSamples.Runs[name].Outcome).ToUpperInvariant(), heading, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AllWordsOfTheRecordAreInIt(string name)
    {
        IReadOnlyList<RunRecord> records = name == "fleet" ? HtmlSamples.Fleet : [HtmlSamples.Runs[name]];
        HtmlPage page = HtmlSamples.Page(name);
        string[] words =
        [
            .. from record in records
               from sentence in (IEnumerable<string>)
               [
                   .. record.Reasons, .. record.Notes, record.Host.Name, record.Host.Cpu.Model, record.Host.Kernel.Release, ReproducingCommand.Of(record),
                   .. record.Findings.SelectMany(finding => finding.Explanation.Append(EnumWord.Of(finding.Verdict)).Append(finding.Probe)),
                   .. record.Findings.SelectMany(finding => finding.Process is { } process ? process.StandardError.Concat(process.Garbage) : []),
                   .. record.Outcome == Records.Outcome.Unsupported ? [] : record.Plan.SkippedProbes.Select(skipped => skipped.Reason),
                   .. record.Outcome == Records.Outcome.Unsupported ? [] : record.KnownAnswers.SelectMany(summary => summary.FirstFailures),
               ]
               select sentence,
        ];
        Assert.All(words.Distinct(), word => Assert.Contains(Visible(word), page.Words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    [InlineData(448, 10_000)]
    public void EachFindingIsThereOnceWholeOrInTheTable(int cpus, int findings)
    {
        HtmlPage page = HtmlPage.Of(ReportSamples.Large(cpus, findings));
        Assert.InRange(page.Text.Length, 1, MaximumBytes);
        Assert.Equal(Enumerable.Range(1, findings), WholeNumbers(page).Concat(ListedNumbers(page)).Order());
        Assert.InRange(WholeNumbers(page).Count(), Math.Min(findings, 1), 50);
    }

    [Fact]
    public void FindingsForWhichThereIsNoRoomAreCounted()
    {
        string words = string.Concat(Enumerable.Repeat("\u001b\u20ac", 500));
        RunRecord record = ReportSamples.Large(448, 10_000);
        record = record with { Findings = [.. record.Findings.Select(finding => finding with { Explanation = [words, words] })] };

        HtmlPage page = HtmlPage.Of(record);

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page.Text), 1, MaximumBytes);
        int shown = WholeNumbers(page).Count() + ListedNumbers(page).Count();
        Assert.InRange(shown, 1_000, 9_999);
        Assert.Equal(10_000 - shown, MoreFindings().Matches(page.Words).Sum(match => int.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void OfEachKindOfFindingOneIsWhole()
    {
        RunRecord record = ReportSamples.Large(4, 1_000);
        record = record with { Findings = [.. record.Findings, Samples.Finding with { Verdict = Verdict.CpuPersistent }] };
        Assert.Contains(1_001, WholeNumbers(HtmlPage.Of(record)));
    }

    [Fact]
    public void AFleetOfManyRunsStaysSmall()
    {
        RunRecord run = ReportSamples.Large(64, 200);
        HtmlPage page = HtmlPage.Of([.. Enumerable.Range(0, 100).Select(number => run with { Host = run.Host with { Name = $"node-{number}" } })]);
        Assert.InRange(page.Text.Length, 1, MaximumBytes);
        Assert.Equal(100, page.Named("details").Count(details => details.Attribute("class")?.Value == "run"));
        Assert.Contains("only the key parts are shown", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void NoWordsOfARecordAreMarkup() => Prop.ForAll(AnyText, words =>
    {
        RunRecord record = ReportSamples.Faulty with
        {
            Reasons = [words],
            Notes = [words],
            Host = ReportSamples.Faulty.Host with { Name = words, Cpu = ReportSamples.Faulty.Host.Cpu with { Model = words } },
            Findings = [Samples.Finding with { Explanation = [words] }, Samples.Crash with { Probe = words, Process = Samples.Crash.Process! with { StandardError = [words], Garbage = [words] } }],
        };
        HtmlPage page = HtmlPage.Of(record);
        Assert.Equal(HtmlPage.Of(record with { Host = Samples.Host }).Elements.Count(), page.Elements.Count());
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Visible(words), page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Text, character => char.IsControl(character) && character != '\n');
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WhatWouldNotBeSeenIsShownByItsNumber() =>
        Assert.Equal(@"\x00\x1b[31m\ud800 \u202e\ufffe\x0a😀ä�", HtmlText.Escape("\0\u001b[31m\ud800 \u202e\ufffe\n😀ä\ufffd"));

    [Fact]
    public void TheMapTellsOfFindingsThatWereOnlyCounted()
    {
        RunRecord record = ReportSamples.Faulty with { Findings = [], FoldedFindings = [ReportSamples.Faulty.FoldedFindings[0] with { Cpu = 3 }] };
        Assert.Contains("Findings occurred on: CPU 3.", HtmlPage.Of(record).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAGateDemandedIsNoClaimThatItWasReached()
    {
        string text = HtmlPage.Of(ReportSamples.Passed with { Gate = new GateDemands { AllCpus = true, MaximumFaultRatePerBlock = 1e-15 } }).Text;
        Assert.Contains("Gate requirements", text, StringComparison.Ordinal);
        Assert.Contains("<li>all CPUs</li>", text, StringComparison.Ordinal);
        Assert.Contains("<li>a bound of 1.00e-15 per block</li>", text, StringComparison.Ordinal);
    }

    private static Arbitrary<string> AnyText { get; } = Gen.OneOf(
        Gen.Elements("<script>alert(1)</script>", "\" onload=\"x", "' style='x", "]]>", "<!--", "-->", "&amp;", "&#60;", "\ud800", "\udc00\ud800", "\0", "\u001b[31m", "\r\n", "\u2028", "ä", "😀", "\ufffe")
            .ListOf().Select(pieces => string.Concat(pieces)),
        Gen.Choose(0, char.MaxValue).Select(value => (char)value).ListOf().Select(characters => new string([.. characters]))).ToArbitrary();

    // The words of the page, read as XML.
    private static string Visible(string words) => XElement.Parse($"<a>{HtmlText.Escape(words)}</a>", LoadOptions.PreserveWhitespace).Value;

    private static IEnumerable<int> WholeNumbers(HtmlPage page) =>
        page.Named("article").Select(article => int.Parse(article.Attribute("id")!.Value.Split('-')[^1], CultureInfo.InvariantCulture));

    private static IEnumerable<int> ListedNumbers(HtmlPage page) =>
        from table in page.Named("table")
        where table.Elements().First().Value == "Findings, in order of arrival"
        from row in table.Elements().Last().Elements()
        select int.Parse(row.Elements().First().Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("([0-9,]+) findings? more (is|are) only in the JSON record")]
    private static partial Regex MoreFindings();

    private static bool IsHeading(XElement element) => element.Name.LocalName is ['h', >= '1' and <= '6'];

    private static bool IsHex(XElement element) => element.Attribute("class")?.Value == "hex";
}
