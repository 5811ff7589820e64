using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

public sealed class FewFilesTests
{
    /// <summary>
    /// The process may have fewer open files than it needs. With hardly more than at its start, the runtime itself does not start, and says so; above
    /// that, the program must end in order, before it begins work that it can't end.
    /// </summary>
    [Theory]
    [InlineData("info")]
    [InlineData("run")]
    [InlineData("selftest")]
    [InlineData("gate")]
    public void WhereTooFewFilesMayBeOpenedTheLimitIsNamed(string command)
    {
        Invocation product = Invocation.OfAesnicheck(command);
        foreach (int limit in (int[])[26, 27, 28, 29, 30, 33, 40, 48, 56, 63, 80, 110])
        {
            ProcessResult result = Limited(limit, product);

            string line = Assert.Single(result.Error);
            Assert.Contains("(ulimit -n)", line, StringComparison.Ordinal);
            Assert.StartsWith("aesnicheck: ", line, StringComparison.Ordinal);
            Assert.Equal(70, result.ExitCode);
        }

        Assert.Equal(["aesnicheck: open files (ulimit -n) is 80: raise it to at least 128, or to 1024 for all stressors"], Limited(80, product).Error);
    }

    [Fact]
    public void AGateSaysSoWhereItsReaderLooks()
    {
        ProcessResult result = Limited(100, Invocation.OfAesnicheck("gate", "--exit-style", "nagios"));
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["AESNICHECK UNKNOWN - open files (ulimit -n) is 100: raise it to at least 128, or to 1024 for all stressors"], result.Output);
    }

    private static ProcessResult Limited(int limit, Invocation product) =>
        Invocation.Of("sh", ["-c", $"ulimit -n {limit}; exec \"$@\"", "sh", product.Executable, .. product.Arguments]).Run();
}
