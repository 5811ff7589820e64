using System.CommandLine;
using AesniCheck.Cli.Help;
using AesniCheck.Cli.Options;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck run</c>: runs the probes.</summary>
internal static class RunCommand
{
    public static Command Create(DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors)
    {
        var options = new RunOptions(stressors, RunOptions.DefaultDuration);
        var command = new Command(
            CommandEntry.Default,
            "Runs the probes on every CPU, under the load of stressors, and compares all that they compute with a software reference. "
            + "The last line is the outcome.");
        foreach (Option option in (Option[])[.. options.WorkOptions, .. options.AnswerOptions])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => new RunJob(options.Plan(parsed, devices), options.Reports.Requests(parsed))
        {
            Ocp = options.Reports.Ocp(parsed),
            IsQuiet = options.Common.Quiet(parsed),
            IsVerbose = options.Common.Verbose(parsed),
        }.Do(devices));
        return command;
    }
}
