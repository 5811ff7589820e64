using AesniCheck.Execution;
using AesniCheck.Probes;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>probes</c>: each probe with its purpose, and below it whether it can run here.</summary>
public sealed class ProbesCommandTests
{
    private const int NameWidth = 10;

    [Fact]
    public void EachProbeIsToldWithItsPurposeAndWhetherItCanRunHere()
    {
        Requirement.AesInstructions();
        ProcessResult result = Invocation.OfAesnicheck("probes").Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Equal(
            ProbeList.All.SelectMany(entry => (string[])
            [
                .. Wrapped(entry.Name.PadRight(NameWidth), entry.Purpose),
                .. Wrapped(Margin, entry.WhyNot(ThisMachine.Devices) is { } reason ? $"can't run here: {reason}" : "can run here"),
                .. entry.WhyNot(ThisMachine.Devices) is null ? Wrapped(Margin, $"engines: {Offered(entry)}") : [],
            ]),
            result.Output);
    }

    [Fact]
    public void LongReasonsGoOnBelowInTheirColumn()
    {
        Requirement.AesInstructions();
        IReadOnlyList<string> output = Invocation.OfDouble("no-kernel", "probes").Run().Output;

        Assert.All(output, line => Assert.InRange(line.Length, 1, 80));
        int line = output.Index().First(entry => entry.Item.StartsWith("kernel    ", StringComparison.Ordinal)).Index;
        Assert.Equal(
            [
                Margin + "can't run here: this kernel has no AF_ALG; build it with",
                Margin + "CONFIG_CRYPTO_USER_API_SKCIPHER",
            ],
            output.Skip(line + 1).Take(2));
    }

    [Fact]
    public void TheBlockProbeCanRunWhereThereAreAesInstructions()
    {
        Requirement.AesInstructions();
        IReadOnlyList<string> output = Invocation.OfAesnicheck("probes").Run().Output;

        string[] block = [.. output.SkipWhile(line => !line.StartsWith("block     ", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line[0] == ' ')];
        Assert.Equal(Margin + "can run here", block[^2]);
        Assert.StartsWith(Margin + "engines: aesni", block[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAesInstructionsEachProbeIsToldNotToRun()
    {
        ProcessResult result = Invocation.OfAesnicheck("probes").With("DOTNET_EnableAES", "0").Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ProbeList.All.Count,
            result.Output.Count(line => line == Margin + "can't run here: DOTNET_EnableAES=0 switches off aes, which the CPU has"));
        Assert.All(result.Output, line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public void AnEngineThatASettingTakesIsTold()
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.Avx512BW.IsSupported, "This CPU or runtime has no AVX-512.");
        string output = string.Join(' ', Invocation.OfAesnicheck("probes").With("DOTNET_EnableAVX512", "0").Run().Output.Select(line => line.Trim()));
        Assert.Contains("engines: ymm without zmm, opmask: DOTNET_EnableAVX512=0 switches off avx512f, avx512bw, which the CPU has", output, StringComparison.Ordinal);
    }

    private static string Offered(ProbeEntry entry) =>
        string.Join(", ", entry.Engines(ThisMachine.Devices).Where(engine => engine.IsAvailable).Select(engine => engine.Name));

    private static string Margin => new(' ', NameWidth);

    /// <summary>Words in lines of 80 characters.</summary>
    private static List<string> Wrapped(string start, string text)
    {
        List<string> lines = [];
        string line = start;
        foreach (string word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > 80)
            {
                lines.Add(line);
                line = Margin;
            }

            line += line.Length == NameWidth ? word : " " + word;
        }

        return [.. lines, line];
    }
}
