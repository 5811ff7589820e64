using Xunit;

namespace AesniCheck.Processes;

/// <summary>Unknown or repeated options, and options without a value.</summary>
public sealed class BadOptionTests : BadInputScenario
{
    [Theory]
    [InlineData("'nonsense'", "the commands are run, gate, selftest, report, explain, vectors, probes, stressors, info, completion, man, help, version", "nonsense")]
    [InlineData("'RUN'", "the commands are run, gate, selftest, report, explain, vectors, probes, stressors, info, completion, man, help, version", "RUN")]
    [InlineData("''", "the commands are run, gate, selftest, report, explain, vectors, probes, stressors, info, completion, man, help, version", "")]
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
}
