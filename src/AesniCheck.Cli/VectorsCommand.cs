using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Reports;
using AesniCheck.Vectors;

namespace AesniCheck.Cli;

/// <summary><c>aesnicheck vectors</c>: known answers, the published ones or the user's.</summary>
internal static class VectorsCommand
{
    private const int ShownFailures = 20;

    public static Command Create(DevicesUnderTest devices)
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Files of the user's own, as the NIST publishes them (.rsp, ECB and CBC). Default: the published ones, all of them, and Monte Carlo.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var engines = new Option<string?>("--engines")
        {
            Description = $"The engines, of {string.Join(',', AesEngines.All)}. Default: all.",
            HelpName = "list",
        };
        var command = new Command("vectors", "Runs known-answer tests on the engines.") { files, engines };
        command.SetAction(parsed => Run(parsed.GetValue(files) ?? [], Named(parsed.GetValue(engines), devices)));
        return command;
    }
}
