using System.Runtime.Intrinsics.X86;
using AesniCheck.Plans;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The real program under settings that take registers, instructions or code from its probes: a gate must not pass without them.</summary>
public sealed class NarrowedCoverageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public NarrowedCoverageTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "zmm", "guards", "aesni/vpclmulqdq-512")]
    [InlineData("COMPlus_EnableAVX512", "opmask")]
    [InlineData("DOTNET_EnableAVX2", "zmm", "ymm")]
    [InlineData("COMPlus_EnableAVX2", "aesni/vpclmulqdq-256")]
    [InlineData("DOTNET_EnableAVX", "ymm")]
    [InlineData("DOTNET_EnableVAES", "aesni/vpclmulqdq-256", "aesni/vpclmulqdq-512")]
    [InlineData("DOTNET_EnableSSE42", "aesni/pclmulqdq")]
    public void AGateWithoutAnEngineOfThisCpuIsNoPass(string variable, params string[] engines)
    {
        string[] had = [.. engines.Where(Has)];
        Assert.SkipUnless(had.Length > 0, $"This CPU, or the runtime, has none of {string.Join(", ", engines)}.");
        RunRecord record = Gate(variable, "0", "--probes", "block,register,mode,schedule");

        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.All(had, engine =>
        {
            PlannedEngine missing = Assert.Single(record.Plan.Engines, planned => planned.Name == engine);
            Assert.Equal((false, $"{variable}=0"), (missing.Used, missing.Setting));
            Assert.Contains(record.Reasons, reason => reason.Contains($"{variable}=0 switches off ", StringComparison.Ordinal) && reason.Contains($" {missing.Part} ", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("DOTNET_JITMinOpts", "1", "chain")]
    [InlineData("DOTNET_JitMaxLocalsToTrack", "1", "block")]
    [InlineData("OPENSSL_ia32cap", "~0x200000200000000", "platform")]
    public void AGateWithAnEngineThatIsNotAllThatItIsForIsNoPass(string variable, string value, string probe)
    {
        RunRecord record = Gate(variable, value, "--probes", "chain,block,platform");

        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Contains(record.Reasons, reason => reason.StartsWith($"The probe {probe} runs with ", StringComparison.Ordinal) && reason.Contains($"{variable}={value} ", StringComparison.Ordinal));
        Assert.All(record.Plan.Engines.Where(engine => engine.Part == probe), engine => Assert.Equal((true, $"{variable}={value}"), (engine.Used, engine.Setting)));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1")]
    [InlineData("DOTNET_MaxVectorTBitWidth", "80")]
    [InlineData("DOTNET_PreferredVectorBitWidth", "80")]
    [InlineData("DOTNET_TieredCompilation", "0")]
    public void OtherSettingsTakeNothing(string variable, string value)
    {
        RunRecord record = Gate(variable, value, "--probes", "block,register,mode,chain");

        Assert.DoesNotContain(record.Plan.Engines, engine => engine.Setting is not null);
        Assert.DoesNotContain(record.Reasons, reason => reason.Contains(variable, StringComparison.Ordinal));
        Assert.All((string[])["ymm", "zmm", "opmask", "guards", "aesni/vpclmulqdq-256", "aesni/vpclmulqdq-512"], engine =>
            Assert.Equal(Has(engine), record.Plan.Engines.Any(planned => planned.Name == engine && planned.Used)));
    }

    [Fact]
    public void AGateMindsAStressorThatASettingTakes()
    {
        Assert.SkipUnless(Avx.IsSupported, "This CPU, or the runtime, has no AVX.");
        Invocation.OfAesnicheck("gate", "--duration", "300ms", "--probes", "schedule", "--json", "gate.json").In(_folder).With("DOTNET_EnableAVX", "0").Run();
        RunRecord record = RecordFiles.Read(_folder["gate.json"]);

        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Contains("The requested stressor vector can't run here: DOTNET_EnableAVX=0 switches off avx, which the CPU has.", record.Reasons);
        Assert.Contains(record.Reasons, reason => reason.StartsWith("The stressor switch runs without ", StringComparison.Ordinal));
    }

    [Fact]
    public void ARunOfAllProbesNotesWhatASettingTakes()
    {
        Assert.SkipUnless(Has("zmm"), "This CPU, or the runtime, has no AVX-512.");
        ProcessResult result = Invocation.OfAesnicheck("run", "--duration", "300ms", "--stress", "none", "--json", "run.json").In(_folder).With("DOTNET_EnableAVX512", "0").Run();
        RunRecord record = RecordFiles.Read(_folder["run.json"]);

        const string Note = "The probe register runs without zmm, opmask: DOTNET_EnableAVX512=0 switches off avx512f, avx512bw, which the CPU has.";
        Assert.Contains(Note, record.Notes);
        Assert.DoesNotContain(Note, record.Reasons);
        Assert.Contains(result.Output, line => line.StartsWith("note ", StringComparison.Ordinal) && line.Contains(" register runs without zmm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DOTNET_EnableAES")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void AnUnsupportedRunNamesTheSetting(string variable)
    {
        ProcessResult result = Invocation.OfAesnicheck("gate", "--quiet").With(variable, "0").Run();
        Assert.Equal(3, result.ExitCode);
        Assert.Equal($"UNSUPPORTED: {variable}=0 switches off aes, which the CPU has.", Assert.Single(result.Output));
    }

    [Fact]
    public void AWorkerProcessTellsOfEnginesThatItDoesNotHave()
    {
        using RunningProcess worker = Invocation.OfAesnicheck("__worker").Start();
        worker.Send(
            """{"durationSeconds":1,"seed":"0x0000000000000001","cpus":[CPU],"workersPerCpu":1,"keySizesBits":[128],"probes":[{"name":"chain","share":1}],"engines":[{"part":"chain","name":"aesni","used":true},{"part":"chain","name":"wide","used":true}]}"""
                .Replace("CPU", $"{Interop.Scheduling.AllowedCpus()[0]}", StringComparison.Ordinal));
        worker.WaitForOutput("""{"event":"unavailable","worker":0,"probe":"chain","reason":"the worker process lacks wide, which the plan uses"}""");
        worker.Send("stop");
        worker.WaitForEnd();
    }

    [Fact]
    public void APolicyCanDemandAnEngine()
    {
        File.WriteAllText(_folder["policy.json"], """{"schemaVersion": 1, "requireEngines": ["zmm"]}""");
        RunRecord record = Gate("DOTNET_EnableAVX512", "0", "--probes", "block", "--policy", "policy.json");

        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Equal(["zmm"], record.Gate!.RequiredEngines);
        Assert.Contains(record.Reasons, reason => reason.StartsWith("The engine zmm is required, but ", StringComparison.Ordinal));
    }

    private static bool Has(string engine) => engine switch
    {
        "ymm" => Avx2.IsSupported,
        "aesni/pclmulqdq" => Pclmulqdq.IsSupported,
        "aesni/vpclmulqdq-256" => Pclmulqdq.V256.IsSupported && Avx2.IsSupported,
        "aesni/vpclmulqdq-512" => Pclmulqdq.V512.IsSupported && Avx512BW.IsSupported,
        _ => Avx512BW.IsSupported,
    };

    private RunRecord Gate(string variable, string value, params ReadOnlySpan<string> arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(["gate", "--duration", "300ms", "--stress", "none", "--json", "gate.json", .. arguments]).In(_folder).With(variable, value).Run();
        RunRecord record = RecordFiles.Read(_folder["gate.json"]);

        // A machine that is busy with others may have no time for a probe in so short a run.
        Assert.Equal(record.Outcome == Outcome.Pass ? 0 : 4, result.ExitCode);
        return record;
    }
}
