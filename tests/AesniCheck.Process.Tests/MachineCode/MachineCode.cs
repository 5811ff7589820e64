using System.Text.RegularExpressions;
using AesniCheck.Processes.Harness;

namespace AesniCheck.Processes;

/// <summary>The machine code of a method, as the JIT compiler prints it.</summary>
/// <param name="Method">Its heading: class, method, arguments and level of optimization.</param>
/// <param name="Lines">Its instructions and labels, a line each.</param>
internal sealed partial record MachineCode(string Method, IReadOnlyList<string> Lines)
{
    private const string Heading = "; Assembly listing for method ";

    private const string Plan = """
        {"durationSeconds":1,"seed":"0x0000000000000001","cpus":[CPU],"workersPerCpu":1,"keySizesBits":[128,192,256],"probes":[{"name":"PROBE","share":1}]}
        """;

    /// <summary>Has the real worker process work until it has verified blocks, and takes the code that it ran.</summary>
    /// <param name="methods">The methods, in the form that the runtime takes.</param>
    /// <param name="probe">The probe that it runs.</param>
    /// <param name="tiered">Whether code is optimized only once it has run often, as it is by default.</param>
    public static MachineCode[] OfWorker(string methods, string probe = "block", bool tiered = true)
    {
        using var folder = new TemporaryFolder();
        using RunningProcess worker = Invocation.OfJit("__worker")
            .With("DOTNET_JitStdOutFile", folder["code"])
            .With("DOTNET_JitDisasm", methods)
            .With("DOTNET_TieredCompilation", tiered ? "1" : "0")
            .Start();
        worker.Send(Plan
            .Replace("CPU", $"{Interop.Scheduling.AllowedCpus()[0]}", StringComparison.Ordinal)
            .Replace("PROBE", probe, StringComparison.Ordinal));
        worker.WaitForOutput("\"firstBlock\":\"");
        worker.Send("stop");
        worker.WaitForEnd();
        return Parse(File.ReadAllText(folder["code"]));
    }

    /// <summary>Its instructions.</summary>
    public IReadOnlyList<string> Instructions { get; } = [.. Lines.Where(line => !Label().IsMatch(line))];

    /// <summary>Parts the code at its widest loop, which the hot ones have about everything else.</summary>
    public (IReadOnlyList<string> Before, IReadOnlyList<string> Loop, IReadOnlyList<string> Behind) AtLoop()
    {
        Dictionary<string, int> labels = Lines.Index().Where(line => Label().IsMatch(line.Item)).ToDictionary(line => Label().Match(line.Item).Value, line => line.Index);
        (int start, int end) = Lines.Index()
            .Where(line => line.Item.StartsWith('j') && LabelAnywhere().Match(line.Item) is { Success: true } target && labels[target.Value] < line.Index)
            .Select(line => (labels[LabelAnywhere().Match(line.Item).Value], line.Index))
            .MaxBy(loop => loop.Index - loop.Item1);
        return ([.. Lines.Take(start)], [.. Lines.Take(end + 1).Skip(start)], [.. Lines.Skip(end + 1)]);
    }

    /// <summary>The numbers of the vector registers that lines name: of any width, or of that alone.</summary>
    public static IEnumerable<int> Registers(IEnumerable<string> lines, string width = "[xyz]") =>
        lines.SelectMany(line => Regex.Matches(line, $@"\b{width}mm(\d+)\b")).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order();

    /// <summary>The instructions with a name that begins like this, with AVX or without.</summary>
    public IEnumerable<string> Named(string name) => Instructions.Where(line => Regex.IsMatch(line, $@"^v?{name}"));

    /// <summary>The registers that instructions write, which is their first operand.</summary>
    public IReadOnlySet<string> Destinations(string name) => Named(name).Select(line => FirstOperand().Match(line).Groups[1].Value).ToHashSet();

    private static MachineCode[] Parse(string text) =>
    [
        .. from listing in text.Split(Heading)[1..]
           let lines = listing.Split('\n')
           select new MachineCode(lines[0], [.. lines.Where(line => line.StartsWith("       ", StringComparison.Ordinal) || Label().IsMatch(line)).Select(line => line.Trim())]),
    ];

    [GeneratedRegex(@"G_M\w+_IG\d+")]
    private static partial Regex LabelAnywhere();

    [GeneratedRegex(@"^G_M\w+_IG\d+")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\w+\s+(\w+)")]
    private static partial Regex FirstOperand();
}
