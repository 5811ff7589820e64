using System.CommandLine;
using System.Text.Json;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Records become a page.</summary>
public sealed class ReportPageTests : ReportScenario
{
    [Fact]
    public void ARunsRecordBecomesAPage()
    {
        Requirement.AesInstructions();
        RunRecord record = Run("run.json");

        ProcessResult result = Report("run.json", "--html", "run.html");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Empty(result.Error);
        Assert.Equal(["run.html", "run.json"], Folder.Names.Order());
        string page = File.ReadAllText(Folder["run.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains(record.Outcome == Outcome.Pass ? " PASS</h1>" : " INCONCLUSIVE</h1>", page, StringComparison.Ordinal);
        Assert.Contains("aesnicheck run --seed 0x0000000000000007 ", page, StringComparison.Ordinal);

        // Standard input and output do as well, and the page is the same.
        using RunningProcess process = Invocation.OfAesnicheck("report", "-", "--html", "-").In(Folder).Start();
        process.Send(File.ReadAllText(Folder["run.json"]));
        process.EndInput();
        ProcessResult piped = process.WaitForEnd();
        Assert.Equal(0, piped.ExitCode);
        Assert.Equal(page.TrimEnd('\n'), piped.OutputText);
    }

    [Fact]
    public void RecordsOfAFaultyAndAHealthyMachineBecomeAFleet()
    {
        Requirement.AesInstructions();
        RunRecord good = Run("good.json");
        DateTimeOffset seen = good.EndedAt;
        RunRecord bad = good with
        {
            Outcome = Outcome.Fault,
            Reasons = [],
            Host = good.Host! with { Name = "other" },
            FoldedFindings = [new FoldedFindings("block", 0, Verdict.CpuPersistent, 3, seen, seen)],
        };
        File.WriteAllText(Folder["bad.json"], JsonSerializer.Serialize(bad, RecordJson.Default.RunRecord));

        ProcessResult result = Report("good.json", "bad.json", "--html", "fleet.html");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 of 2 machines faulty", File.ReadAllText(Folder["fleet.html"]), StringComparison.Ordinal);
    }

    /// <summary>Compared each with each they would take minutes.</summary>
    [Fact]
    public void RecordsOfTenThousandMachinesAreToldApart()
    {
        string[] names = [.. Enumerable.Range(0, 10_000).Select(number => $"{number}.json")];
        Array.ForEach(names, name => File.WriteAllText(Folder[name], ""));
        File.CreateSymbolicLink(Folder["link.json"], names[^1]);
        AssertRefused("'link.json' is the same file as '9999.json'", [.. names, "link.json", "--html", "page.html"]);
        AssertRefused("0.json: the file is empty", [.. names, "missing.json", "--html", "page.html"]);
    }
}
