using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A wrong command line ends with 2 and one line that names the error and the remedy, and nothing is run.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'nonsense'", "the commands are run, gate, selftest, report, vectors, probes, stressors, info", "nonsense")]
    [InlineData("'RUN'", "the commands are run, gate, selftest, report, vectors, probes, stressors, info", "RUN")]
    [InlineData("''", "the commands are run, gate, selftest, report, vectors, probes, stressors, info", "")]
    [InlineData("'--nonsense'", "see 'aesnicheck run --help'", "--nonsense")]
    [InlineData("'--nonsense'", "see 'aesnicheck run --help'", "run", "--nonsense")]
    [InlineData("'extra'", "see 'aesnicheck run --help'", "run", "-d", "300ms", "extra")]
    [InlineData("'--nonsense'", "see 'aesnicheck info --help'", "info", "--nonsense")]
    [InlineData("'extra'", "see 'aesnicheck info --help'", "info", "extra")]
    [InlineData("'extra'", "see 'aesnicheck probes --help'", "probes", "extra")]
    [InlineData("'extra'", "see 'aesnicheck stressors --help'", "stressors", "extra")]
    [InlineData("unknown option '--nonsense'", "see 'aesnicheck vectors --help'", "vectors", "--nonsense")]
    public void AnUnknownWordIsRefused(string named, string advice, params string[] arguments) => AssertRefused(named, advice, arguments);

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
    [InlineData("--duration")]
    [InlineData("--cpus")]
    [InlineData("--workers-per-cpu")]
    [InlineData("--seed")]
    [InlineData("--key-sizes")]
    [InlineData("--probes")]
    [InlineData("--stress")]
    [InlineData("--intensity")]
    [InlineData("--memory")]
    [InlineData("--placement")]
    [InlineData("--sched")]
    [InlineData("--json")]
    public void AnOptionWithoutItsValueIsRefused(string option) => AssertRefused($"'{option}'", "see 'aesnicheck run --help'", option);

    [Theory]
    [InlineData("--duration", "300ms", "1s")]
    [InlineData("--cpus", "0", "0")]
    [InlineData("--key-sizes", "128", "256")]
    [InlineData("--probes", "block", "block")]
    [InlineData("--workers-per-cpu", "1", "2")]
    [InlineData("--seed", "1", "2")]
    [InlineData("--stress", "exit", "exit")]
    [InlineData("--intensity", "1", "2")]
    [InlineData("--memory", "64M", "10%")]
    [InlineData("--placement", "pinned", "pinned")]
    [InlineData("--sched", "idle", "batch")]
    [InlineData("--json", "a.json", "b.json")]
    public void AnOptionThatIsGivenTwiceIsRefused(string option, string first, string second) =>
        AssertRefused($"'{option}'", "expects a single argument", option, first, option, second);

    [Theory]
    [InlineData("missing/run.json", "the folder does not exist")]
    [InlineData(".", "is a folder")]
    [InlineData("run/", "is a folder")]
    [InlineData("", "the file has no name")]
    [InlineData("/proc/missing", "can't be written")]
    [InlineData("/sys/missing", "can't be written")]
    public void AReportThatCannotBeWrittenIsRefusedBeforeTheRun(string path, string advice)
    {
        string message = AssertRefused($"--json: the report can't be written to '{path}'", advice, "--duration", "1h", "--json", path);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'nonsense'", "nonsense")]
    [InlineData("'nonsense'", "block,nonsense")]
    [InlineData("'Block'", "Block")]
    [InlineData("' block'", "block, block")]
    [InlineData("''", "")]
    [InlineData("''", "block,")]
    public void AnUnknownProbeIsRefused(string named, string probes) =>
        AssertRefused($"--probes: unknown probe {named}", "the probes are block", "--probes", probes, "--duration", "1h", "--json", "run.json");

    [Fact]
    public void HoppingTakesTwoCpus() => AssertRefused(
        "--placement: hopping needs at least two CPUs", "has only CPU", "--placement", "hopping", "--cpus", $"{Interop.Scheduling.AllowedCpus()[0]}", "--duration", "1h", "--json", "run.json");

    [Fact]
    public void AReportInAFolderThatMayNotBeWrittenToIsRefused()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write everywhere.");
        Directory.CreateDirectory(_folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        ProcessResult result = Invocation.OfAesnicheck("--duration", "1h", "--json", "closed/run.json").In(_folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("permission denied; check the permissions", Assert.Single(result.Error), StringComparison.Ordinal);
    }

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

    private string AssertRefused(string named, string advice, params ReadOnlySpan<string> arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(arguments).In(_folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Empty(_folder.Names);
        string message = Assert.Single(result.Error);
        Assert.StartsWith("aesnicheck: ", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
        return message;
    }
}
