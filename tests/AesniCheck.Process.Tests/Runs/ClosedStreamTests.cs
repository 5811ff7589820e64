using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>If the parent closed standard streams, the runtime's own pipes get their descriptors. The runs are of an impossible kind, which end soon.</summary>
public sealed class ClosedStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--json", "<&- >&-")]
    [InlineData("--ocptv", ">&-")]
    public void AReportToAClosedStandardOutputIsLostAndToldSo(string option, string closed)
    {
        ProcessResult result = Run(closed, "run", "--quiet", option, "-");

        Assert.Equal(70, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(result.Error, line => line.StartsWith($"aesnicheck: {option}: the report can't be written to '-': ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData("<&- >&-")]
    [InlineData(">&- 2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public void AReportInAFileIsWrittenAllTheSame(string closed)
    {
        Run(closed, "run", "--quiet", "--json", "run.json");

        Assert.Equal(["run.json"], _folder.Names);
        Assert.Equal(Outcome.Unsupported, RecordFiles.Read(_folder["run.json"]).Outcome);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("/dev/stdin")]
    public void ARecordFromAClosedStandardInputIsNotWaitedFor(string file)
    {
        ProcessResult result = Run("<&-", "report", "--html", "page.html", file);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("aesnicheck: standard input is closed; give a file", Assert.Single(result.Error));
        Assert.Empty(_folder.Names);
    }

    /// <param name="closed">The redirections by which the shell closes streams.</param>
    /// <param name="arguments">The arguments after the name of the product.</param>
    private ProcessResult Run(string closed, params ReadOnlySpan<string> arguments)
    {
        Invocation product = Invocation.OfAesnicheck(arguments);
        return Invocation.Of("sh", ["-c", $"exec \"$@\" {closed}", "sh", product.Executable, .. product.Arguments]).With("DOTNET_EnableAES", "0").In(_folder).Run();
    }
}
