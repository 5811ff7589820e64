using Xunit;

namespace AesniCheck.Host;

/// <summary>Which variables take something from a run.</summary>
public sealed class RuntimeSettingsTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", "avx512f")]
    [InlineData("COMPlus_EnableAVX512", "0", "avx512bw")]
    [InlineData("DOTNET_EnableAVX2", "0", "avx2")]
    [InlineData("DOTNET_EnableAVX2", "0", "avx512f")]
    [InlineData("DOTNET_EnableAVX2", "0", "vpclmulqdq")]
    [InlineData("DOTNET_EnableAVX", "0", "avx")]
    [InlineData("DOTNET_EnableVAES", "0", "vpclmulqdq")]
    [InlineData("DOTNET_EnableAES", "0", "pclmulqdq")]
    [InlineData("DOTNET_EnableSSE42", "0", "ssse3")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "aes")]
    [InlineData("DOTNET_EnableAVX512", "0x0", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", " 000", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", "0z", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", "-0", "avx512f")]
    [InlineData("DOTNET_EnableAVX2", "+0", "avx2")]
    [InlineData("DOTNET_EnableAVX2", " -0x0", "avx2")]
    public void AVariableThatIsZeroSwitchesOff(string name, string value, string feature)
    {
        Assert.Equal($"{name}={value}", Settings((name, value)).SwitchingOff(["sha_ni", feature], out IReadOnlyList<string> switchedOff));
        Assert.Equal([feature], switchedOff);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", "10", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", "-1", "avx512f")]
    [InlineData("DOTNET_EnableAVX2", "100000000", "avx2")]
    [InlineData("DOTNET_EnableAVX512", "0000000000000001", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", "-", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", "", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", "off", "avx512f")]
    [InlineData("DOTNET_EnableAVX512", "0", "avx2")]
    [InlineData("DOTNET_EnableVAES", "0", "avx2")]
    [InlineData("DOTNET_ENABLEAVX512", "0", "avx512f")]
    [InlineData("EnableAVX512", "0", "avx512f")]
    [InlineData("DOTNET_PreferredVectorBitWidth", "0", "avx512f")]
    public void OthersDoNot(string name, string value, string feature)
    {
        Assert.Null(Settings((name, value)).SwitchingOff([feature], out IReadOnlyList<string> switchedOff));
        Assert.Empty(switchedOff);
    }

    [Fact]
    public void OfTwoNamesOfOneSettingTheRuntimeTakesTheNewer() =>
        Assert.Null(Settings(("COMPlus_EnableAVX512", "0"), ("DOTNET_EnableAVX512", "1")).SwitchingOff(["avx512f"], out _));

    [Theory]
    [InlineData("DOTNET_JITMinOpts")]
    [InlineData("COMPlus_JitDebuggable")]
    [InlineData("DOTNET_JitMaxLocalsToTrack")]
    [InlineData("DOTNET_JitName")]
    public void TheCompilersSettingsChangeLoops(string name) => Assert.Equal($"{name}=1", Settings((name, "1")).CompilerSetting);

    [Theory]
    [InlineData("DOTNET_JitStdOutFile")]
    [InlineData("DOTNET_JitDisasm")]
    [InlineData("DOTNET_JitDisasmSummary")]
    [InlineData("DOTNET_TieredCompilation")]
    [InlineData("JITMinOpts")]
    public void WhatItOnlySaysDoesNot(string name) => Assert.Null(Settings((name, "1")).CompilerSetting);

    [Fact]
    public void AMaskKeepsInstructionsFromTheLibrary()
    {
        Assert.Equal("OPENSSL_ia32cap=~0x200000200000000", Settings(("OPENSSL_ia32cap", "~0x200000200000000")).LibrarySetting);
        Assert.Null(Settings(("OPENSSL_ia32cap", "")).LibrarySetting);
        Assert.Null(Settings().LibrarySetting);
    }

    [Fact]
    public void AValueOfAnyLengthIsShort() =>
        Assert.InRange(Settings(("OPENSSL_ia32cap", new string('1', 100_000))).LibrarySetting!.Length, 60, 120);

    private static RuntimeSettings Settings(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(variable => variable.Name, variable => variable.Value));
}
