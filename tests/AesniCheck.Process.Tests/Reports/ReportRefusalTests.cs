using System.CommandLine;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Records and places that can't be used are refused.</summary>
public sealed class ReportRefusalTests : ReportScenario
{
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
        File.WriteAllText(Folder["text.txt"], "AESVS");
        File.WriteAllText(Folder["other.json"], "{}");
        File.WriteAllText(Folder["selftest.json"], """{"record": "selftest", "schemaVersion": 1}""");
        File.WriteAllText(Folder["later.json"], """{"record": "run", "schemaVersion": 2}""");
        File.CreateSymbolicLink(Folder["link.json"], "other.json");
        using (FileStream large = File.Create(Folder["large.json"]))
        {
            large.SetLength(1L << 30);
        }

        AssertRefused(problem, [.. files, "--html", "page.html"]);
        Assert.False(File.Exists(Folder["page.html"]));
    }

    [Fact]
    public void WhatLeadsNowhereIsGivenTwiceByItsName() => AssertRefused("'missing.json' is given twice", "missing.json", "other.json", "missing.json", "--html", "page.html");

    [Theory]
    [InlineData("page.html")]
    [InlineData("./page.html")]
    [InlineData("link.html")]
    public void ARecordIsNotOverwritten(string html)
    {
        File.WriteAllText(Folder["page.html"], "{}");
        File.CreateSymbolicLink(Folder["link.html"], "page.html");
        AssertRefused("--html: the report would overwrite the record 'page.html'", "page.html", "--html", html);
        Assert.Equal("{}", File.ReadAllText(Folder["page.html"]));
    }

    [Fact]
    public void WithoutAFileOrAPlaceNothingIsDone()
    {
        AssertRefused("", "--html", "page.html");
        AssertRefused("give --html and a file", "run.json", "other.json");
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
        Assert.Equal(["run.json"], Folder.Names);
    }
}
