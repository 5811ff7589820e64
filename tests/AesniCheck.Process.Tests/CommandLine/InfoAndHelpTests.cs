using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>info</c>, the version and the help.</summary>
public sealed class InfoAndHelpTests
{
    [Fact]
    public void InfoTellsCpuHypervisorAndKernel()
    {
        ProcessResult result = Invocation.OfAesnicheck("info").Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.All(
            (string[])["host", "cpu", "logical cpus", "cpu features", "hypervisor", "cloud", "kernel", "aesni_intel", "runtime"],
            key => Assert.Contains(result.Output, line => line.StartsWith(key.PadRight(13), StringComparison.Ordinal) && line.Length > 13));
        Assert.All(result.Output, line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public void TheVersionIsOneLine()
    {
        ProcessResult result = Invocation.OfAesnicheck("--version").Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^aesnicheck \d+\.\d+\.\d+(-[a-z0-9.]+)?( \(commit [0-9a-f]{12}\))?$", Assert.Single(result.Output));
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    public void TheHelpListsTheCommandsForPeople(string option)
    {
        ProcessResult result = Invocation.OfAesnicheck(option).Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.All(
            (string[])["run", "gate", "selftest", "report", "vectors", "probes", "stressors", "info", "completion", "man"],
            command => Assert.Contains(result.Output, line => line.StartsWith($"  {command} ", StringComparison.Ordinal)));
        Assert.DoesNotContain("__worker", result.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public void TheHelpOfRunListsItsOptions()
    {
        ProcessResult result = Invocation.OfAesnicheck("run", "--help").Run();

        Assert.Equal(0, result.ExitCode);
        Assert.All(
            (string[])["--duration", "--cpus", "--probes", "--workers-per-cpu", "--seed", "--key-sizes", "--json", "--quiet"],
            option => Assert.Contains(option, result.OutputText, StringComparison.Ordinal));
    }
}
