using AesniCheck.Cli.Processes;
using AesniCheck.Probes;
using Xunit;

namespace AesniCheck.Cli;

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
                entry.Name.PadRight(NameWidth) + entry.Purpose,
                Below(entry.WhyNot(DevicesUnderTest.Machine) is { } reason ? $"can't run here: {reason}" : "can run here"),
            ]),
            result.Output);
    }

    [Fact]
    public void TheBlockProbeCanRunWhereThereAreAesInstructions()
    {
        Requirement.AesInstructions();
        IReadOnlyList<string> output = Invocation.OfAesnicheck("probes").Run().Output;

        int line = output.Index().First(entry => entry.Item.StartsWith("block     ", StringComparison.Ordinal)).Index;
        Assert.Equal(Below("can run here"), output[line + 1]);
    }

    [Fact]
    public void WithoutAesInstructionsEachProbeIsToldNotToRun()
    {
        ProcessResult result = Invocation.OfAesnicheck("probes").With("DOTNET_EnableAES", "0").Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2 * ProbeList.All.Count, result.Output.Count);
        Assert.All(
            result.Output.Where((_, index) => index % 2 == 1),
            line => Assert.StartsWith(Below("can't run here: "), line, StringComparison.Ordinal));
    }

    private static string Below(string text) => new string(' ', NameWidth) + text;
}
