using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Cli.Options;
using AesniCheck.Cli.Output;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck gate</c>: for image builds and node health checks.</summary>
internal static class GateCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "gate";

    // The same settings as for the root command: an argument that begins with @ is not a response file.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    public static Command Create(DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors)
    {
        var options = new GateOptions(stressors);
        var command = new Command(
            Name,
            "Passes or fails a machine: for image builds and node health checks. All planned work must have been done: a missing probe, CPU or stressor "
            + "makes the result inconclusive. By default it runs for two minutes, with all probes and stressors that can run here, on all CPUs.");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => Run(options, WithPolicy(parsed, options), devices));
        return command;
    }

    /// <summary>Returns the exit style that a command line requests, itself or in its policy, as far as can be determined if the command line is wrong.</summary>
    public static ExitStyle StyleOf(string[] args)
    {
        if (args is not [Name, ..])
        {
            return ExitStyle.Default;
        }

        string? word = ValueOf(args, "--exit-style") ?? (ValueOf(args, "--policy") is { } policy ? PolicyFile.TextAt(policy, "exitStyle") : null);
        return Enum.GetValues<ExitStyle>().FirstOrDefault(style => EnumWord.Of(style) == word);
    }

    private static string? ValueOf(string[] args, string option) =>
        args.LastOrDefault(arg => arg.StartsWith(option + "=", StringComparison.Ordinal) || arg.StartsWith(option + ":", StringComparison.Ordinal))?[(option.Length + 1)..]
            ?? args.SkipWhile(arg => arg != option).Skip(1).FirstOrDefault();

    private static int Run(GateOptions options, ParseResult parsed, DevicesUnderTest devices)
    {
        ExitStyle style = options.Style(parsed);
        try
        {
            return new RunJob(options.Plan(parsed, devices), options.Reports(parsed))
            {
                Ocp = options.Run.Reports.Ocp(parsed),
                IsQuiet = options.Run.Common.Quiet(parsed),
                IsVerbose = options.Run.Common.Verbose(parsed),
                Style = style,
                Demands = options.Demands(parsed),
            }.Do(devices);
        }
#pragma warning disable CA1031 // The last one to catch it: any exception, out of memory included, ends with one line and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // Handled here and not with all other exceptions: the style may come from a policy.
            return Failure.End(style, exception);
        }
    }

    /// <summary>Adds the options of the policy that the command line does not set.</summary>
    private static ParseResult WithPolicy(ParseResult parsed, GateOptions options)
    {
        if (options.Policy(parsed) is not { } path)
        {
            return parsed;
        }

        Command command = parsed.CommandResult.Command;
        IReadOnlyList<(Option Option, string Argument)> policy = PolicyFile.Read(path, options.PolicyOptions);
        foreach ((Option option, string argument) in policy)
        {
            if (command.Parse([argument], Parser).Errors is [{ } error, ..])
            {
                string message = Excerpt.Within(error.Message, [argument, argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..]]);
                throw PolicyFile.Wrong(path, message.Replace(option.Name, PolicyFile.KeyOf(option), StringComparison.Ordinal));
            }
        }

        string[] given = [.. options.All.SelectMany(option => Given(parsed, option))];
        ParseResult together = command.Parse([.. policy.Where(entry => !options.IsOverruled(parsed, entry.Option)).Select(entry => entry.Argument), .. given], Parser);
        return together.Errors is [{ } wrong, ..] ? throw new UsageException(wrong.Message) : together;
    }

    /// <summary>Returns an option as it was written on a command line; nothing if it was not.</summary>
    private static IEnumerable<string> Given(ParseResult parsed, Option option) => parsed.GetResult(option) switch
    {
        null or { Implicit: true } => [],
        { Tokens: [{ Value: "" }, ..] } => [option.Name, ""],
        { Tokens: [var value, ..] } => [$"{option.Name}={value.Value}"],
        _ => [option.Name],
    };
}
