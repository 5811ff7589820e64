using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host;

public class AesniIntelStateTests
{
    private const string Generic = "name : aes\ndriver : aes-generic\nmodule : kernel\n";

    [Theory]
    [InlineData("cryptd 24576 0 - Live 0x0\naesni_intel 397312 0 - Live 0x0\n", Generic, false, AesniIntelState.Module)]
    [InlineData("aesni_intel 397312 0 - Live 0x0\n", null, true, AesniIntelState.Module)]
    [InlineData(null, "name : cbc(aes)\ndriver : cbc-aes-aesni\nmodule : aesni_intel\n", true, AesniIntelState.Module)]
    [InlineData("", "name : cbc(aes)\ndriver : cbc-aes-aesni\nmodule : kernel\n", false, AesniIntelState.BuiltIn)]
    [InlineData("", "name : xts(aes)\ndriver : xts-aes-vaes-avx512\nmodule : kernel\n", false, AesniIntelState.BuiltIn)]
    [InlineData("", null, true, AesniIntelState.BuiltIn)]
    [InlineData("cryptd 24576 0 - Live 0x0\n", Generic, false, AesniIntelState.NotLoaded)]
    [InlineData("aesni_intel_other 1 0 - Live 0x0\n", Generic, false, AesniIntelState.NotLoaded)]
    [InlineData("x 1 1 aesni_intel, Live 0x0\n", Generic, false, AesniIntelState.NotLoaded)]
    [InlineData(null, Generic, false, AesniIntelState.NotLoaded)]
    [InlineData("", null, false, HostInfo.Unknown)]
    [InlineData(null, "", false, HostInfo.Unknown)]
    [InlineData(null, null, false, HostInfo.Unknown)]
    public void StateFollowsFromTheFiles(string? modules, string? crypto, bool hasSysModule, string expected) =>
        Assert.Equal(expected, AesniIntelState.Identify(modules, crypto, hasSysModule));

    [Fact]
    public void AnyTextYieldsAState() =>
        Prop.ForAll<string?, string?>((modules, crypto) => AesniIntelState.Identify(modules, crypto, hasSysModule: false).Length > 0)
            .QuickCheckThrowOnFailure();
}
