using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.SelfTests;
using Xunit;

namespace AesniCheck.Reports.Text;

public sealed class SelfTestTextTests
{
    private const int Width = 80;

    [Fact]
    public void WhatWasSeenIsATable()
    {
        const string expected = """
            self-test    1 min 15 s, 10 injections in each class, seed 0x0123456789abcdef
                         2 workers on each of CPUs 0,3
            load         no stressors; workers pinned
            skipped      kernel: there is no AF_ALG
                         fault               seen  interval  claim        median  worst
            default      none             0 of 10    0-28 %    0 %  kept       -      -
                         flip xmm        10 of 10  72-100 %   95 %  kept  3.0 ms  1.2 s
                         flip zmm16-31    4 of 10   16-69 %      -        3.0 ms  1.2 s
                         swap-threads    10 of 10  72-100 %      -        3.0 ms  1.2 s
                         seen as register-state 13, register-leak 9, process-crash 2
            chain        none             0 of 10    0-28 %    0 %  kept       -      -
                         flip xmm        10 of 10  72-100 %   99 %  kept  3.0 ms  1.2 s
                         flip zmm16-31  not tried         -      -             -      -
                         swap-threads    10 of 10  72-100 %      -        3.0 ms  1.2 s
                         seen as register-state 10, register-leak 10
                         flip zmm16-31: 0 injected, the kernel has not enabled it
            latency      from injection to first sign 12 ms in the median, 1.2 s at most
            note         The moon was full.
            """;
        Assert.Equal(expected, Details(SelfTestSamples.Detects));
    }

    [Fact]
    public void WhatWasMissedAndWhatNobodyInjectedIsMarkedInWords()
    {
        const string expected = """
                         fault        seen  interval  claim          median  worst
            chain        none      1 of 10    1-41 %    0 %  ALARM   3.0 ms  1.2 s
                         flip xmm  5 of 10   23-77 %   99 %  MISSED  3.0 ms  1.2 s
                         seen as register-state 5
            FALSE ALARM  No injected fault explains this finding. The machine or aesnicheck
                         itself may be broken: run 'aesnicheck run', preferably for an hour.
            alarm 1      process-crash, probe process, 2026-03-29 01:02:03.456789 UTC
              The worker process was ended by SIGSEGV.
                | last words
            alarm 2      register-state on CPU 2, probe block, 2026-03-29 01:02:03.456789 UTC
            """;
        Assert.Contains(expected, Details(SelfTestSamples.Misses), StringComparison.Ordinal);
        Assert.Contains(
            "\nreason       Under chain 5 of 10 faults flip xmm were seen, where 99 % are\n             claimed.\nreason       Something was found that nobody had injected.\n",
            Details(SelfTestSamples.Misses),
            StringComparison.Ordinal);
    }

    [Fact]
    public void TheBannerIsAtBothEndsAndTheResultIsLast()
    {
        string[] lines = [.. SelfTestText.Summary(SelfTestSamples.Detects)];
        string[] banner = [.. lines.Take(2)];
        Assert.Equal(SelfTestRecord.BannerText, string.Join(' ', banner));
        Assert.Equal(banner, lines[^3..^1]);
        Assert.Equal(Columns.Rows("machine", HostText.Line(Samples.Host)), lines.Skip(2).TakeWhile(line => !line.StartsWith("self-test", StringComparison.Ordinal)));
        Assert.Equal(SelfTestText.ResultLine(SelfTestSamples.Detects), lines[^1]);
    }

    [Fact]
    public void EachResultHasItsLine()
    {
        SelfTestRecord nothing = SelfTestSamples.Detects with { Classes = [], Reasons = ["It is forbidden."] };
        Assert.Equal("DETECTS: the self-test saw 44 of 50 injections, and each claim is kept", SelfTestText.ResultLine(SelfTestSamples.Detects));
        Assert.Equal("MISSES: the self-test saw 5 of 10 injections; 1 claim not kept, 2 false alarms", SelfTestText.ResultLine(SelfTestSamples.Misses));
        Assert.Equal(
            "MISSES: the self-test saw 44 of 50 injections; Something else.",
            SelfTestText.ResultLine(SelfTestSamples.Detects with { Result = SelfTestResult.Misses, Reasons = ["Something else."] }));
        Assert.Equal(
            "INCONCLUSIVE: the self-test saw 44 of 50 injections, but it is incomplete",
            SelfTestText.ResultLine(SelfTestSamples.Detects with { Result = SelfTestResult.Inconclusive }));
        Assert.Equal("INCONCLUSIVE: the self-test injected no fault: It is forbidden.", SelfTestText.ResultLine(nothing with { Result = SelfTestResult.Inconclusive }));
        Assert.Equal("UNSUPPORTED: the self-test can't run here: It is forbidden.", SelfTestText.ResultLine(nothing with { Result = SelfTestResult.Unsupported }));
    }

