using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Without AES instructions nothing passes: a skip is never a pass.</summary>
public sealed class UnsupportedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DOTNET_EnableAES")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void ARunIsUnsupported(string variable)
    {
        ProcessResult result = Without(variable, "--duration", "1h", "--json", "run.json").Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("UNSUPPORTED: ", result.Output[^1], StringComparison.Ordinal);
        AssertNoPass(result);
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Equal(Outcome.Unsupported, record.Outcome);
        Assert.Single(record.Reasons);
        Assert.Equal(0, record.Exposure.Blocks);
        Assert.Null(record.FirstBlockAt);
    }

    [Fact]
    public void ARunOfAProbeThatWasAskedForIsUnsupported()
    {
        ProcessResult result = Without("DOTNET_EnableAES", "--probes", "block", "--duration", "1h").Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("UNSUPPORTED: ", result.Output[^1], StringComparison.Ordinal);
        AssertNoPass(result);
    }

    [Fact]
    public void AQuietRunSaysSoInOneLine()
    {
        ProcessResult result = Without("DOTNET_EnableAES", "--quiet").Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("UNSUPPORTED: ", Assert.Single(result.Output), StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void VectorsTellWhatWasSkipped()
    {
        ProcessResult result = Without("DOTNET_EnableAES", "vectors").Run();

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(result.Output, line => line.StartsWith("SKIPPED: aesni", StringComparison.Ordinal));
        Assert.StartsWith("UNSUPPORTED: ", result.Output[^1], StringComparison.Ordinal);
        AssertNoPass(result);
    }

    [Fact]
    public void VectorsOnEnginesThatNeedNoInstructionsPass() =>
        Assert.Equal(0, Without("DOTNET_EnableAES", "vectors", "--engines", "software,bouncycastle").Run().ExitCode);

    [Fact]
    public void InfoWorks() => Assert.Equal(0, Without("DOTNET_EnableAES", "info").Run().ExitCode);

    private static void AssertNoPass(ProcessResult result) =>
        Assert.DoesNotContain(result.Output.Concat(result.Error), line => line.StartsWith("PASS", StringComparison.Ordinal));

    private Invocation Without(string variable, params ReadOnlySpan<string> arguments) =>
        Invocation.OfAesnicheck(arguments).In(_folder).With(variable, "0");
}
