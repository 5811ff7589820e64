using AesniCheck.Probes.Message;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The crypto library is wrong.</summary>
public sealed class LibraryFaultTests : ProbeFaultScenario
{
    [Fact]
    public void ALibraryThatIsWrongForSomeLengthsIsNamed()
    {
        RunRecord record = Run("library", PlatformProbe.ProbeName, out string text);

        Finding[] explained = Explained(record);
        Assert.All(explained, finding => Assert.Equal(Verdict.Library, finding.Verdict));
        Assert.All(explained, finding => Assert.Equal(15, Assert.IsType<MessageMiscompare>(finding.Evidence).Input.Length % 16));
        Assert.Contains("by platform gave wrong output: 1 block of 16 bytes,", text, StringComparison.Ordinal);
    }
}
