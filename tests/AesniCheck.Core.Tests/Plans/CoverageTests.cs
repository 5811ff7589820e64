using AesniCheck.Ciphers;
using AesniCheck.Execution;
using AesniCheck.Host;
using AesniCheck.Probes;
using Xunit;

namespace AesniCheck.Plans;

/// <summary>The CPU's features compared with those that the runtime offers.</summary>
public sealed class CoverageTests
{
    private static readonly EngineOffer Zmm = new("zmm", ["avx512f", "avx512bw"], IsAvailable: false) { HoldsRegisters = true };

    [Fact]
    public void AnEngineThatIsOfferedIsUsed() =>
        Assert.Equal([new PlannedEngine("register", "zmm", Used: true)], On(["avx512f", "avx512bw"]).Of("register", [Zmm with { IsAvailable = true }]));

    [Fact]
    public void WhatTheCpuLacksIsNoShortfall()
    {
        Assert.Empty(On(["avx2"], ("DOTNET_EnableAVX512", "0")).Of("register", [Zmm]));
        Assert.Empty(On(["avx512f"], ("DOTNET_EnableAVX512", "0")).Of("register", [Zmm]));
        Assert.Empty(On([]).Of("kernel", [new EngineOffer("kernel:x", [], IsAvailable: false)]));
    }

    [Fact]
    public void WhatASettingSwitchesOffNamesTheSetting() => Assert.Equal(
        [
            new PlannedEngine("register", "zmm", Used: false)
            {
                Shortfall = "DOTNET_EnableAVX512=0 switches off avx512f, avx512bw, which the CPU has",
                Setting = "DOTNET_EnableAVX512=0",
            },
        ],
        On(["avx512f", "avx512bw"], ("DOTNET_EnableAVX512", "0")).Of("register", [Zmm]));

    [Fact]
    public void WhatNoSettingSwitchesOffIsTheRuntimes() => Assert.Equal(
        [
            new PlannedEngine("register", "zmm", Used: false)
            {
                Shortfall = "the .NET runtime does not offer the combination avx512f, avx512bw on this CPU, although the CPU has it",
            },
        ],
        On(["avx512f", "avx512bw"], ("DOTNET_EnableAES", "0")).Of("register", [Zmm]));

    [Fact]
    public void ASettingOfTheCompilerMattersToLoopsThatHoldRegistersOnly()
    {
        Coverage coverage = On([], ("DOTNET_JITMinOpts", "1"));
        PlannedEngine loop = Assert.Single(coverage.Of("chain", [new EngineOffer("aesni", ["aes"], IsAvailable: true) { HoldsRegisters = true }]));
        Assert.Equal((true, "DOTNET_JITMinOpts=1"), (loop.Used, loop.Setting));
        Assert.Equal([new PlannedEngine("schedule", "aesni", Used: true)], coverage.Of("schedule", [new EngineOffer("aesni", ["aes"], IsAvailable: true)]));
    }

    [Fact]
    public void ASettingOfTheLibraryMattersToTheLibraryOnly()
    {
        Coverage coverage = On([], ("OPENSSL_ia32cap", "~1"));
        PlannedEngine library = Assert.Single(coverage.Of("platform", [new EngineOffer("platform", [], IsAvailable: true) { IsLibrary = true }]));
        Assert.Equal((true, "OPENSSL_ia32cap=~1"), (library.Used, library.Setting));
        Assert.Equal([new PlannedEngine("mode", "a", Used: true)], coverage.Of("mode", [new EngineOffer("a", [], IsAvailable: true)]));
    }

    [Theory]
    [InlineData("0", "DOTNET_EnableAES=0 switches off aes, which the CPU has")]
    [InlineData("1", "the .NET runtime does not offer aes on this CPU, although the CPU has it")]
    public void WhyThereIsNoAesIsKnown(string value, string reason)
    {
        Assert.Equal(reason, On(["aes"], ("DOTNET_EnableAES", value)).WhyNoAes());
        Assert.Equal(Coverage.NoAes, On([], ("DOTNET_EnableAES", value)).WhyNoAes());
    }

    [Fact]
    public void WhatTheEnvironmentHoldsIsVisible()
    {
        PlannedEngine engine = Assert.Single(On(["avx512f", "avx512bw"], ("DOTNET_EnableAVX512", "0\u001b[31m")).Of("register", [Zmm]));
        Assert.Equal(@"DOTNET_EnableAVX512=0\x1b[31m", engine.Setting);
        Assert.StartsWith(engine.Setting, engine.Shortfall, StringComparison.Ordinal);
    }

    [Fact]
    public void APlanListsTheEnginesOfItsProbesAndOfThoseThatCannotRun()
    {
        var machine = new DevicesUnderTest { CreateRegisterPass = () => new ScriptedRegisterPass((_, _) => { }) };
        Coverage coverage = On(["avx2", "avx512f", "avx512bw"], ("DOTNET_EnableAVX2", "0"));
        var maker = new PlanMaker(machine, []) { Coverage = coverage };
        RunPlan plan = maker.Make(new PlanRequest { Cpus = [0], Seed = 1, Duration = TimeSpan.FromSeconds(30), Probes = ["chain", "register"] });

        Assert.Equal(["chain aesni", "register ymm", "register zmm", "register opmask"], plan.Engines.Select(engine => $"{engine.Part} {engine.Name}"));
        Assert.Equal([new SkippedPart("register", "DOTNET_EnableAVX2=0 switches off avx2, which the CPU has", Requested: true)], plan.SkippedProbes);
        Assert.Equal(["block"], maker.Make(new PlanRequest { Cpus = [0], Seed = 1, Duration = TimeSpan.FromSeconds(30), Probes = ["block"] }).Engines.Select(engine => engine.Part).Distinct());
    }

    [Fact]
    public void APlanThatIsSentHasTheSameEngines()
    {
        RunPlan plan = Samples.Plan with { Engines = [new PlannedEngine("block", "guards", Used: false) { Shortfall = "a", Setting = "b" }, new PlannedEngine("block", "aesni", Used: true)] };
        string line = System.Text.Json.JsonSerializer.Serialize(plan, EventJson.Default.RunPlan);
        Assert.Equal(plan.Engines, System.Text.Json.JsonSerializer.Deserialize(line, EventJson.Default.RunPlan)!.Engines);
    }

    private static Coverage On(IReadOnlyList<string> features, params (string Name, string Value)[] variables) =>
        new(features, new RuntimeSettings(variables.ToDictionary(variable => variable.Name, variable => variable.Value)));
}
