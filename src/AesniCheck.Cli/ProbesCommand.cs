using System.CommandLine;
using AesniCheck.Probes;
using AesniCheck.Reports;

namespace AesniCheck.Cli;

/// <summary><c>aesnicheck probes</c>: what each probe is for, and whether it can run here.</summary>
internal static class ProbesCommand
{
    private const int NameWidth = 10;

    public static Command Create(DevicesUnderTest devices)
    {
        var command = new Command("probes", "Lists the probes: what each is for, and whether it can run here.");
        command.SetAction(_ => Run(devices));
        return command;
    }

    private static int Run(DevicesUnderTest devices)
    {
        string margin = new(' ', NameWidth);
        foreach (ProbeEntry entry in ProbeList.All)
        {
            string? reason = devices.Aesni.IsSupported ? entry.WhyNot(devices) : "this CPU, or the runtime's settings, give no AES instructions";
            string verdict = reason is null ? "can run here" : $"can't run here: {reason}";
            Messages.Lines(Columns.Wrap(entry.Name.PadRight(NameWidth), entry.Purpose).Concat(Columns.Wrap(margin, verdict)));
        }

        return ExitCode.Pass;
    }
}
