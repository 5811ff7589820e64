using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Files that may not be replaced are known before the run.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("i", "immutable")]
    [InlineData("a", "append-only")]
    public void AFileThatMayNotBeReplacedIsRefusedBeforeTheRun(string attribute, string named)
    {
        Requirement.Program("chattr");
        File.WriteAllText(_folder["run.json"], "keep");
        Assert.SkipUnless(Change($"+{attribute}").ExitCode == 0, "Attributes of files may not be changed here.");
        try
        {
            ProcessResult result = Invocation.OfAesnicheck("--duration", "1h", "--json", "run.json").In(_folder).Run();

            Assert.Equal(2, result.ExitCode);
            Assert.StartsWith($"aesnicheck: --json: the report can't be written to 'run.json': the existing file is {named}; ", Assert.Single(result.Error), StringComparison.Ordinal);
        }
        finally
        {
            Change($"-{attribute}");
        }

        Assert.Equal(["run.json"], _folder.Names);
        Assert.Equal("keep", File.ReadAllText(_folder["run.json"]));
    }

    private ProcessResult Change(string attribute) => Invocation.Of("chattr", attribute, "run.json").In(_folder).Run();
}
