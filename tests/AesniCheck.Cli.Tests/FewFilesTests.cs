using AesniCheck.Cli.Processes;
using Xunit;

namespace AesniCheck.Cli;

public sealed class FewFilesTests
{
    /// <summary>
    /// Where a process may have hardly more open files than it begins with. With fewer the runtime itself does not start, and says so; from there on
    /// it is for the program to end in order, whatever it is that can't be opened.
    /// </summary>
    [Fact]
    public void WhereHardlyAFileMayBeOpenedStandardStreamsEndItInOrder()
    {
        Invocation product = Invocation.OfAesnicheck("info");
        int told = 0;
        for (int limit = 26; limit < 34; limit++)
        {
            ProcessResult result = Invocation.Of("sh", ["-c", $"ulimit -n {limit}; exec \"$@\"", "sh", product.Executable, .. product.Arguments]).Run();

            Assert.DoesNotContain(result.Error, line => line.Contains("at AesniCheck.Cli.StandardStreams", StringComparison.Ordinal));
            if (result.Error is [var line, ..] && line.StartsWith("aesnicheck: standard output and standard error can't be opened; ", StringComparison.Ordinal))
            {
                Assert.Single(result.Error);
                Assert.Equal(70, result.ExitCode);
                told++;
            }
        }

        Assert.NotEqual(0, told);
    }
}