    [Theory]
    [InlineData(SelfTestResult.Detects)]
    [InlineData(SelfTestResult.Misses)]
    [InlineData(SelfTestResult.Inconclusive)]
    [InlineData(SelfTestResult.Unsupported)]
    public void TheAnswersOfARunAreNotInIt(SelfTestResult result)
    {
        string[] lines = [.. SelfTestText.Summary(SelfTestSamples.Misses with { Result = result, Reasons = ["A reason."] })];
        Assert.All(lines, line => Assert.DoesNotMatch("PASS|FAULT", line));
        Assert.DoesNotMatch("(?i)pass|fault", lines[^1]);
        Assert.Contains("self-test", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnsupportedMachineIsToldWhyAndNothingElse()
    {
        SelfTestRecord record = SelfTestRefusals.Unsupported(SelfTestSamples.Plan, "There is no AES.", Samples.Host, "1.2.3", Samples.Time);
        Assert.Equal(
            SelfTestRecord.BannerText + "\nUNSUPPORTED: the self-test can't run here: There is no AES.",
            string.Join(' ', Details(record).Split('\n')[..^1]) + "\n" + Details(record).Split('\n')[^1]);
    }

    [Fact]
    public void WithNothingToTryTheReasonsAreTold()
    {
        SelfTestPlan plan = SelfTestSamples.Plan with { Subjects = [], Skipped = [new SkippedPart("kernel", "there is no AF_ALG", Requested: true)] };
        Assert.Equal(
            "self-test    0.0 s, 10 injections in each class, seed 0x0123456789abcdef\nskipped      kernel: there is no AF_ALG\n"
            + "reason       The requested probe kernel can't be tried here: there is no AF_ALG.\n"
            + "reason       Nothing can be tried here.",
            Details(SelfTestRefusals.NothingToTry(plan, Samples.Host, "1.2.3", Samples.Time)));
    }

    [Fact]
    public void TheTableFitsWhateverIsInIt()
    {
        DetectionClass[] classes =
        [
            .. from injected in (int[])[0, 1, 9_999, 100_000]
               from kind in (SelfTestSamples.Plan with { Kinds = Enum.GetValues<FaultKind>(), Areas = RegisterAreas.All }).Classes
               select SelfTestSamples.Class("register", kind.Kind, kind.Area, injected, injected) with
               {
                   Claim = 0.95,
                   Kept = false,
                   MedianMilliseconds = 123.4,
                   WorstMilliseconds = 54_321,
                   Verdicts = [.. Enum.GetValues<Verdict>().Select(verdict => new VerdictCount(verdict, injected))],
                   Shortfall = "the worker process ended again and again, and nobody knows why",
               },
        ];
        IEnumerable<string> lines = SelfTestText.Summary(SelfTestSamples.Detects with { Classes = classes, Reasons = [string.Join(' ', Enumerable.Repeat("word", 100))] });
        Assert.All(lines, line => Assert.InRange(line.Length, 1, Width));
    }

    [Theory]
    [InlineData(0.04, "0.0 ms")]
    [InlineData(9.94, "9.9 ms")]
    [InlineData(9.95, "10 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.5, "1.0 s")]
    [InlineData(9_949, "9.9 s")]
    [InlineData(9_950, "10 s")]
    public void TimesAreShort(double milliseconds, string text) => Assert.Equal(text, SelfTestTable.Time(milliseconds));

    [Fact]
    public void EveryCultureGivesTheSameText()
    {
        Assert.Single(Cultures.InEach(() => string.Join('\n', SelfTestText.Summary(SelfTestSamples.Detects))).Distinct());
        Assert.Single(Cultures.InEach(() => string.Join('\n', SelfTestText.Summary(SelfTestSamples.Misses))).Distinct());
    }

    /// <summary>The summary without the parts that have their own tests: the banner and the host before it, the banner and the result after it.</summary>
    private static string Details(SelfTestRecord record)
    {
        string[] lines = [.. SelfTestText.Summary(record).Skip(2 + Columns.Rows("machine", HostText.Line(record.Host)).Count())];
        return string.Join('\n', record.Result == SelfTestResult.Unsupported ? lines : lines[..^3]);
    }
}
