using System.Globalization;
using System.Xml.Linq;
using AesniCheck.Basics;
using AesniCheck.Records;
using AesniCheck.Reports.Text;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Reports;

public sealed class JUnitReportTests
{
    [Fact]
    public void FindingsAreFailuresOfTheirCpu()
    {
        XElement failure = Case(Write(ReportSamples.Faulty), "block", "CPU 0").Element("failure")!;
        Assert.Equal("register-state", (string?)failure.Attribute("type"));
        Assert.Equal("register-state: It was so.", (string?)failure.Attribute("message"));
        Assert.Equal(RunText.Lines(ReportSamples.Faulty.Findings[0]), failure.Value.Split('\n')[..^1]);
        Assert.Equal($"next steps for register-state: {VerdictMeaning.PlainNextStep(Verdict.RegisterState)}", failure.Value.Split('\n')[^1]);
    }

    [Fact]
    public void ARunThatWasStoppedIsAnError()
    {
        XElement report = Write(ReportSamples.Interrupted);
        Assert.Equal("Stopped on request, after 1.3 s of 10 s. The probe block verified nothing on CPU 3. The probe chain verified nothing on CPU 3.", (string?)Case(report, "run", "everything requested").Element("error")!.Attribute("message"));
        Assert.NotNull(Case(report, "block", "CPU 3").Element("error"));
        Assert.Null(Case(report, "block", "CPU 0").Element("error"));
    }

    [Fact]
    public void WhatCouldNotRunIsSkippedAndAnErrorIfItWasAskedFor()
    {
        Assert.Equal("the kernel has no AF_ALG (CONFIG_CRYPTO_USER_API_SKCIPHER)", Case(Write(ReportSamples.Passed), "kernel", "all CPUs").Element("skipped")!.Value);
        Assert.NotNull(Case(Write(ReportSamples.Skipped), "kernel", "all CPUs").Element("error"));
    }

    [Fact]
    public void WrongAnswersFailTheirFile()
    {
        XElement report = Write(ReportSamples.WrongAnswers);
        Assert.Equal("7 of 4000 vectors were wrong.", (string?)Case(report, "known-answer", "aesni ECBGFSbox128.rsp").Element("failure")!.Attribute("message"));
        Assert.Null(Case(report, "known-answer", "software ECBGFSbox128.rsp").Element("failure"));
    }

