using System.CommandLine;
using AesniCheck.Cli.Options;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using AesniCheck.Stressors;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>report</c>: pages from records.</summary>
public abstract class ReportScenario() : Scenario(needsAes: false)
{
    private protected static RunPlan PlanOf(string[] arguments)
    {
        var command = new Command("run");
        var options = new RunOptions(StressorList.All, RunOptions.DefaultDuration);
        foreach (Option option in options.WorkOptions)
        {
            command.Options.Add(option);
        }

        return options.Plan(command.Parse(arguments), new DevicesUnderTest());
    }

    /// <summary>A record of a short run, which need not be a pass: a busy machine may not give it a CPU.</summary>
    private protected RunRecord Run(string json)
    {
        ProcessResult result = Invocation.OfAesnicheck("run", "--duration", "300ms", "--seed", "7", "--probes", "block", "--stress", "none", "--json", json).In(Folder).Run();
        Assert.True(result.ExitCode is 0 or 4, result.OutputText);
        return RecordFiles.Read(Folder[json]);
    }

    private protected ProcessResult Report(params string[] arguments) => Invocation.OfAesnicheck(["report", .. arguments]).In(Folder).Run();

    private protected void AssertRefused(string problem, params string[] arguments)
    {
        ProcessResult result = Report(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(problem, Assert.Single(result.Error), StringComparison.Ordinal);
        Assert.DoesNotContain(Folder.Names, name => name!.EndsWith(".tmp", StringComparison.Ordinal));
    }
}
