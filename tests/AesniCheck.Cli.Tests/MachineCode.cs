using System.Text.RegularExpressions;
using AesniCheck.Cli.Processes;

namespace AesniCheck.Cli;

/// <summary>The machine code of a method, as the JIT compiler prints it.</summary>
/// <param name="Method">Its heading: class, method, arguments and level of optimization.</param>
/// <param name="Instructions">Its instructions, a line each.</param>
internal sealed partial record MachineCode(string Method, IReadOnlyList<string> Instructions)
{
    private const string Heading = "; Assembly listing for method ";

    private const string Plan = """
        {"durationSeconds":1,"seed":"0x0000000000000001","cpus":[CPU],"workersPerCpu":1,"keySizes":[128,192,256],"probes":[{"name":"block","share":1}]}
        """;

    /// <summary>Has the real worker process work until it has verified blocks, and takes the code that it ran.</summary>
    /// <param name="methods">The methods, in the form that the runtime takes.</param>
    /// <param name="tiered">Whether code is optimized only once it has run often, as it is by default.</param>
    public static MachineCode[] OfWorker(string methods, bool tiered = true)
    {
        using var folder = new TemporaryFolder();
        using RunningProcess worker = Invocation.OfAesnicheck("__worker")
            .With("DOTNET_JitStdOutFile", folder["code"])
            .With("DOTNET_JitDisasm", methods)
            .With("DOTNET_TieredCompilation", tiered ? "1" : "0")
            .Start();
        worker.Send(Plan.Replace("CPU", $"{Host.Interop.Scheduling.AllowedCpus()[0]}", StringComparison.Ordinal));
        worker.WaitForOutput("\"firstBlock\"");
        worker.Send("stop");
        worker.WaitForEnd();
        return Parse(File.ReadAllText(folder["code"]));
    }

    /// <summary>The instructions whose name begins like this, with AVX or without.</summary>
    public IEnumerable<string> Named(string name) => Instructions.Where(line => Regex.IsMatch(line, $@"^v?{name}"));

    /// <summary>The registers that instructions write, which is their first operand.</summary>
    public IReadOnlySet<string> Destinations(string name) => Named(name).Select(line => FirstOperand().Match(line).Groups[1].Value).ToHashSet();

    private static MachineCode[] Parse(string text) =>
    [
        .. from listing in text.Split(Heading)[1..]
           let lines = listing.Split('\n')
           select new MachineCode(lines[0], [.. lines.Where(line => line.StartsWith("       ", StringComparison.Ordinal)).Select(line => line.Trim())]),
    ];

    [GeneratedRegex(@"^\w+\s+(\w+)")]
    private static partial Regex FirstOperand();
}
