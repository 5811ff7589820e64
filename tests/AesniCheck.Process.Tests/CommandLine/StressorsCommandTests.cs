using AesniCheck.Processes.Harness;
using AesniCheck.Stressors;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>stressors</c>: each with its action, the events that it imitates, and whether it can run here.</summary>
public sealed class StressorsCommandTests
{
    [Fact]
    public void EachStressorIsToldOf()
    {
        ProcessResult result = Invocation.OfAesnicheck("stressors").Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Equal(StressorList.All.Select(entry => entry.Name), result.Output.Where(line => line[0] != ' ').Select(line => line.Split(' ')[0]));
        string words = string.Join(' ', result.OutputText.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(StressorList.All, entry => Assert.Contains(
            $"{entry.Name} {entry.Purpose} imitates {entry.Imitates} counts each {entry.Event} {(entry.WhyNot() is { } reason ? $"can't run here: {reason}" : "can run here")}", words, StringComparison.Ordinal));
    }

    [Fact]
    public void NoLineIsLongerThanATerminal() =>
        Assert.All(Invocation.OfDouble("no-stressor", "stressors").Run().Output, line => Assert.InRange(line.Length, 1, 80));

    [Fact]
    public void OneThatCannotRunIsToldWithTheReason() =>
        Assert.Contains(Invocation.OfDouble("no-stressor", "stressors").Run().Output, line => line.TrimStart() == "can't run here: there is nothing to leave");
}
