using System.Globalization;
using AesniCheck.Host;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>Results as Markdown.</summary>
internal sealed class ProofReport(TextWriter writer)
{
    public void Write(ProofResults results)
    {
        writer.WriteLine($"# What AesniCheck detects: {results.Host.Cpu.Model}");
        writer.WriteLine();
        writer.WriteLine("Measured by `proof` of the benchmarks: real faults, put into the tool itself. They tell nothing about this machine's AES.");
        writer.WriteLine();
        WriteFigures(results.Figures);
        WriteHost(results.Host);
        if (results.Registers is { } registers)
        {
            Open("Faults in the registers of workers", registers.Measurement);
            new RegistersSection(writer).Write(registers);
        }

        if (results.Inside is { } inside)
        {
            Open("Faults inside", inside.Measurement);
            new InsideSection(writer).Write(inside);
        }

        if (results.Anywhere is { } anywhere)
        {
            Open("Faults anywhere in the process", anywhere.Measurement);
            new AnywhereSection(writer).Write(anywhere);
        }

        if (results.Control is { } control)
        {
            Open("No fault at all", control.Measurement);
            new ControlSection(writer).Write(control);
        }
    }

    private void WriteFigures(IReadOnlyList<Figure> figures)
    {
        writer.WriteLine("| | demanded | measured | |");
        writer.WriteLine("|---|---|---|---|");
        foreach (Figure figure in figures)
        {
            string reached = figure.Reached switch
            {
                true => "reached",
                false => "**not reached**",
                null => "",
            };
            writer.WriteLine($"| {figure.What} | {figure.Demanded} | {figure.Measured ?? "not measured"} | {reached} |");
        }

        writer.WriteLine();
    }

    private void WriteHost(HostInfo host)
    {
        writer.WriteLine("## The machine");
        writer.WriteLine();
        writer.WriteLine("| | |");
        writer.WriteLine("|---|---|");
        WriteRow("CPU", string.Create(
            CultureInfo.InvariantCulture,
            $"{host.Cpu.Model}; {host.Cpu.Vendor}, family {host.Cpu.Family}, model {host.Cpu.ModelNumber}, stepping {host.Cpu.Stepping}, microcode {host.Cpu.Microcode}"));
        WriteRow("logical CPUs", string.Create(CultureInfo.InvariantCulture, $"{host.Cpu.LogicalCpuCount}"));
        WriteRow("features", string.Join(' ', host.Cpu.Features));
        WriteRow("hypervisor", $"{host.Hypervisor.Name}, {host.Hypervisor.Cloud}");
        WriteRow("system", $"{host.Kernel.OsName}, kernel {host.Kernel.Release}");
        WriteRow("runtime", host.Runtime.Version);
        writer.WriteLine();
    }

    private void Open(string title, Measurement measurement)
    {
        writer.WriteLine($"## {title}");
        writer.WriteLine();
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{measurement.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {(measurement.EndedAt - measurement.StartedAt).TotalMinutes:0.0} minutes, version {measurement.ToolVersion}:"));
        writer.WriteLine(string.Join(", ", measurement.Commands.Select(command => $"`{command}`")) + ".");
        if (!measurement.IsComplete)
        {
            writer.WriteLine("**Stopped before its end.**");
        }

        writer.WriteLine();
    }

    private void WriteRow(string name, string value) => writer.WriteLine($"| {name} | {ProofText.Cell(value)} |");
}
