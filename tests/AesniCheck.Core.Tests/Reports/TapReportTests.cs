using System.Text.Json;
using System.Text.RegularExpressions;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Units;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Reports;

public sealed partial class TapReportTests
{
    [Fact]
    public void AProbeIsASubtestAndACpuAPoint()
    {
        string[] lines = Write(ReportSamples.Passed);
        Assert.Equal("TAP version 14", lines[0]);
        Assert.Contains("1..5", lines);
        int begin = Array.IndexOf(lines, "# Subtest: block");
        Assert.Equal(["    1..2", "    ok 1 - CPU 0", "    ok 2 - CPU 3", "ok 2 - block"], lines[(begin + 1)..(begin + 5)]);
    }

    [Fact]
    public void AFindingIsNotOkWithItsDiagnostic()
    {
        string[] lines = Write(ReportSamples.Faulty);
        int begin = Array.IndexOf(lines, "    not ok 1 - CPU 0");
        Assert.Equal(
            [
                "      ---",
                "      message: \"register-state: It was so.\"",
                "      severity: \"fail\"",
                "      findingCount: 1",
                "      findings:",
                "        - verdict: \"register-state\"",
                "          time: \"2026-03-29T01:02:04.956789Z\"",
                "          cpu: 0",
                "          explanation:",
                "            - \"It was so.\"",
                "            - \"And so.\"",
                "          xorMask: \"c0c1c2c3c4c5c6c7c8c9cacbcccdcecf\"",
                "          hammingDistance: 61",
                "          closestRound: 9",
                "          closestDistance: 1",
            ],
            lines[(begin + 1)..(begin + 16)]);
        Assert.Contains("not ok 2 - block", lines);
    }

    [Fact]
    public void FindingsThatWereOnlyCountedAreNotOkToo()
    {
        string[] lines = Write(ReportSamples.Faulty);
        int begin = Array.IndexOf(lines, "    not ok 2 - CPU 3");
        Assert.Equal(
            ["      ---", "      message: \"cpu-persistent: 123,456 findings, without evidence\"", "      severity: \"fail\"", "      findingCount: 123456", "      ..."],
            lines[(begin + 1)..(begin + 6)]);
    }

    [Fact]
    public void ASkipIsOkUnlessItWasAskedFor()
    {
        Assert.Contains("ok 4 - kernel # SKIP the kernel has no AF_ALG (CONFIG_CRYPTO_USER_API_SKCIPHER)", Write(ReportSamples.Passed));
        string[] asked = Write(ReportSamples.Skipped);
        Assert.Contains("not ok 4 - kernel", asked);
        Assert.DoesNotContain(asked, line => line.Contains("SKIP", StringComparison.Ordinal));
        Assert.Contains("      severity: \"inconclusive\"", asked);
    }

    [Fact]
    public void ARunThatWasStoppedIsNotOkAndDoesNotStopTheHarness()
    {
        string[] lines = Write(ReportSamples.Interrupted);
        Assert.Contains("not ok 5 - run", lines);
        Assert.Contains("      message: \"Stopped on request, after 1.3 s of 10 s. The probe block verified nothing on CPU 3. The probe chain verified nothing on CPU 3.\"", lines);
        Assert.DoesNotContain(lines, line => line.Contains("Bail out", StringComparison.Ordinal));
    }

    [Fact]
    public void OnAMachineThatCannotRunItThePlanIsASkip()
    {
        Assert.Equal("1..0 # SKIP The AES instructions are missing on this CPU or disabled in the runtime's settings.", Write(ReportSamples.Unsupported)[^1]);

        // A user who requested a gate, or a probe by name, must not get the message that everything is right.
        Assert.Contains("not ok 4 - run", Write(ReportSamples.Unsupported with { Gate = new GateDemands() }));
        RunRecord asked = ReportSamples.Unsupported with { Plan = ReportSamples.Unsupported.Plan with { Probes = [new PlannedProbe("block", 100, Requested: true)] } };
        Assert.Contains("not ok 1 - block", Write(asked));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void OnlyAPassIsOkThroughout(string name)
    {
        string[] lines = Write(ReportSamples.All[name]);
        bool looksGood = lines.Any(line => line == "ok 2 - block") && !lines.Any(line => line.TrimStart().StartsWith("not ok", StringComparison.Ordinal));
        Assert.Equal(ReportSamples.All[name].Outcome == Outcome.Pass, looksGood);
    }

    [Theory]
    [InlineData("a # b", @"a \# b")]
    [InlineData(@"a \ b", @"a \\ b")]
    [InlineData("\u001b\n", @"\\x1b\\x0a")]
    [InlineData("what {", "what {.")]
    [InlineData("# TODO", @"\# TODO")]
    public void ReasonsAreEscaped(string reason, string written)
    {
        RunRecord record = ReportSamples.Passed with { Plan = ReportSamples.Passed.Plan with { SkippedProbes = [ReportSamples.Passed.Plan.SkippedProbes[0] with { Reason = reason }] } };
        Assert.Contains($"    ok 1 - all CPUs # SKIP {written}", Write(record));
    }

    [Property(Arbitrary = [typeof(Wild)])]
    public bool AnyWordsKeepTheStructure(string words)
    {
        string[] lines = Write(Wild.Record(words));
        return lines.Select(Structure).SequenceEqual(Write(Wild.Record("word")).Select(Structure));
    }

    [Property(Arbitrary = [typeof(Wild)])]
    public bool AnyWordsComeBackFromADiagnostic(string words)
    {
        string[] lines = Write(Wild.Record(words));
        string quoted = lines.First(line => line.StartsWith("            - ", StringComparison.Ordinal))["            - ".Length..];
        return JsonSerializer.Deserialize<string>(quoted) == VisibleText.Of(words.Trim());
    }

    [Property(Arbitrary = [typeof(Wild)])]
    public bool NoLineOfADiagnosticLooksLikeATestPointToReadersWithoutYaml(string words)
    {
        bool inside = false;
        foreach (string line in Write(Wild.Record(words)).Select(line => line.Trim()))
        {
            inside = line == "---" || (inside && line != "...");
            if (inside && line != "---" && !Entry().IsMatch(line))
            {
                return false;
            }
        }

        return true;
    }

    public static TheoryData<string> Samples => [.. ReportSamples.All.Keys];

    private static string[] Write(RunRecord record)
    {
        string text = GoldenReport.Text(stream => TapReport.Write(record, stream));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    /// <summary>A line without the words from outside: quoted text, a reason or a comment.</summary>
    private static string Structure(string line) => Words().Replace(line, "$1");

    [GeneratedRegex("""^(\s*ok [^#]* # SKIP|# (?!Subtest)|[^"]*").*""", RegexOptions.Singleline)]
    private static partial Regex Words();

    [GeneratedRegex("""^(- )?([a-zA-Z]+:( (null|[0-9]+|".*"))?|".*")$""", RegexOptions.Singleline)]
    private static partial Regex Entry();
}
