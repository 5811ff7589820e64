using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A command line that can't be used: one line says what is wrong and what to do, and nothing is run.</summary>
public abstract class BadInputScenario() : Scenario(needsAes: false)
{
    private protected string AssertRefused(string named, string advice, params ReadOnlySpan<string> arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(arguments).In(Folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Empty(Folder.Names);
        string message = Assert.Single(result.Error);
        Assert.StartsWith("aesnicheck: ", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
        return message;
    }
}
