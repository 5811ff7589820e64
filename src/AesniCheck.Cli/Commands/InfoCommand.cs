using System.CommandLine;
using AesniCheck.Cli.Output;
using AesniCheck.Host;
using AesniCheck.Reports.Text;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck info</c>: describes this machine.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var command = new Command("info", "Describes this machine: CPU, hypervisor, cloud, kernel, and the kernel's AES drivers.");
        command.SetAction(_ =>
        {
            ConsoleLines.Lines(HostText.Lines(HostReader.Read()));

            return ExitCode.Pass;
        });
        return command;
    }
}
