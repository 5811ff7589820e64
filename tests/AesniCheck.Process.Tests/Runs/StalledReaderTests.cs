using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Full pipes that no process reads: a log that has stopped, a pager left alone.</summary>
public sealed class StalledReaderTests : IDisposable
{
    private const int PipeKibibytes = 64;

    private readonly TemporaryFolder _folder = new();

    public StalledReaderTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALogThatNobodyReadsDoesNotHoldUpTheRun()
    {
        Assert.Equal("1", CodeOf(Invocation.OfDouble("one-pattern", "gate", "--stop-on-first", "--duration", "1h", "--json", "run.json"), "2>&1 >words"));
        Assert.Equal(Outcome.Fault, RecordFiles.Read(_folder["run.json"]).Outcome);
        Assert.StartsWith("FAULT: ", File.ReadAllLines(_folder["words"])[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AStreamedReportThatNobodyReadsDoesNotKeepARunFromStoppingNorTheOthersFromBeingWritten()
    {
        // It listens for signals before it starts a worker process, which names it as its parent.
        const string Stopped = "2>words & until cat /proc/[0-9]*/stat 2>/dev/null | grep -q \") . $! \"; do sleep 0.1; done; kill $!; wait $!";
        Invocation run = Invocation.OfAesnicheck("run", "--duration", "1h", "--probes", "block", "--stress", "none", "--ocptv", "-", "--json", "run.json");

        Assert.Equal("4", CodeOf(run, Stopped));
        Assert.StartsWith("Stopped on request", RecordFiles.Read(_folder["run.json"]).Reasons[0], StringComparison.Ordinal);
        Assert.Contains(File.ReadAllLines(_folder["words"]), line => line.EndsWith("--ocptv: the report can't be written to '-': no process is reading it", StringComparison.Ordinal));
    }

    /// <summary>Runs it with a full pipe for its standard output, changed by <paramref name="redirections"/>, with which the command ends.</summary>
    private string CodeOf(Invocation invocation, string redirections)
    {
        string command = string.Join(' ', invocation.Arguments.Prepend(invocation.Executable).Select(word => $"'{word}'"));
        (invocation with
        {
            Executable = "sh",
            Arguments =
            [
                "-c", $"{{ dd if=/dev/zero bs=1k count={PipeKibibytes} 2>/dev/null; {command} {redirections}; echo $? >code; }} | until [ -s code ]; do sleep 0.1; done",
            ],
        }).In(_folder).Run();
        return File.ReadAllText(_folder["code"]).TrimEnd();
    }
}
