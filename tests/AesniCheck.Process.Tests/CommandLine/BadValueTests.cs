using Xunit;

namespace AesniCheck.Processes;

/// <summary>Values that an option does not accept.</summary>
public sealed class BadValueTests : BadInputScenario
{
    [Theory]
    [InlineData("--duration", "write it like 30s", "--duration", "0s")]
    [InlineData("--duration", "write it like 30s", "--duration", "-5s")]
    [InlineData("--duration", "write it like 30s", "--duration=-5s")]
    [InlineData("--duration", "write it like 30s", "--duration", "abc")]
    [InlineData("--duration", "write it like 30s", "--duration", "30")]
    [InlineData("--duration", "write it like 30s", "--duration", "")]
    [InlineData("--duration", "longer than 366 days", "--duration", "367d")]
    [InlineData("--cpus", "write a list like 0,2-5", "--cpus", "")]
    [InlineData("--cpus", "write a list like 0,2-5", "--cpus", "abc")]
    [InlineData("--cpus", "write it like 2-5", "--cpus", "5-2")]
    [InlineData("--cpus", "write a list like 0,2-5", "--cpus", "5-")]
    [InlineData("--cpus", "write a list like 0,2-5", "--cpus", ",")]
    [InlineData("--cpus", "this process may not use CPU 9999; it may use ", "--cpus", "9999")]
    [InlineData("--cpus", "write a list like 0,2-5", "--cpus", "99999999999")]
    [InlineData("--workers-per-cpu", "from 1 to 8", "--workers-per-cpu", "0")]
    [InlineData("--workers-per-cpu", "from 1 to 8", "--workers-per-cpu", "9")]
    [InlineData("--workers-per-cpu", "from 1 to 8", "--workers-per-cpu", "x")]
    [InlineData("--seed", "write it in decimal", "--seed", "abc")]
    [InlineData("--seed", "write it in decimal", "--seed", "-1")]
    [InlineData("--seed", "write it in decimal", "--seed", "0x")]
    [InlineData("--seed", "write it in decimal", "--seed", "18446744073709551616")]
    [InlineData("--seed", "write it in decimal", "--seed", "0x10000000000000000")]
    [InlineData("--key-sizes", "the sizes are 128,192,256", "--key-sizes", "111")]
    [InlineData("--key-sizes", "the sizes are 128,192,256", "--key-sizes", "128,")]
    [InlineData("--intensity", "from 1 to 10", "--intensity", "0")]
    [InlineData("--intensity", "from 1 to 10", "--intensity", "11")]
    [InlineData("--intensity", "from 1 to 10", "--intensity", "x")]
    [InlineData("--stress", "or all, or none", "--stress", "nonsense")]
    [InlineData("--stress", "or all, or none", "--stress", "exit,nonsense")]
    [InlineData("--stress", "or all, or none", "--stress", "exit,all")]
    [InlineData("--stress", "or all, or none", "--stress", "exit,none")]
    [InlineData("--stress", "or all, or none", "--stress", "")]
    [InlineData("--placement", "write pinned, floating or hopping", "--placement", "nonsense")]
    [InlineData("--placement", "write pinned, floating or hopping", "--placement", "Pinned")]
    [InlineData("--sched", "write other, batch or idle", "--sched", "nonsense")]
    [InlineData("--sched", "write other, batch or idle", "--sched", "other,")]
    [InlineData("--memory", "write it like 80%, 512M or 8G", "--memory", "200%")]
    [InlineData("--memory", "write it like 80%, 512M or 8G", "--memory", "0%")]
    [InlineData("--memory", "write it like 80%, 512M or 8G", "--memory", "x")]
    [InlineData("--memory", "write it like 80%, 512M or 8G", "--memory", "-1G")]
    [InlineData("--memory", "exceeds the limit of this machine or its cgroup", "--memory", "1000000G")]
    [InlineData("--memory", "the memory stressor does not run", "--memory", "64M", "--stress", "none")]
    [InlineData("--memory", "the memory stressor does not run", "--memory", "64M", "--stress", "exit")]
    public void AWrongValueIsRefused(string named, string advice, params string[] arguments) => AssertRefused($"{named}: ", advice, [.. arguments, "--json", "run.json"]);

    [Theory]
    [InlineData("'nonsense'", "nonsense")]
    [InlineData("'nonsense'", "block,nonsense")]
    [InlineData("'Block'", "Block")]
    [InlineData("' block'", "block, block")]
    [InlineData("''", "")]
    [InlineData("''", "block,")]
    public void AnUnknownProbeIsRefused(string named, string probes) =>
        AssertRefused($"--probes: unknown probe {named}", "the probes are block", "--probes", probes, "--duration", "1h", "--json", "run.json");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("software,nonsense")]
    [InlineData("")]
    [InlineData("software,")]
    public void AnUnknownEngineIsRefused(string engines)
    {
        string message = AssertRefused("--engines: unknown engine '", $"the engines are {string.Join(", ", VectorEngines.All)}", "vectors", "--engines", engines);
        Assert.DoesNotContain("Parameter", message, StringComparison.Ordinal);
    }

    [Fact]
    public void HoppingTakesTwoCpus() => AssertRefused(
        "--placement: hopping needs at least two CPUs", "has only CPU", "--placement", "hopping", "--cpus", $"{Interop.Scheduling.AllowedCpus()[0]}", "--duration", "1h", "--json", "run.json");
}
