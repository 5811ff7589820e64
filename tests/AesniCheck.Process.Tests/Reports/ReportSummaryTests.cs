using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>report</c> without a format prints the summary of one record.</summary>
public sealed class ReportSummaryTests : ReportScenario
{
    public ReportSummaryTests() => Requirement.AesInstructions();

    [Fact]
    public void ARecordIsSummedUpAsTheRunDid()
    {
        ProcessResult run = Invocation.OfAesnicheck("run", "--duration", "300ms", "--probes", "block", "--stress", "none", "--json", "run.json").In(Folder).Run();
        ProcessResult report = Report("run.json");
        Assert.Equal(0, report.ExitCode);
        Assert.Equal(run.Output, report.Output);
    }

    [Fact]
    public void AllNumbersAreThereOnRequest()
    {
        Run("run.json");
        string[] words = ["microcode", "cpu features", "stolen: time", "involuntary"];
        string brief = Report("run.json").OutputWords;
        string verbose = Report("run.json", "--verbose").OutputWords;
        Assert.All(words.SkipLast(1), word => Assert.Contains(word, verbose, StringComparison.Ordinal));
        Assert.All(words, word => Assert.DoesNotContain(word, brief, StringComparison.Ordinal));
    }

    [Fact]
    public void ColoursAreWrittenIntoAPipeOnlyOnRequest()
    {
        Run("run.json");
        Assert.DoesNotContain('\e', Report("run.json").OutputText);
        ProcessResult forced = Invocation.OfAesnicheck("report", "run.json").In(Folder).With("CLICOLOR_FORCE", "1").With("NO_COLOR", "").Run();
        Assert.StartsWith("\e[1;3", forced.Output[^1], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', Invocation.OfAesnicheck("report", "run.json").In(Folder).With("CLICOLOR_FORCE", "1").With("NO_COLOR", "1").Run().OutputText);
    }

    [Fact]
    public void ManyRecordsNeedAFormat() => AssertRefused("no report was requested; give --html and a file, or one record for its summary", "a.json", "b.json");
}