    [Fact]
    public void OnAMachineThatCannotRunItAllIsSkipped()
    {
        XElement report = Write(ReportSamples.Unsupported);
        Assert.All(report.Descendants("testcase"), run => Assert.NotNull(run.Element("skipped")));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void TheCountsAreThoseOfTheElements(string name)
    {
        XElement report = Write(ReportSamples.All[name]);
        Assert.All(report.Elements("testsuite").Prepend(report), suite =>
        {
            Assert.Equal(suite.Descendants("testcase").Count(), (int)suite.Attribute("tests")!);
            Assert.Equal(suite.Descendants("failure").Count(), (int)suite.Attribute("failures")!);
            Assert.Equal(suite.Descendants("error").Count(), (int)suite.Attribute("errors")!);
            Assert.Equal(suite.Descendants("skipped").Count(), (int?)suite.Attribute("skipped") ?? suite.Descendants("skipped").Count());
        });
        Assert.Equal(
            report.Descendants("testcase").Count(),
            report.Descendants("testcase").Select(run => $"{run.Attribute("classname")} {run.Attribute("name")}").Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void OnlyAPassHasNeitherFailureNorErrorNorIsAllSkipped(string name)
    {
        XElement report = Write(ReportSamples.All[name]);
        bool looksGood = !report.Descendants("failure").Any() && !report.Descendants("error").Any()
            && report.Descendants("testcase").Any(run => run.Element("skipped") is null);
        Assert.Equal(ReportSamples.All[name].Outcome == Outcome.Pass, looksGood);
    }

    [Fact]
    public void ACaseHasTheSameNameInEveryRun()
    {
        string[] names = Names(ReportSamples.Passed);
        Assert.Equal(names, Names(ReportSamples.Interrupted));
        Assert.Equal(names, Names(ReportSamples.Skipped));
        Assert.Equal(names, Names(ReportSamples.Passed with { Seed = 1, StartedAt = ReportSamples.Passed.StartedAt.AddDays(1), ToolVersion = "2" }));
        Assert.Empty(names.Except(Names(ReportSamples.Faulty)));
    }

    [Fact]
    public void OfManyFindingsTheFirstAreShownAndTheOthersCounted()
    {
        string report = GoldenReport.Text(stream => JUnitReport.Write(ReportSamples.Large(2, 5_000), stream));
        Assert.InRange(report.Length, 10_000, 40_000);
        XElement failure = Case(XElement.Parse(report), "block", "CPU 0").Element("failure")!;
        Assert.Equal(3, failure.Value.Split('\n').Count(line => line.Contains("on CPU 0, probe block", StringComparison.Ordinal)));
        Assert.Contains("\nand 1,663 more, kept or counted in the report that --json writes\nnext steps for ", failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void GitLabTakesTheReportOfALargeMachineThatIsBroken() =>
        Assert.InRange(GoldenReport.Text(stream => JUnitReport.Write(ReportSamples.Large(448, 10_000), stream)).Length, 100_000, 30_000_000);

    [Fact]
    public void WhatWasVerifiedAndTheNotesAreTheOutput()
    {
        XElement report = Write(ReportSamples.Passed);
        Assert.Equal("2,000 blocks verified in 4,000 calls", Case(report, "block", "CPU 3").Element("system-out")!.Value);
        Assert.Equal(
            "PASS: 4,550 blocks verified on CPUs 0,3, no finding; the stressor signal did nothing on CPU 3\nThe stressor signal did nothing on CPU 3.",
            Case(report, "run", "everything requested").Element("system-out")!.Value);
    }

    [Fact]
    public void TheSuitesSayWhatAnotherRunNeeds()
    {
        XElement suite = Write(ReportSamples.Passed).Elements("testsuite").First();
        Assert.Equal("2026-03-29T01:02:03", (string?)suite.Attribute("timestamp"));
        Assert.Equal("guest", (string?)suite.Attribute("hostname"));
        var properties = suite.Descendants("property").ToDictionary(property => (string)property.Attribute("name")!, property => (string)property.Attribute("value")!);
        Assert.Equal("0x0123456789abcdef", properties["seed"]);
        Assert.Equal("0,3", properties["cpus"]);
        Assert.Equal("1.2.3", properties["toolVersion"]);
        Assert.Equal("KVM", properties["hypervisor"]);
        Assert.Equal("0x1", properties["microcode"]);
    }

    [Property(Arbitrary = [typeof(Wild)])]
    public bool AnyWordsComeBackFromXml(string words)
    {
        XElement report = Write(Wild.Record(words));
        string visible = VisibleText.Of(words);
        return (string?)Case(report, "block", "CPU 2").Element("failure")!.Attribute("message") == $"register-state: {visible}"
            && (string?)Case(report, "run", "everything requested").Element("error")!.Attribute("message") == visible
            && Case(report, "kernel", "all CPUs").Element("skipped")!.Value == visible
            && (string?)report.Elements("testsuite").First().Attribute("hostname") == visible
            && Case(report, "run", "everything requested").Element("system-out")!.Value.EndsWith("\n" + visible, StringComparison.Ordinal);
    }

    public static TheoryData<string> Samples => [.. ReportSamples.All.Keys];

    private static XElement Write(RunRecord record) => XElement.Parse(GoldenReport.Text(stream => JUnitReport.Write(record, stream)), LoadOptions.PreserveWhitespace);

    private static string[] Names(RunRecord record) =>
        [.. Write(record).Descendants("testcase").Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Attribute("classname")!.Value} {run.Attribute("name")!.Value}"))];

    private static XElement Case(XElement report, string suite, string name) =>
        report.Descendants("testcase").Single(run => (string?)run.Attribute("classname") == $"aesnicheck.{suite}" && (string?)run.Attribute("name") == name);
}
