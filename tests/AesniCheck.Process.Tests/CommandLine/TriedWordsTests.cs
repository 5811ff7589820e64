using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Words that people try before they have read the help.</summary>
public sealed class TriedWordsTests
{
    [Theory]
    [InlineData("help")]
    [InlineData("help", "run")]
    [InlineData("help", "gate")]
    public void HelpIsAWord(params string[] arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(arguments).Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Invocation.OfAesnicheck([.. arguments.Skip(1), "--help"]).Run().Output, result.Output);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("-V")]
    public void VersionIsAWord(string argument)
    {
        ProcessResult result = Invocation.OfAesnicheck(argument).Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Invocation.OfAesnicheck("--version").Run().Output, result.Output);
    }

    [Theory]
    [InlineData("rnu", "unknown command 'rnu' (did you mean 'run'?); the commands are run, gate, ")]
    [InlineData("help rnu", "unknown command 'rnu' (did you mean 'run'?); ")]
    [InlineData("hlep", "unknown command 'hlep' (did you mean 'help'?); ")]
    [InlineData("run --duratoin 5s", "unknown option '--duratoin' (did you mean '--duration'?); see 'aesnicheck run --help'")]
    [InlineData("gate --polcy x", "unknown option '--polcy' (did you mean '--policy'?); see 'aesnicheck gate --help'")]
    [InlineData("run --probes blok", "--probes: unknown probe 'blok' (did you mean 'block'?); the probes are ")]
    [InlineData("run --stress swich", "--stress: unknown stressor 'swich' (did you mean 'switch'?); the stressors are ")]
    [InlineData("gate --exit-style nagos", "--exit-style: unknown value 'nagos' (did you mean 'nagios'?); write ")]
    [InlineData("report run.json --htm x", "unknown option '--htm' (did you mean '--html'?); see 'aesnicheck report --help'")]
    [InlineData("info more", "unexpected argument 'more'; see 'aesnicheck info --help'")]
    [InlineData("run -q -v", "--verbose: --quiet asks for the opposite; give one of them")]
    public void AMisspeltWordIsRefusedWithTheOneThatWasMeant(string arguments, string message)
    {
        ProcessResult result = Invocation.OfAesnicheck(arguments.Split(' ')).Run();
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("aesnicheck: " + message, Assert.Single(result.Error), StringComparison.Ordinal);
    }
}
