using AesniCheck.Doubles;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A user's file with a wrong answer.</summary>
public sealed class WrongVectorFileTests : VectorsScenario
{
    [Fact]
    public void AWrongAnswerThatAllEnginesAgreeOnIsTheFilesFault()
    {
        File.WriteAllText(Folder["own.rsp"], Own.Replace("1418bec8", "1418bec9", StringComparison.Ordinal));

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp").In(Folder).Run();

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
        File.WriteAllText(Folder["own.rsp"], Own.Replace("1418bec8", "1418bec9", StringComparison.Ordinal));
        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.rsp", "--engines", engine).In(Folder).Run();
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("REFUSED: ", result.Output[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1418bec8")]
    [InlineData("1418bec9")]
    public void ABrokenCpuIsAFaultWhetherTheFileIsRightOrWrong(string answer)
    {
        File.WriteAllText(Folder["own.rsp"], Own.Replace("1418bec8", answer, StringComparison.Ordinal));
        ProcessResult result = (Invocation.OfDouble("self-inverting", "vectors", "own.rsp").In(Folder) with { OnlyCpu = BrokenMachine.BrokenCpu }).Run();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.Output, line => line.StartsWith("own.rsp:5: aesni encrypts wrongly from byte ", StringComparison.Ordinal));
        Assert.Contains("    expected  0edd33d3c621e546455bd8ba1418bec8", result.Output);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        Assert.Equal(answer == "1418bec8" ? 0 : 1, result.Error.Count);
    }
}
