using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A user's file of Wycheproof.</summary>
public sealed class WycheproofFileTests : VectorsScenario
{
    [Fact]
    public void AFileInTheFormOfWycheproofIsRunInBothDirections()
    {
        File.WriteAllText(Folder["own.json"], VectorTexts.PaddedCbc);

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.json", "--engines", "software,aesni").In(Folder).Run();

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
        File.WriteAllText(Folder["own.json"], VectorTexts.PaddedCbc.Replace(good, bad, StringComparison.Ordinal));

        ProcessResult result = Invocation.OfAesnicheck("vectors", "own.json", "--engines", "software").In(Folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.Output, line => line.StartsWith(place, StringComparison.Ordinal));
        Assert.Contains(result.Output, line => line.StartsWith(detail[..14], StringComparison.Ordinal));
        Assert.StartsWith("REFUSED: ", result.Output[^1], StringComparison.Ordinal);
    }
}
