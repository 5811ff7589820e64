using System.CommandLine;
using AesniCheck.Cli.Options;
using AesniCheck.Execution;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Help;

/// <summary>The command line of the product on this machine.</summary>
internal static class Tree
{
    /// <summary>As the parser has it.</summary>
    public static RootCommand Parser { get; } = CommandLine.Root(ThisMachine.Devices, StressorList.All);

    /// <summary>As help, completion and manual have it.</summary>
    public static CommandEntry Root { get; } = CommandEntry.Of(Parser);

    /// <summary>All command lines that end with an option that takes a value, and that option.</summary>
    public static IEnumerable<(string[] Words, OptionEntry Option)> OptionsWithValues =>
        from command in Root.Commands
        from option in command.Options
        where option.Kind != ValueKind.None
        from name in option.Names
        select ((string[])[command.Name, name], option);
}
