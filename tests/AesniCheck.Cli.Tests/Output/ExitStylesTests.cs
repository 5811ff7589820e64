using System.Text;
using AesniCheck.Cli.Commands;
using AesniCheck.Execution;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Cli.Output;

public sealed class ExitStylesTests
{
    [Theory]
    [InlineData(ExitStyle.Default, 0, 1, 4, 3)]
    [InlineData(ExitStyle.Npd, 0, 1, 2, 2)]
    [InlineData(ExitStyle.Nagios, 0, 2, 1, 3)]
    [InlineData(ExitStyle.Slurm, 0, 1, 4, 3)]
    public void EachReaderHasItsExitCodes(object style, int pass, int fault, int inconclusive, int unsupported) => Assert.Equal(
        [pass, fault, inconclusive, unsupported],
        new[] { Outcome.Pass, Outcome.Fault, Outcome.Inconclusive, Outcome.Unsupported }.Select(outcome => ExitStyles.CodeOf((ExitStyle)style, outcome)));

    [Fact]
    public void OnlyAPassEndsWithZero() => Assert.All(
        from style in Enum.GetValues<ExitStyle>()
        from outcome in Enum.GetValues<Outcome>()
        select (style, outcome),
        pair => Assert.Equal(pair.outcome == Outcome.Pass, ExitStyles.CodeOf(pair.style, pair.outcome) == 0));

    [Theory]
    [InlineData(ExitStyle.Npd, 2, "--duration: 'x' is not a duration")]
    [InlineData(ExitStyle.Nagios, 3, "AESNICHECK UNKNOWN - --duration: 'x' is not a duration")]
    [InlineData(ExitStyle.Slurm, 2, "aesnicheck --duration: 'x' is not a duration")]
    public void AMistakeIsNoPassAndNoFault(object style, int code, string line)
    {
        Assert.Equal(code, ExitStyles.CodeOfError((ExitStyle)style, ExitCode.Usage));
        Assert.Equal(line, ExitStyles.ErrorLine((ExitStyle)style, "--duration: 'x' is not a duration"));
    }

    [Fact]
    public void TheLineTellsWhatMattersNext()
    {
        RunRecord fault = Record(Outcome.Fault) with { Findings = [Finding(3)] };
        Assert.Equal("FAULT: 1 finding; first register-state on CPU 3, probe chain", ExitStyles.Line(ExitStyle.Npd, fault));
        Assert.Equal("AESNICHECK CRITICAL - FAULT: 1 finding; first register-state on CPU 3, probe chain | findings=1;;0;0 blocks=0;;;0", ExitStyles.Line(ExitStyle.Nagios, fault));
        Assert.Equal("aesnicheck FAULT: 1 finding; first register-state on CPU 3, probe chain", ExitStyles.Line(ExitStyle.Slurm, fault));

        RunRecord stopped = Record(Outcome.Inconclusive) with { Reasons = ["Stopped | on request, after 1.0 s of 10 s."] };
        Assert.Equal("AESNICHECK WARNING - INCONCLUSIVE: Stopped / on request, after 1.0 s of 10 s. | findings=0;;0;0 blocks=0;;;0", ExitStyles.Line(ExitStyle.Nagios, stopped));
    }

    /// <summary>Messages longer than 80 bytes are truncated, even in the middle of a character.</summary>
    [Theory]
    [InlineData("a", "aaa...", 80)]
    [InlineData("\u00fc", "\u00fc\u00fc\u00fc...", 79)]
    [InlineData("\U0001F512", "\U0001F512\U0001F512...", 77)]
    [InlineData("\x1b", "\\x1b\\x1...", 80)]
    public void NodeProblemDetectorGetsNoMoreThanItKeeps(string part, string end, int bytes)
    {
        string text = string.Concat(Enumerable.Repeat(part, 100));
        string line = ExitStyles.Line(ExitStyle.Npd, Record(Outcome.Inconclusive) with { Reasons = [text] });
        Assert.EndsWith(end, line, StringComparison.Ordinal);
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(line));
        Assert.InRange(Encoding.UTF8.GetByteCount(ExitStyles.ErrorLine(ExitStyle.Npd, text)), 77, 80);
    }

    [Fact]
    public void NodeProblemDetectorGetsAllOfALineThatIsShort()
    {
        string text = new('\u00fc', 40);
        Assert.Equal(text, ExitStyles.ErrorLine(ExitStyle.Npd, text));
    }

    /// <summary>Slurm kills a program that has not ended 60 s after its start, and its findings are lost.</summary>
    [Fact]
    public void TheLongestRunForSlurmEndsInTimeThoughAWorkerDoesNotStop()
    {
        WorkerLimits limits = ExitStyles.LimitsOf(ExitStyle.Slurm);
        Assert.InRange(ExitStyles.MaximumForSlurm + limits.MaximumStop, TimeSpan.Zero, TimeSpan.FromSeconds(55));
        Assert.All(
            [limits.MaximumStart, limits.MaximumStop, limits.MaximumSilence, limits.MaximumSilenceUnderPressure],
            limit => Assert.InRange(limit, TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.Equal(new WorkerLimits(), ExitStyles.LimitsOf(ExitStyle.Npd));
    }

    [Theory]
    [InlineData(ExitStyle.Nagios, "gate", "--exit-style", "nagios")]
    [InlineData(ExitStyle.Npd, "gate", "--duration", "--exit-style=npd")]
    [InlineData(ExitStyle.Default, "gate", "--exit-style", "other")]
    [InlineData(ExitStyle.Default, "gate", "--exit-style")]
    [InlineData(ExitStyle.Default, "run", "--exit-style", "npd")]
    public void TheStyleOfAWrongCommandLineIsThatWhichItNames(object style, params string[] args) => Assert.Equal((ExitStyle)style, GateCommand.StyleOf(args));

    private static Finding Finding(int cpu) => new()
    {
        Time = DateTimeOffset.UnixEpoch,
        Probe = "chain",
        Cpu = cpu,
        Verdict = Verdict.RegisterState,
        Explanation = [],
    };

    private static RunRecord Record(Outcome outcome) => new()
    {
        ToolVersion = "1",
        Outcome = outcome,
        Reasons = [],
        Notes = [],
        Seed = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch,
        FirstBlockAt = null,
        Host = Host.HostReader.Read(),
        Plan = new Plans.PlanMaker(new Probes.DevicesUnderTest(), []).Make(new Plans.PlanRequest { Cpus = [0], Seed = 1, Duration = TimeSpan.FromSeconds(30), Probes = [] }),
        KnownAnswers = [],
        ModeAnswers = [],
        Exposure = Exposure.None,
        Findings = [],
        FoldedFindings = [],
    };
}
