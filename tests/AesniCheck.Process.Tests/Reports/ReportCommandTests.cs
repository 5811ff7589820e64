using System.CommandLine;
using System.Text.Json;
using AesniCheck.Cli.Options;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using AesniCheck.Reports.Text;
using AesniCheck.Stressors;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>report</c>, on records that the product wrote.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunsRecordBecomesAPage()
    {
        Requirement.AesInstructions();
        RunRecord record = Run("run.json");

        ProcessResult result = Report("run.json", "--html", "run.html");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Empty(result.Error);
        Assert.Equal(["run.html", "run.json"], _folder.Names.Order());
        string page = File.ReadAllText(_folder["run.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains(record.Outcome == Outcome.Pass ? " PASS</h1>" : " INCONCLUSIVE</h1>", page, StringComparison.Ordinal);
        Assert.Contains("aesnicheck run --seed 0x0000000000000007 ", page, StringComparison.Ordinal);

        // Standard input and output do as well, and the page is the same.
        using RunningProcess process = Invocation.OfAesnicheck("report", "-", "--html", "-").In(_folder).Start();
        process.Send(File.ReadAllText(_folder["run.json"]));
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
        File.WriteAllText(_folder["bad.json"], JsonSerializer.Serialize(bad, RecordJson.Default.RunRecord));

        ProcessResult result = Report("good.json", "bad.json", "--html", "fleet.html");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 of 2 machines faulty", File.ReadAllText(_folder["fleet.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.json: the file does not exist", "missing.json")]
    [InlineData(".: this is a folder", ".")]
    [InlineData("'': a file has no name", "")]
    [InlineData("text.txt: this is not a JSON object", "text.txt")]
    [InlineData("other.json: this is JSON, but not a run record", "other.json")]
    [InlineData("selftest.json: this is the record of a self-test", "selftest.json")]
    [InlineData("later.json: the record has schema version 2, and this program reads version 1", "later.json")]
    [InlineData("large.json: the file is longer than 256 MiB", "large.json")]
    [InlineData("/dev/zero: this is not a JSON object", "/dev/zero")]
    [InlineData("standard input: the file is empty", "-")]
    [InlineData("'other.json' is given twice", "other.json", "other.json")]
    [InlineData("'./other.json' is the same file as 'other.json'", "other.json", "./other.json")]
    [InlineData("'link.json' is the same file as 'other.json'", "other.json", "link.json")]
    [InlineData("'-' is given twice", "-", "-")]
    [InlineData("unknown option '--nonsense'", "other.json", "--nonsense")]
    public void BadInputIsRefusedWithOneLine(string problem, params string[] files)
    {
        File.WriteAllText(_folder["text.txt"], "AESVS");
        File.WriteAllText(_folder["other.json"], "{}");
        File.WriteAllText(_folder["selftest.json"], """{"record": "selftest", "schemaVersion": 1}""");
        File.WriteAllText(_folder["later.json"], """{"record": "run", "schemaVersion": 2}""");
        File.CreateSymbolicLink(_folder["link.json"], "other.json");
        using (FileStream large = File.Create(_folder["large.json"]))
        {
            large.SetLength(1L << 30);
        }

        AssertRefused(problem, [.. files, "--html", "page.html"]);
        Assert.False(File.Exists(_folder["page.html"]));
    }

    /// <summary>Compared each with each they would take minutes.</summary>
    [Fact]
    public void RecordsOfTenThousandMachinesAreToldApart()
    {
        string[] names = [.. Enumerable.Range(0, 10_000).Select(number => $"{number}.json")];
        Array.ForEach(names, name => File.WriteAllText(_folder[name], ""));
        File.CreateSymbolicLink(_folder["link.json"], names[^1]);
        AssertRefused("'link.json' is the same file as '9999.json'", [.. names, "link.json", "--html", "page.html"]);
        AssertRefused("0.json: the file is empty", [.. names, "missing.json", "--html", "page.html"]);
    }

    [Fact]
    public void WhatLeadsNowhereIsGivenTwiceByItsName() => AssertRefused("'missing.json' is given twice", "missing.json", "other.json", "missing.json", "--html", "page.html");

    [Theory]
    [InlineData("page.html")]
    [InlineData("./page.html")]
    [InlineData("link.html")]
    public void ARecordIsNotOverwritten(string html)
    {
        File.WriteAllText(_folder["page.html"], "{}");
        File.CreateSymbolicLink(_folder["link.html"], "page.html");
        AssertRefused("--html: the report would overwrite the record 'page.html'", "page.html", "--html", html);
        Assert.Equal("{}", File.ReadAllText(_folder["page.html"]));
    }

    [Fact]
    public void WithoutAFileOrAPlaceNothingIsDone()
    {
        AssertRefused("", "--html", "page.html");
        AssertRefused("give --html and a file", "run.json");
        AssertRefused("'--html'", "run.json", "--html", "a.html", "--html", "b.html");
    }

    [Fact]
    public void APlaceThatCannotBeWrittenIsRefused()
    {
        Requirement.AesInstructions();
        Run("run.json");
        AssertRefused("--html: the report can't be written to 'missing/page.html': the folder does not exist", "run.json", "--html", "missing/page.html");
        ProcessResult full = Report("run.json", "--html", "/dev/full");
        Assert.Equal(70, full.ExitCode);
        Assert.StartsWith("aesnicheck: --html: the report can't be written to '/dev/full': the disk is full; free some space, or choose another disk", Assert.Single(full.Error), StringComparison.Ordinal);
        Assert.Equal(["run.json"], _folder.Names);
    }

    /// <summary>The command line in a report makes the plan that the report is of.</summary>
    [Theory]
    [InlineData()]
    [InlineData("--probes", "chain,block", "--stress", "none")]
    [InlineData("--stress", "exit,memory", "--memory", "64M", "--sched", "other,idle", "--placement", "floating", "--workers-per-cpu", "3")]
    [InlineData("--duration", "1h30m", "--key-sizes", "192", "--intensity", "9")]
    public void TheReproducingCommandMakesTheSamePlan(params string[] arguments)
    {
        RunPlan plan = PlanOf([.. arguments, "--seed", "12345"]);
        var record = JsonSerializer.Deserialize<RunRecord>(
            $$"""
            {"record": "run", "schemaVersion": 1, "toolVersion": "", "outcome": "pass", "reasons": [], "notes": [], "seed": "0x0000000000003039", "startedAt": "2026-03-29T01:02:03.456789Z",
            "endedAt": "2026-03-29T01:02:03.456789Z", "firstBlockAt": null, "host": null, "plan": {{JsonSerializer.Serialize(plan, RecordJson.Plain.RunPlan)}}, "knownAnswers": [], "modeAnswers": [],
            "exposure": {"cpus": [], "unattributed": [], "units": 0}, "findings": [], "foldedFindings": []}
            """,
            RecordJson.Plain.RunRecord)!;

        string command = ReproducingCommand.Of(record);

        Assert.StartsWith("aesnicheck run ", command, StringComparison.Ordinal);
        RunPlan again = PlanOf(command.Split(' ')[2..]);
        Assert.Equivalent(plan with { MemoryBytes = 0 }, again with { MemoryBytes = 0 }, strict: true);
        Assert.Equal(plan.UnderMemoryPressure ? plan.MemoryBytes : 0, again.UnderMemoryPressure ? again.MemoryBytes : 0);
    }

    private static RunPlan PlanOf(string[] arguments)
    {
        var command = new Command("run");
        var options = new RunOptions(StressorList.All, RunOptions.DefaultDuration);
        foreach (Option option in options.WorkOptions)
        {
            command.Options.Add(option);
        }

        return options.Plan(command.Parse(arguments), new DevicesUnderTest());
    }

    /// <summary>A record of a short run, which need not be a pass: a busy machine may not give it a CPU.</summary>
    private RunRecord Run(string json)
    {
        ProcessResult result = Invocation.OfAesnicheck("run", "--duration", "300ms", "--seed", "7", "--probes", "block", "--stress", "none", "--json", json).In(_folder).Run();
        Assert.True(result.ExitCode is 0 or 4, result.OutputText);
        return RecordFiles.Read(_folder[json]);
    }

    private ProcessResult Report(params string[] arguments) => Invocation.OfAesnicheck(["report", .. arguments]).In(_folder).Run();

    private void AssertRefused(string problem, params string[] arguments)
    {
        ProcessResult result = Report(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(problem, Assert.Single(result.Error), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Names, name => name!.EndsWith(".tmp", StringComparison.Ordinal));
    }
}
