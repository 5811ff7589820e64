using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>The machine code of a method, as printed by the JIT compiler in a separate process that runs some of these tests.</summary>
/// <param name="Method">Its heading: class, method and level of optimization.</param>
/// <param name="Lines">Its instructions and labels.</param>
internal sealed partial record JitListing(string Method, IReadOnlyList<string> Lines)
{
    private const string Heading = "; Assembly listing for method ";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a test in another process, and returns the code of the methods that it called.</summary>
    /// <param name="test">The test class, whose tests must pass in that process.</param>
    /// <param name="methods">The methods, in the form that the runtime takes.</param>
    public static IReadOnlyList<JitListing> Of(Type test, string methods)
    {
        string file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Path.ChangeExtension(typeof(JitListing).Assembly.Location, null), ["-class", test.FullName!])
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
            };
            start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
            start.Environment["DOTNET_JitStdOutFile"] = file;
            start.Environment["DOTNET_JitDisasm"] = methods;
            start.Environment["DOTNET_TieredCompilation"] = "0";
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("The process was not started.");
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            if (!process.WaitForExit(Limit))
            {
                process.Kill();
            }

            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output.Result);
            return Parse(File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The instructions.</summary>
    public IReadOnlyList<string> Instructions { get; } = [.. Lines.Where(line => !line.EndsWith(':'))];

    /// <summary>The first loop: from the label that its jump backward goes to, to that jump.</summary>
    public IReadOnlyList<string> InnerLoop()
    {
        for (int i = 0; i < Lines.Count; i++)
        {
            int target = Lines[i].StartsWith('j') ? Lines.ToList().IndexOf(Lines[i].Split(' ')[^1] + ":") : -1;
            if (target >= 0 && target < i)
            {
                return [.. Lines.Take(i + 1).Skip(target)];
            }
        }

        throw new InvalidOperationException($"No loop in {Method}.");
    }

    /// <summary>The vector registers that lines name.</summary>
    public static IReadOnlySet<string> Registers(IEnumerable<string> lines) =>
        lines.SelectMany(line => VectorRegister().Matches(line)).Select(match => match.Value).ToHashSet();

    private static IReadOnlyList<JitListing> Parse(string text) =>
    [
        .. from listing in text.Split(Heading)[1..]
           let lines = listing.Split('\n')
           select new JitListing(lines[0], [.. lines.Where(line => line.StartsWith("       ", StringComparison.Ordinal) || Label().IsMatch(line)).Select(Plain)]),
    ];

    private static string Plain(string line) => Label().Match(line) is { Success: true } label ? label.Value + ":" : Spaces().Replace(line.Trim(), " ");

    [GeneratedRegex(@"^G_M\w+_IG\d+")]
    private static partial Regex Label();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b[xyz]mm\d+\b")]
    private static partial Regex VectorRegister();
}
