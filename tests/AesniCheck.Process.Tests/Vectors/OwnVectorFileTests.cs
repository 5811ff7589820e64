using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A user's file of the CAVP.</summary>
public sealed class OwnVectorFileTests : VectorsScenario
{
    [Fact]
    public void AFileOfOnesOwnIsRunAlone()
    {
        File.WriteAllText(Folder["own.rsp"], Own);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp").In(Folder).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Output.Count);
        Assert.Matches($"^own.rsp +1  {VectorEngines.AllOk}$", result.Output[0]);
        Assert.StartsWith($"PASS: {VectorEngines.All.Count} known answers ", result.Output[1], StringComparison.Ordinal);
    }

    [Fact]
    public void AGcmFileIsRunOnTheEnginesThatHaveGcm()
    {
        File.WriteAllText(Folder["own.rsp"], VectorTexts.Gcm);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp").In(Folder).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Matches($"^own.rsp +1  {VectorEngines.AllOk}$", result.Output[0]);
        Assert.StartsWith($"PASS: {VectorEngines.All.Count} known answers ", result.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AFileForAModeThatTheEngineHasNotIsInconclusive()
    {
        Assert.SkipWhen(VectorEngines.Widths.Count == 0, "This CPU or runtime has no PCLMULQDQ.");
        string engine = VectorEngines.Widths[0];
        File.WriteAllText(Folder["own.rsp"], VectorTexts.Xts);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp", "--engines", engine).In(Folder).Run();

        Assert.Equal(4, result.ExitCode);
        Assert.Matches("^own.rsp +1  NOT TRIED$", result.Output[0]);
        Assert.Equal($"    not tried: {engine}", result.Output[1]);
        Assert.Equal("    1 vectors of data units that are not whole bytes were skipped", result.Output[2]);
        Assert.StartsWith("SKIPPED: 1 vectors", result.Output[3], StringComparison.Ordinal);
        Assert.StartsWith($"INCONCLUSIVE: 0 known answers on {engine}: 0 wrong, 1 not tried, 1 skipped;", result.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AModeThatAnEngineHasNotIsToldBeneathTheOthers()
    {
        Assert.SkipWhen(VectorEngines.Widths.Count == 0, "This CPU or runtime has no PCLMULQDQ.");
        string engine = VectorEngines.Widths[0];
        File.WriteAllText(Folder["own.rsp"], VectorTexts.Xts);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp", "--engines", $"software,{engine},aesni").In(Folder).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^own.rsp +1  software, aesni ok$", result.Output[0]);
        Assert.Equal($"    not tried: {engine}", result.Output[1]);
        Assert.StartsWith($"PASS: 2 known answers on software, {engine}, aesni: 0 wrong, 1 not tried, 1 skipped;", result.Output[^1], StringComparison.Ordinal);
    }
}
