using System.Text.Json;
using AesniCheck.Arbitration;
using AesniCheck.Ciphers;
using AesniCheck.Execution.Worker;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution;

/// <summary>Known answers for the modes of operation, on which the probes of messages depend.</summary>
public sealed class ModeAnswersTests
{
    [Theory]
    [InlineData("block")]
    [InlineData("block", "chain", "register", "schedule")]
    public void WithoutAProbeOfMessagesNothingIsTried(params string[] probes) => Assert.Empty(Check(new DevicesUnderTest(), probes));

    [Theory]
    [InlineData("mode", "software", "hardware")]
    [InlineData("platform", "software", "library")]
    [InlineData("kernel", "software")]
    [InlineData("mode,platform,kernel", "software", "hardware", "library")]
    public void TheReferenceAndWhatTheProbesUseAreTriedAndRightOnesGiveNoFinding(string probes, params string[] engines)
    {
        ModeAnswersChecked answers = Assert.IsType<ModeAnswersChecked>(Assert.Single(Check(Devices(Engine("hardware"), Engine("library")), probes.Split(','))));
        Assert.Equal(engines, answers.Engines.Select(engine => engine.Engine));
        Assert.All(answers.Engines, engine =>
        {
            Assert.InRange(engine.Vectors, 1_000, int.MaxValue);
            Assert.Equal(0, engine.Failures);
        });
        Assert.Equal(engines.Contains("library"), answers.Library is not null);
    }

    [Fact]
    public void AWidthOfHardwareThatIsWrongIsAPersistentFinding()
    {
        ScriptedModes wrong = Engine("aesni/vpclmulqdq-256", (_, _, tag) => Poison(tag));
        var devices = new DevicesUnderTest { ModeEngines = [Engine("aesni/pclmulqdq"), wrong], Instructions = ScriptedInstructions.Wrong };
        WorkerEvent[] events = Check(devices, "mode");

        ModeAnswersChecked answers = Assert.IsType<ModeAnswersChecked>(events[0]);
        Assert.Equal(["software", "aesni/pclmulqdq", "aesni/vpclmulqdq-256"], answers.Engines.Select(engine => engine.Engine));
        Assert.Equal([0, 0], answers.Engines.Take(2).Select(engine => engine.Failures));
        AssertFinding(Verdict.CpuPersistent, "Tried again, the same were wrong, in the same way. ", events);

        // If each instruction alone is right, the code is wrong.
        AssertFinding(Verdict.Runtime, "Tried again, the same were wrong, in the same way. Its instructions, ", Check(devices with { Instructions = ScriptedInstructions.Right }, "mode"));
    }

    [Fact]
    public void ALibraryThatIsWrongIsTheLibrarysFault()
    {
        ScriptedModes wrong = Engine("platform", (_, ciphertext, _) => Poison(ciphertext));
        AssertFinding(Verdict.Library, "Tried again, the same were wrong, in the same way.", Check(Devices(Engine("hardware"), wrong), "mode", "platform"));
    }

    [Fact]
    public void HardwareThatIsRightTheSecondTimeBlamesNoCpu()
    {
        ScriptedModes wrong = Engine("hardware", (call, _, tag) => Poison(call == 300 ? tag : []));
        WorkerEvent[] events = Check(Devices(wrong, Engine("library")), "mode");
        AssertFinding(Verdict.Unexplained, "Tried again, 0 were wrong, 0 of them in the same way.", events);
        Assert.Equal(1, ((ModeAnswersChecked)events[0]).Engines[1].Failures);
    }

    [Fact]
    public void AnEngineThatNoProbeUsesIsNotTried() =>
        Assert.Single(Check(Devices(Engine("hardware"), Engine("library", (_, ciphertext, _) => Poison(ciphertext))), "mode"));

    private static void Poison(Span<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            bytes[^1] ^= 0x10;
        }
    }

    /// <summary>One finding, about the last engine of those that were tried, with the first failures by file and line.</summary>
    private static void AssertFinding(Verdict verdict, string words, WorkerEvent[] events)
    {
        Assert.Equal(2, events.Length);
        Records.KnownAnswerSummary wrong = Assert.IsType<ModeAnswersChecked>(events[0]).Engines[^1];
        FindingMade made = Assert.IsType<FindingMade>(events[1]);
        Assert.Null(made.MiscompareId);
        Assert.Equal((verdict, KnownAnswers.ProbeName, ManualClock.Start), (made.Finding.Verdict, made.Finding.Probe, made.Finding.Time));
        Assert.StartsWith($"The engine {wrong.Engine} got {wrong.Failures} of {wrong.Vectors:N0} known answers wrong. {words}", made.Finding.Explanation[0], StringComparison.Ordinal);
        Assert.InRange(wrong.Failures, 1, wrong.Vectors - 1);
        Assert.Equal(Math.Min(10, wrong.Failures), made.Finding.Explanation.Count - 1);
        Assert.Matches(@"^vectors/\S+:\d+: expected [0-9a-f]+, actual [0-9a-f]+$", made.Finding.Explanation[1]);
    }

    private static ScriptedModes Engine(string name, ScriptedModes.EncryptionChange? change = null) =>
        new(ModeEngines.Software, name) { Encrypted = change ?? ((_, _, _) => { }) };

    private static DevicesUnderTest Devices(ModeEngine hardware, ModeEngine library) => new() { ModeEngines = [hardware], PlatformEngines = [library] };

    private static WorkerEvent[] Check(DevicesUnderTest devices, params string[] probes)
    {
        using var stream = new MemoryStream();
        RunPlan plan = Samples.Plan with { Probes = [.. probes.Select(probe => new PlannedProbe(probe, 1))] };
        Assert.True(KnownAnswers.CheckModes(plan, devices, new EventWriter(stream), new ManualClock()));
        return
        [
            .. System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent)!),
        ];
    }
}
