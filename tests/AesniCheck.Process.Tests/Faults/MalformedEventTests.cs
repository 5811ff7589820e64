using AesniCheck.Doubles;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The worker process writes something that is not an event, or loses an event.</summary>
public sealed class MalformedEventTests : WorkerFaultScenario
{
    [Fact]
    public void AnEventThatIsLostAtTheEndIsAFinding()
    {
        ProcessResult result = Invocation.OfDouble("last-event", "--duration", "1s", "--json", "run.json").In(Folder).Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The worker process ended by itself, with exit code 0.", result.OutputWords, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(RecordFiles.Read(Folder["run.json"]).Findings).Process!.ExitCode);
    }

    [Fact]
    public void NonsenseOnTheEventPipeIsKept()
    {
        ProcessEnd end = Run("garbage", out string text);

        Assert.Null(end.ExitCode);
        Assert.Equal(["}{ no event"], end.Garbage);
        Assert.Contains("The worker process wrote a malformed event, 11 bytes long: }{ no event", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEventOfWhichHalfIsWrittenIsKeptWithTheEndOfTheProcess()
    {
        ProcessResult result = Invocation.OfDouble("half-line", "--duration", "1h", "--cpus", OneCpu, "--stress", "none", "--json", "run.json").In(Folder).Run();

        Assert.Equal(1, result.ExitCode);

        // Of the four processes that are started: in any of them an event of another thread may end the line before the kill.
        Assert.Contains(
            RecordFiles.Read(Folder["run.json"]).Findings,
            finding => finding.Process is { Signal: "SIGKILL" } end
                && end.Garbage.SequenceEqual([BrokenMachine.HalfLine])
                && finding.Explanation.Contains($"Its last event is truncated: {BrokenMachine.HalfLine}"));
    }

    [Fact]
    public void AFloodOfNonsenseWithoutALineEndIsTakenInPieces()
    {
        ProcessEnd end = Run("flood", out string text);

        Assert.Equal(4096, Assert.Single(end.Garbage).Length);
        // An event of another thread may come in between, and end the line.
        Assert.Matches(@"The worker process wrote (16\.8 MB without a line end, which is not an event|a malformed event, [\d.,e]+ bytes long): \\", text);
    }
}
