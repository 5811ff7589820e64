using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Reports to named pipes, which need a reader. The runs are of an impossible kind, which end soon.</summary>
public sealed class PipeReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PipeReportTests()
    {
        Assert.Equal(0, Invocation.Of("mkfifo", "pipe").In(_folder).Run().ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--tap", Signals.Terminate)]
    [InlineData("--tap", Signals.Interrupt)]
    [InlineData("--ocptv", Signals.Terminate)]
    public void WhileNobodyReadsASignalEndsIt(string option, int signal)
    {
        using RunningProcess process = Start("--json", "run.json", option, "pipe");

        // That one is opened first.
        ProcessTable.WaitForFileIn(process, _folder);
        process.Signal(signal);
        ProcessResult result = process.WaitForEnd();

        Assert.Equal(4, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal("aesnicheck: stopped on request before the run began, while waiting for a reader of 'pipe'", Assert.Single(result.Error));
        Assert.Equal(["pipe"], _folder.Names);
    }

    [Theory]
    [InlineData("--tap")]
    [InlineData("--ocptv")]
    public void WhoReadsGetsTheReport(string option)
    {
        using RunningProcess process = Start(option, "pipe");

        string report = File.ReadAllText(_folder["pipe"]);

        Assert.Equal(3, process.WaitForEnd().ExitCode);
        Assert.Contains(option == "--tap" ? "TAP version 14" : "testRunEnd", report, StringComparison.Ordinal);
    }

    private RunningProcess Start(params ReadOnlySpan<string> arguments) =>
        Invocation.OfAesnicheck(["run", "--quiet", .. arguments]).With("DOTNET_EnableAES", "0").In(_folder).Start();
}
