using System.CommandLine;
using System.Globalization;
using AesniCheck.Cli.Help;
using AesniCheck.Cli.Output;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck man</c>: the manual page.</summary>
internal static class ManCommand
{
    public static Command Create(TimeProvider clock)
    {
        var command = new Command("man", "Prints the manual, for man(1). To read it directly: aesnicheck man | man -l -.");
        command.SetAction(parsed =>
        {
            ConsoleLines.Lines(ManPage.Lines(CommandEntry.Of(parsed.RootCommandResult.Command), Self.ShortVersion, Date(clock)));

            return ExitCode.Pass;
        });
        return command;
    }

    /// <summary>Returns today's date, or that of SOURCE_DATE_EPOCH, for reproducible builds of packages.</summary>
    private static DateOnly Date(TimeProvider clock)
    {
        string? epoch = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");
        bool isSet = long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        DateTimeOffset time = isSet ? DateTimeOffset.FromUnixTimeSeconds(seconds) : clock.GetUtcNow();
        return DateOnly.FromDateTime(time.UtcDateTime);
    }
}
