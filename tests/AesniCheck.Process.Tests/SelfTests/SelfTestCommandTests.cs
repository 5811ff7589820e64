using System.Text.Json;
using AesniCheck.Cli.Output;
using AesniCheck.Doubles;
using AesniCheck.Plans;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>selftest</c> without injections: its help, the options that it refuses, and machines that can't run it.</summary>
public sealed class SelfTestCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheHelpTellsOfItsOptionsAndExitCodes()
    {
        ProcessResult result = Invocation.OfAesnicheck("selftest", "--help").Run();

        Assert.Equal(0, result.ExitCode);
        string words = string.Join(' ', result.OutputText.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("The exit code is 0 if faults are seen at the claimed rates, 1 if not or after a false alarm, 3 ", words, StringComparison.Ordinal);
        Assert.All(
            (string[])["--count", "--probes", "--kinds", "--areas", "--cpus", "--stress", "--intensity", "--seed", "--json", "--quiet"],
            option => Assert.Contains(option, result.OutputText, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--count: '0' is not a number from 1 to 10000", "--count", "0")]
    [InlineData("--count: '10001' is not a number from 1 to 10000", "--count", "10001")]
    [InlineData("--count: 'x' is not a number from 1 to 10000", "--count", "x")]
    [InlineData("--probes: unknown probe 'nonsense'; the probes are default, block,", "--probes", "block,nonsense")]
    [InlineData("--probes: unknown probe ''; ", "--probes", "")]
    [InlineData("--kinds: unknown kind 'Flip' (did you mean 'flip'?); the kinds are none, flip, zero, leak, stale, swap-threads", "--kinds", "Flip")]
    [InlineData("--areas: unknown area 'ymm' (did you mean 'xmm'?); the areas are xmm, ymm-upper, zmm-upper, zmm16-31, opmask", "--areas", "xmm,ymm")]
    [InlineData("--cpus: this process may not use CPU 9999; ", "--cpus", "9999")]
    [InlineData("--stress: unknown stressor 'nonsense'; the stressors are interrupt,", "--stress", "nonsense")]
    [InlineData("--intensity: '11' is not a number from 1 to 10", "--intensity", "11")]
    [InlineData("--seed: 'x' is not a 64-bit number; ", "--seed", "x")]
    [InlineData("--json: the report can't be written to 'missing/a.json': the folder does not exist", "--json", "missing/a.json")]
    [InlineData("'--duration'", "--duration", "1h")]
    [InlineData("see 'aesnicheck selftest --help'", "extra")]
    public void AWrongCommandLineIsRefusedInOneLine(string message, params string[] arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(["selftest", .. arguments]).In(_folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Empty(_folder.Names);
        Assert.Contains(message, Assert.Single(result.Error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOTNET_EnableAES")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void WithoutAesInstructionsItIsUnsupported(string variable)
    {
        ProcessResult result = Invocation.OfAesnicheck("selftest", "--json", "selftest.json").In(_folder).With(variable, "0").Run();

        Assert.Equal(3, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.StartsWith("SELF-TEST: ", result.Output[0], StringComparison.Ordinal);
        Assert.StartsWith("UNSUPPORTED: the self-test can't run here: ", result.Output[^1], StringComparison.Ordinal);
        SelfTestRecord record = Read(File.ReadAllText(_folder["selftest.json"]));
        Assert.Equal(SelfTestResult.Unsupported, record.Result);
        Assert.Single(record.Reasons);
        Assert.Empty(record.Trials);
    }

    [Fact]
    public void AQuietOneSaysSoInOneLine()
    {
        ProcessResult result = Invocation.OfAesnicheck("selftest", "--quiet").With("DOTNET_EnableAES", "0").Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("UNSUPPORTED: ", Assert.Single(result.Output), StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void WhereAProbeWasAskedForAndNothingCanBeTriedItIsInconclusive()
    {
        Requirement.AesInstructions();
        ProcessResult result = Invocation.OfDouble("no-kernel", "selftest", "--probes", "kernel", "--json", "-").Run();

        Assert.Equal(4, result.ExitCode);
        SelfTestRecord record = Read(result.OutputText);
        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Equal(
            [$"The requested probe kernel can't be tried here: {BrokenMachine.NoKernel}.", "Nothing can be tried here."], record.Reasons);
        Assert.Equal([new SkippedPart("kernel", BrokenMachine.NoKernel, Requested: true)], record.Plan.Skipped);
        Assert.StartsWith("SELF-TEST: ", result.Error[0], StringComparison.Ordinal);
        Assert.StartsWith("INCONCLUSIVE: the self-test injected no fault: The requested probe kernel ", result.Error[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void ItsRecordIsNeverTakenForThatOfARun()
    {
        ProcessResult result = Invocation.OfAesnicheck("selftest", "--json", "-").With("DOTNET_EnableAES", "0").Run();

        Assert.Equal(["{", "  \"record\": \"selftest\",", $"  \"banner\": \"{SelfTestRecord.BannerText}\","], result.Output.Take(3));
        Assert.Throws<JsonException>(() => RecordFiles.Parse(result.OutputText));
        Assert.DoesNotContain("\"outcome\"", result.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public void ResultsHaveTheExitCodesOfARun() => Assert.Equal(
        [
            (SelfTestResult.Detects, ExitCode.Of(Outcome.Pass)), (SelfTestResult.Misses, ExitCode.Of(Outcome.Fault)),
            (SelfTestResult.Inconclusive, ExitCode.Of(Outcome.Inconclusive)), (SelfTestResult.Unsupported, ExitCode.Of(Outcome.Unsupported)),
        ],
        Enum.GetValues<SelfTestResult>().Select(result => (result, ExitCode.Of(result))));

    private static SelfTestRecord Read(string json) =>
        JsonSerializer.Deserialize(json, SelfTestJson.Default.SelfTestRecord) ?? throw new InvalidDataException("The record is null.");
}
