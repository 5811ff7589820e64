using System.Text.RegularExpressions;
using AesniCheck.Doubles;
using AesniCheck.Processes.Harness;
using AesniCheck.Vectors;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The vectors that the product carries.</summary>
public sealed class PublishedVectorsTests : VectorsScenario
{
    [Fact]
    public void AllPublishedVectorsAreRightOnEveryEngine()
    {
        ProcessResult result = Invocation.OfAesnicheck("vectors").Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Matches(
            $"^PASS: [0-9,]+ known answers on {string.Join(", ", VectorEngines.All)}: 0 wrong(, [0-9,]+ not tried)?; 12 Monte Carlo tests: 0 disagree$",
            result.Output[^1]);

        // Each tries every vector, or the output states how many it did not try.
        Match counts = Regex.Match(result.Output[^1], @"^PASS: ([0-9,]+) known.* wrong(, ([0-9,]+) not tried)?;");
        Assert.Equal(Vectors * VectorEngines.All.Count, Number(counts.Groups[1]) + Number(counts.Groups[3]));

        // CTR and XTS are not on every engine.
        string[] files = [.. result.Output.Where(line => line.StartsWith("vectors/", StringComparison.Ordinal))];
        Assert.Equal(EmbeddedVectors.Names.Length, files.Length);
        Assert.All(files.Where(line => !Regex.IsMatch(line, "^vectors/(XTS/|Long/xts)")), line => Assert.EndsWith($"  {VectorEngines.AllOk}", line, StringComparison.Ordinal));
        Assert.All(files, line => Assert.Matches(@"^vectors/\S+ +[0-9,]+  (all \d engines|software, aesni.*, bouncycastle.*) ok$", line));
        Assert.Equal(12, result.Output.Count(line => line.StartsWith("Monte Carlo ", StringComparison.Ordinal) && line.EndsWith(" all agree", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("software", "PASS: 5,749 known answers on software: 0 wrong; 12 Monte Carlo tests: 0 disagree")]
    [InlineData("aesni,software,aesni", "PASS: 11,498 known answers on aesni, software: 0 wrong; 12 Monte Carlo tests")]
    public void TheEnginesAreChosen(string engines, string outcome)
    {
        ProcessResult result = Invocation.OfAesnicheck("vectors", "--engines", engines).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(outcome, result.Output[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("bouncycastle", result.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenCpuIsAFaultThatNamesFileAndLine()
    {
        ProcessResult result = (Invocation.OfDouble("self-inverting", "vectors") with { OnlyCpu = BrokenMachine.BrokenCpu }).Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("vectors/CBC/CBCGFSbox128.rsp:10: aesni encrypts wrongly from byte 0 on", result.Output);
        Assert.Contains(result.Output, line => line.StartsWith("Monte Carlo ", StringComparison.Ordinal) && line.Contains("aesni DIFFERS from software", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Output, line => line.Contains("software encrypts wrongly", StringComparison.Ordinal));
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void ALoopThatPublishedVectorsDoNotReachIsTried()
    {
        Assert.SkipWhen(VectorEngines.Widths.Count == 0, "This CPU or runtime has no PCLMULQDQ.");
        ProcessResult result = Invocation.OfDouble("bulk-loop", "vectors").Run();

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        string[] wrong = [.. result.Output.Where(line => line.Contains("WRONG", StringComparison.Ordinal))];
        Assert.Matches(@"^vectors/Long/gcm-long\.rsp .*aesni/pclmulqdq \d+ WRONG", Assert.Single(wrong));
        Assert.DoesNotContain(result.Output, line => line.StartsWith("vectors/GCM/", StringComparison.Ordinal) && line.Contains("wrongly", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatSingleVectorsMissTheMonteCarloTestShows()
    {
        ProcessResult result = (Invocation.OfDouble("one-pattern", "vectors") with { OnlyCpu = BrokenMachine.BrokenCpu }).Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("12 Monte Carlo tests: 12 disagree", result.Output[^1], StringComparison.Ordinal);
    }
}
