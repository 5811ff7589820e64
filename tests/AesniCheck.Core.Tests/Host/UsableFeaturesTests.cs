using Xunit;

namespace AesniCheck.Host;

/// <summary>The CPU features that programs can use under a kernel.</summary>
public sealed class UsableFeaturesTests
{
    private const ulong AllStates = 0b1110_0111;
    private const ulong WithoutAvx512 = 0b0000_0111;
    private const ulong WithoutAvx = 0b0000_0011;

    public static TheoryData<string> Machines => [.. SavedMachine.Names.Where(machine => machine != "xen-pv-ec2-m1")];

    [Theory]
    [MemberData(nameof(Machines))]
    public void AllThatCpuIdHasCanBeUsedIfTheKernelSavesAllStates(string machine) => Assert.Equal(
        CpuIdIdentity.Features(SavedMachine.CpuIdOf(machine)).Order(),
        UsableFeatures.Of(SavedMachine.CpuIdOf(machine), AllStates, []).Order());

    [Fact]
    public void WhatTheKernelDoesNotSaveCannotBeUsed()
    {
        CpuIdQuery cpuId = Cpu();
        Assert.Equal(["aes", "avx", "avx2", "avx512bw", "avx512f", "pclmulqdq", "ssse3", "vpclmulqdq"], UsableFeatures.Of(cpuId, AllStates, []).Order());
        Assert.Equal(["aes", "avx", "avx2", "pclmulqdq", "ssse3", "vpclmulqdq"], UsableFeatures.Of(cpuId, WithoutAvx512, []).Order());
        Assert.Equal(["aes", "pclmulqdq", "ssse3"], UsableFeatures.Of(cpuId, WithoutAvx, []).Order());
    }

    [Fact]
    public void AKernelThatDoesNotUseXsaveSavesNoWideState() =>
        Assert.Equal(["aes", "pclmulqdq", "ssse3"], UsableFeatures.Of(Cpu(osXsave: false), AllStates, ["avx", "avx512f"]).Order());

    [Theory]
    [InlineData("avx512bw", "avx", "avx512f")]
    [InlineData("vpclmulqdq", "avx")]
    [InlineData("ssse3")]
    public void AnOldKernelTellsByItsOwnFeatures(string last, params string[] kernelFeatures)
    {
        string[] all = ["avx512f", "avx512bw", "avx2", "vpclmulqdq", "avx", "ssse3"];
        IReadOnlyList<string> usable = UsableFeatures.Of(Cpu(), states: null, kernelFeatures);
        Assert.Equal(last is "avx512bw", usable.Contains("avx512bw"));
        Assert.Equal(last is not "ssse3", usable.Contains("vpclmulqdq"));
        Assert.Contains("ssse3", usable.Intersect(all));
    }

    [Fact]
    public void WithoutCpuIdTheKernelTells() => Assert.Equal(["aes"], UsableFeatures.Of(query: null, AllStates, ["aes"]));

    /// <summary>A CPU with AES, PCLMULQDQ, SSSE3, AVX, AVX2, AVX512F, AVX512BW and VPCLMULQDQ (Intel SDM volume 2A, CPUID).</summary>
    private static CpuIdQuery Cpu(bool osXsave = true) => (leaf, subleaf) => (leaf, subleaf) switch
    {
        (0, _) => new CpuIdRegisters(7, 0, 0, 0),
        (1, _) => new CpuIdRegisters(0, 0, 1u << 1 | 1u << 9 | 1u << 25 | (osXsave ? 1u << 27 : 0) | 1u << 28, 0),
        (7, 0) => new CpuIdRegisters(0, 1u << 5 | 1u << 16 | 1u << 30, 1u << 10, 0),
        _ => default,
    };
}
