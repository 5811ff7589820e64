using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>run</c> on a healthy machine.</summary>
public abstract class RunScenario : Scenario
{
    // One run for all tests that only look at its result.
    private static readonly Lazy<ProcessResult> RunToStandardOutput = new(() => Invocation.OfAesnicheck("--json", "-", "--seed", "1").RunLongEnough(Passed));

    private protected static ProcessResult Shared => RunToStandardOutput.Value;

    private protected static bool Passed(ProcessResult result) => result.ExitCode == 0;

    /// <summary>Runs to the end. On a busy machine a short run does not get to every CPU, and so does not pass.</summary>
    private protected RunRecord Run(params ReadOnlySpan<string> arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck([.. arguments, "--json", "run.json"]).In(Folder).Run();
        Assert.True(result.ExitCode is 0 or 4, result.OutputText);
        return RecordFiles.Read(Folder["run.json"]);
    }
}
