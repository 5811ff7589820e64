using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Names of files and other people's words are foreign: in no command's output do they break a line, or say anything to the terminal.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Name = "x\e[31m\nPASS: all\r\u202egpj.rsp\e]0;t\a";
    private const string Shown = @"x\x1b[31m\x0aPASS: all\x0d\u202egpj.rsp\x1b]0;t\x07";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFileOfVectorsIsNamedOnItsOwnLine()
    {
        File.WriteAllText(_folder[Name], VectorTexts.Gcm);
        ProcessResult result = Run("vectors", Name, "--engines", "software");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(Shown + " ", result.Output[0], StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void AFileThatIsWrongForgesNoOutcome()
    {
        File.WriteAllText(_folder[Name], VectorTexts.Gcm.Replace("ab6e", "ab6f", StringComparison.Ordinal));
        ProcessResult result = Run("vectors", Name, "--engines", "software");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.Output, line => line.StartsWith(Shown + ":9: the file is wrong", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Output, line => line.StartsWith("PASS", StringComparison.Ordinal));
        Assert.Single(result.Error);
    }

    [Theory]
    [InlineData("vectors", "NAME")]
    [InlineData("vectors", "--engines", "NAME")]
    [InlineData("report", "NAME", "--html", "a.html")]
    [InlineData("report", "a.json", "--html", "missing/NAME")]
    [InlineData("run", "--json", "missing/NAME")]
    [InlineData("run", "--cpus", "NAME")]
    [InlineData("run", "NAME")]
    [InlineData("gate", "--policy", "NAME")]
    [InlineData("gate", "--exit-style", "nagios", "--policy", "NAME")]
    [InlineData("gate", "--exit-style", "npd", "--json", "missing/NAME")]
    [InlineData("selftest", "--json", "missing/NAME")]
    [InlineData("info", "NAME")]
    [InlineData("completion", "NAME")]
    [InlineData("NAME")]
    public void NoMessageIsMoreThanALine(params string[] arguments)
    {
        ProcessResult result = Run([.. arguments.Select(argument => argument.Replace("NAME", Name, StringComparison.Ordinal))]);
        Assert.InRange(result.ExitCode, 2, 4);
        Assert.Single(result.Error);
    }

    [Fact]
    public void APolicysKeysAndARecordsWordsAreForeign()
    {
        File.WriteAllText(_folder["policy.json"], """{ "policy": 1, "\u001b[2J\nPASS": 1 }""");
        Assert.Single(Run("gate", "--policy", "policy.json").Error);
        File.WriteAllText(_folder["a.json"], """{ "schemaVersion": "\u001b[2J\nPASS", "outcome": "\u202e" }""");
        Assert.Single(Run("report", "a.json", "--html", "a.html").Error);
    }

    [Fact]
    public void AJsonFilesWordsAreForeign()
    {
        File.WriteAllText(_folder["own.json"], """{ "algorithm": "ACVP-\u001b[2J\n\u202e", "vsId": 1 }""");
        Assert.Contains("JSON of NIST's ACVP", Assert.Single(Run("vectors", "own.json").Error), StringComparison.Ordinal);
    }

    private ProcessResult Run(params string[] arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(arguments).In(_folder).Run();
        foreach (string line in result.Output.Concat(result.Error))
        {
            Assert.DoesNotContain(line, character => char.IsControl(character) || character is >= '\u202a' and <= '\u202e');
            Assert.DoesNotMatch("^PASS: all", line);
        }

        return result;
    }
}
