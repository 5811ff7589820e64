using AesniCheck.Host;
using Xunit;

namespace AesniCheck.Ciphers.Platform;

public sealed class OpenSslVersionTests
{
    [Theory]
    [InlineData(0x30000130, "OpenSSL 3.0.19")]
    [InlineData(0x30000020, "OpenSSL 3.0.2")]
    [InlineData(0x30500000, "OpenSSL 3.5.0")]
    [InlineData(0x1010117f, "OpenSSL 1.1.1w")]
    [InlineData(0x1010100f, "OpenSSL 1.1.1")]
    [InlineData(0x100020bf, "OpenSSL 1.0.2k")]
    [InlineData(0x0, HostInfo.Unknown)]
    [InlineData(-1, HostInfo.Unknown)]
    [InlineData(0x12, HostInfo.Unknown)]
    public void VersionsAreNamedAsTheLibraryNamesThem(long number, string expected) =>
        Assert.Equal(expected, OpenSslVersion.Format(number));

    [Fact]
    public void ThisMachinesLibraryHasAVersionOrIsUnknown() =>
        Assert.Matches(@"^(OpenSSL \d+\.\d+\.\d+[a-z]*|unknown)$", CryptoLibraryReader.Read().Version);
}
