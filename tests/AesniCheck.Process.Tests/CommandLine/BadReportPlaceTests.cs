using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Places where a report can't be written.</summary>
public sealed class BadReportPlaceTests : BadInputScenario
{
    [Theory]
    [InlineData("missing/run.json", "the folder does not exist")]
    [InlineData(".", "is a folder")]
    [InlineData("run/", "is a folder")]
    [InlineData("", "the file has no name")]
    [InlineData("/proc/missing", "can't be written")]
    [InlineData("/sys/missing", "can't be written")]
    public void AReportThatCannotBeWrittenIsRefusedBeforeTheRun(string path, string advice)
    {
        string message = AssertRefused($"--json: the report can't be written to '{path}'", advice, "--duration", "1h", "--json", path);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AReportInAFolderThatMayNotBeWrittenToIsRefused()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write everywhere.");
        Directory.CreateDirectory(Folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        ProcessResult result = Invocation.OfAesnicheck("--duration", "1h", "--json", "closed/run.json").In(Folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("permission denied; check the permissions", Assert.Single(result.Error), StringComparison.Ordinal);
    }
}
