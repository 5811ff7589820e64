using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A malformed vector file ends with 2 and one line that names the file, the line in it, and the remedy.</summary>
public sealed class BadVectorFileTests : IDisposable
{
    private const string Good = """
        # AESVS VarKey test data for ECB

        [ENCRYPT]

        COUNT = 0
        KEY = 80000000000000000000000000000000
        PLAINTEXT = 00000000000000000000000000000000
        CIPHERTEXT = 0edd33d3c621e546455bd8ba1418bec8

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KEY = 8000", "KEY = 800", "own.rsp:6: ", "odd number")]
    [InlineData("KEY = 8000", "KEY = 8000ff", "own.rsp:6: ", "KEY has 17 bytes")]
    [InlineData("[ENCRYPT]", "", "own.rsp:5: ", "add [ENCRYPT] or [DECRYPT] above it")]
    [InlineData("CIPHERTEXT = 0edd33d3c621e546455bd8ba1418bec8", "", "own.rsp:5: ", "fetch it again")]
    [InlineData("1418bec8", "1418be", "own.rsp:8: ", "CIPHERTEXT has 15 bytes")]
    public void WhatIsWrongIsNamedWithFileAndLine(string good, string bad, string place, string advice)
    {
        File.WriteAllText(_folder["own.rsp"], Good.Replace(good, bad, StringComparison.Ordinal));
        AssertRefused("own.rsp", place, advice);
    }

    [Theory]
    [InlineData("[Taglen = 128]", "[Taglen = 96]", "own.rsp:14: ", "fetch it again")]
    [InlineData("AAD = \n", "", "own.rsp:9: ", "has no AAD")]
    [InlineData("[PTlen = 128]", "[Plen = 128]", "own.rsp:5: ", "the sections are")]
    public void WhatIsWrongInAGcmFileIsNamedWithFileAndLine(string good, string bad, string place, string advice)
    {
        File.WriteAllText(_folder["own.rsp"], VectorTexts.Gcm.Replace(good, bad, StringComparison.Ordinal));
        AssertRefused("own.rsp", place, advice);
    }

    [Theory]
    [InlineData("\"iv\"", "\"i\"", "own.json: tcId 7: field 'iv' is missing", "fetch the file again")]
    [InlineData("\"valid\"", "\"good\"", "own.json: tcId 7: field 'result' is \"good\"", "give valid, invalid or acceptable")]
    [InlineData("]", "", "own.json:8: this is not valid JSON", "fetch the file again")]
    public void WhatIsWrongInAJsonFileIsNamedWithItsTest(string good, string bad, string place, string advice)
    {
        File.WriteAllText(_folder["own.json"], VectorTexts.PaddedCbc.Replace(good, bad, StringComparison.Ordinal));
        AssertRefused("own.json", place, advice);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# AESVS VarKey test data for ECB\n")]
    public void AFileWithoutVectorsIsRefused(string text)
    {
        File.WriteAllText(_folder["own.rsp"], text);
        AssertRefused("own.rsp", "own.rsp:1: ", "give a NIST CAVP .rsp file");
    }

    [Fact]
    public void ABinaryFileIsRefused()
    {
        File.WriteAllBytes(_folder["own.rsp"], [0x7f, (byte)'E', (byte)'L', (byte)'F', 0, 0, 1]);
        AssertRefused("own.rsp", "own.rsp:1: ", "give a NIST CAVP .rsp file");
    }

    [Fact]
    public void AMissingFileIsRefused() => AssertRefused("missing.rsp", "missing.rsp: ", "check the path");

    [Fact]
    public void AFolderIsRefused() => AssertRefused(".", ".: this is a directory", "give a NIST CAVP .rsp file");

    [Fact]
    public void FilesThatCanBeReadAreRunAndTheOthersListed()
    {
        File.WriteAllText(_folder["good.rsp"], Good);
        File.WriteAllText(_folder["sm4.rsp"], "# SM4" + Good[Good.IndexOf('\n', StringComparison.Ordinal)..]);
        Directory.CreateDirectory(_folder["folder"]);
        ProcessResult result = Invocation.OfAesnicheck("vectors", "missing.rsp", "good.rsp", "folder", "sm4.rsp").In(_folder).Run();
        Assert.Equal(2, result.ExitCode);
        Assert.Matches("^good.rsp +1  .* ok$", result.Output[0]);
        Assert.StartsWith("REFUSED: 3 of 4 files refused; ", result.Output[^1], StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(["missing.rsp: the file do", "folder: this is a direct", "sm4.rsp: these are vecto"], result.Error.Select(line => line["aesnicheck: ".Length..][..24]));
    }

    [Fact]
    public void AnEngineThatIsWrongOutweighsFilesThatAre()
    {
        Requirement.AesInstructions();
        File.WriteAllText(_folder["good.rsp"], Good);
        ProcessResult result = (Invocation.OfDouble("self-inverting", "vectors", "missing.rsp", "good.rsp").In(_folder) with { OnlyCpu = Doubles.BrokenMachine.BrokenCpu }).Run();
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("FAULT: 1 of 2 files refused; ", result.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNamedTwiceIsRunOnce()
    {
        File.WriteAllText(_folder["good.rsp"], Good);
        File.CreateSymbolicLink(_folder["link.rsp"], _folder["good.rsp"]);
        ProcessResult result = Invocation.OfAesnicheck("vectors", "good.rsp", "good.rsp", "./good.rsp", "link.rsp", "--engines", "software").In(_folder).Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Output.Count);
        Assert.StartsWith("PASS: 1 known answers ", result.Output[^1], StringComparison.Ordinal);
    }

    private void AssertRefused(string file, string place, string advice)
    {
        ProcessResult result = Invocation.OfAesnicheck("vectors", file).In(_folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        string message = Assert.Single(result.Error);
        Assert.StartsWith($"aesnicheck: {place}", message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
    }
}
