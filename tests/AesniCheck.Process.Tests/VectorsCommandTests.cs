using AesniCheck.Cli.Commands;
using System.Globalization;
using System.Text.RegularExpressions;
using AesniCheck.Processes.Harness;
using AesniCheck.Doubles;
using AesniCheck.Vectors;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>vectors</c>: known answers on every engine.</summary>
public sealed class VectorsCommandTests : IDisposable
{
    private const string Own = """
        # AESVS VarKey test data for ECB

        [ENCRYPT]

        COUNT = 0
        KEY = 80000000000000000000000000000000
        PLAINTEXT = 00000000000000000000000000000000
        CIPHERTEXT = 0edd33d3c621e546455bd8ba1418bec8

        """;

    /// <summary>The published vectors that the product carries.</summary>
    private const int Vectors = 5_749;

    private readonly TemporaryFolder _folder = new();

    public VectorsCommandTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

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

    [Fact]
    public void AFileOfOnesOwnIsRunAlone()
    {
        File.WriteAllText(_folder["own.rsp"], Own);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp").In(_folder).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Output.Count);
        Assert.Matches($"^own.rsp +1  {VectorEngines.AllOk}$", result.Output[0]);
        Assert.StartsWith($"PASS: {VectorEngines.All.Count} known answers ", result.Output[1], StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongAnswerThatAllEnginesAgreeOnIsTheFilesFault()
    {
        File.WriteAllText(_folder["own.rsp"], Own.Replace("1418bec8", "1418bec9", StringComparison.Ordinal));

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp").In(_folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Matches("^own.rsp +1  FILE WRONG in 1 of 1$", result.Output[0]);
        Assert.Equal(
            ["own.rsp:5: the file is wrong from byte 15 on", "    file      0edd33d3c621e546455bd8ba1418bec9", "    engines   0edd33d3c621e546455bd8ba1418bec8"],
            result.Output.Skip(1).Take(3));
        Assert.StartsWith($"REFUSED: 1 of 1 file refused; {VectorEngines.All.Count} known answers ", result.Output[^1], StringComparison.Ordinal);
        string message = Assert.Single(result.Error);
        Assert.StartsWith($"aesnicheck: own.rsp:5: every engine ({string.Join(", ", VectorEngines.All)}) disagrees with the file about 1 of 1 vectors, and all of them agree: the file is wrong, not the machine; ", message, StringComparison.Ordinal);
        Assert.Contains("it was read as AES in ECB mode, since the comment in line 1 names ECB", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("software")]
    [InlineData("aesni")]
    [InlineData("bouncycastle")]
    public void AnEngineThatIsAskedAloneDoesNotMakeAFaultOfAWrongFile(string engine)
    {
        File.WriteAllText(_folder["own.rsp"], Own.Replace("1418bec8", "1418bec9", StringComparison.Ordinal));
        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp", "--engines", engine).In(_folder).Run();
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("REFUSED: ", result.Output[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1418bec8")]
    [InlineData("1418bec9")]
    public void ABrokenCpuIsAFaultWhetherTheFileIsRightOrWrong(string answer)
    {
        File.WriteAllText(_folder["own.rsp"], Own.Replace("1418bec8", answer, StringComparison.Ordinal));
        ProcessResult result = (Invocation.OfDouble("self-inverting", "vectors", "own.rsp").In(_folder) with { OnlyCpu = BrokenMachine.BrokenCpu }).Run();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.Output, line => line.StartsWith("own.rsp:5: aesni encrypts wrongly from byte ", StringComparison.Ordinal));
        Assert.Contains("    expected  0edd33d3c621e546455bd8ba1418bec8", result.Output);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        Assert.Equal(answer == "1418bec8" ? 0 : 1, result.Error.Count);
    }

    [Fact]
    public void AGcmFileIsRunOnTheEnginesThatHaveGcm()
    {
        File.WriteAllText(_folder["own.rsp"], VectorTexts.Gcm);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp").In(_folder).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Matches($"^own.rsp +1  {VectorEngines.AllOk}$", result.Output[0]);
        Assert.StartsWith($"PASS: {VectorEngines.All.Count} known answers ", result.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AFileForAModeThatTheEngineHasNotIsInconclusive()
    {
        Assert.SkipWhen(VectorEngines.Widths.Count == 0, "This CPU or runtime has no PCLMULQDQ.");
        string engine = VectorEngines.Widths[0];
        File.WriteAllText(_folder["own.rsp"], VectorTexts.Xts);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp", "--engines", engine).In(_folder).Run();

        Assert.Equal(4, result.ExitCode);
        Assert.Matches("^own.rsp +1  NOT TRIED$", result.Output[0]);
        Assert.Equal($"    not tried: {engine}", result.Output[1]);
        Assert.Equal("    1 vectors of data units that are not whole bytes were skipped", result.Output[2]);
        Assert.StartsWith("SKIPPED: 1 vectors", result.Output[3], StringComparison.Ordinal);
        Assert.StartsWith($"INCONCLUSIVE: 0 known answers on {engine}: 0 wrong, 1 not tried, 1 skipped;", result.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AFileInTheFormOfWycheproofIsRunInBothDirections()
    {
        File.WriteAllText(_folder["own.json"], VectorTexts.PaddedCbc);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.json", "--engines", "software,aesni").In(_folder).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^own.json +3  all 2 engines ok$", result.Output[0]);
        Assert.StartsWith("PASS: 6 known answers ", result.Output[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"valid\"", "\"invalid\"", "own.json: tcId 7: the file is wrong here", "    file      refusal")]
    [InlineData("\"invalid\"", "\"valid\"", "own.json: tcId 8: the file is wrong", "    engines   refusal")]
    [InlineData("\"3f\"", "\"3e\"", "own.json: tcId 7: the file is wrong from byte 0 on", "    engines   599d77aca16910b42d8b4ac9560efe1b")]
    public void AWrongAnswerInAJsonFileIsTheFilesFault(string good, string bad, string place, string detail)
    {
        File.WriteAllText(_folder["own.json"], VectorTexts.PaddedCbc.Replace(good, bad, StringComparison.Ordinal));

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.json", "--engines", "software").In(_folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.Output, line => line.StartsWith(place, StringComparison.Ordinal));
        Assert.Contains(result.Output, line => line.StartsWith(detail[..14], StringComparison.Ordinal));
        Assert.StartsWith("REFUSED: ", result.Output[^1], StringComparison.Ordinal);
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

    [Fact]
    public void AModeThatAnEngineHasNotIsToldBeneathTheOthers()
    {
        Assert.SkipWhen(VectorEngines.Widths.Count == 0, "This CPU or runtime has no PCLMULQDQ.");
        string engine = VectorEngines.Widths[0];
        File.WriteAllText(_folder["own.rsp"], VectorTexts.Xts);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp", "--engines", $"software,{engine},aesni").In(_folder).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^own.rsp +1  software, aesni ok$", result.Output[0]);
        Assert.Equal($"    not tried: {engine}", result.Output[1]);
        Assert.StartsWith($"PASS: 2 known answers on software, {engine}, aesni: 0 wrong, 1 not tried, 1 skipped;", result.Output[^1], StringComparison.Ordinal);
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;
}
