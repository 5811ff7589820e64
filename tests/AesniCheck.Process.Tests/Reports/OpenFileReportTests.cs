using AesniCheck.Files;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Reports to files that the shell has opened, under the names of their descriptors. Of a run that can't be, which is soon over.</summary>
public sealed class OpenFileReportTests : IDisposable
{
    private const UnixFileMode Mode = AtomicFile.OwnerOnly | UnixFileMode.GroupRead;

    private readonly TemporaryFolder _folder = new();

    public OpenFileReportTests()
    {
        File.WriteAllText(_folder["log"], "keep\n");
        File.SetUnixFileMode(_folder["log"], Mode);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--json", "/dev/stderr", "2>>log")]
    [InlineData("--json", "/dev/fd/9", "9>>log")]
    [InlineData("--json", "/proc/self/fd/9", "9>>log")]
    [InlineData("--json", "link", "9>>log")]
    [InlineData("--json", "/dev/stdout", ">>log")]
    [InlineData("--ocptv", "/dev/stderr", "2>>log")]
    public void AnOpenFileIsWrittenToAndNotReplaced(string option, string path, string opened)
    {
        File.CreateSymbolicLink(_folder["link"], "/dev/fd/9");

        Assert.Equal(3, Run(opened, option, path).ExitCode);

        Assert.Equal(["link", "log"], _folder.Names.Order());
        Assert.Equal(Mode, File.GetUnixFileMode(_folder["log"]));
        Assert.StartsWith("keep\n{", File.ReadAllText(_folder["log"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/fd/9", "", "no such file is open")]
    [InlineData("/dev/fd/9", "9<log", "it is open, but not for writing")]
    [InlineData("/dev/stdin", "", "it is open, but not for writing")]
    public void WhatIsNotOpenForWritingIsRefusedBeforeTheRun(string path, string opened, string why)
    {
        ProcessResult result = Run(opened, "--json", path);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"aesnicheck: --json: the report can't be written to '{path}': {why}", Assert.Single(result.Error), StringComparison.Ordinal);
        Assert.Equal("keep\n", File.ReadAllText(_folder["log"]));
    }

    [Theory]
    [InlineData("/dev/fd/9", "log", "9>>log")]
    [InlineData("log", "-", ">>log")]
    [InlineData("/dev/fd/9", "/dev/fd/8", "9>>log 8>&9")]
    public void TwoReportsInOneFileAreRefused(string json, string tap, string opened)
    {
        ProcessResult result = Run(opened, "--json", json, "--tap", tap);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("aesnicheck: --tap: --json already goes to ", Assert.Single(result.Error), StringComparison.Ordinal);
        Assert.Equal("keep\n", File.ReadAllText(_folder["log"]));
    }

    [Fact]
    public void APipeMayTakeTwo() => Assert.Equal(3, Run("9>&1", "--json", "-", "--tap", "/dev/fd/9").ExitCode);

    /// <param name="opened">The redirections by which the shell opens files.</param>
    /// <param name="reports">The options of the reports.</param>
    private ProcessResult Run(string opened, params ReadOnlySpan<string> reports)
    {
        Invocation product = Invocation.OfAesnicheck(["run", "--quiet", .. reports]);
        return Invocation.Of("sh", ["-c", $"exec \"$@\" {opened}", "sh", product.Executable, .. product.Arguments]).With("DOTNET_EnableAES", "0").In(_folder).Run();
    }
}
