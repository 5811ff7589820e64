using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host;

public class OsReleaseTests
{
    [Theory]
    [InlineData("NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n", "Debian GNU/Linux 12 (bookworm)")]
    [InlineData("PRETTY_NAME='Void Linux'", "Void Linux")]
    [InlineData("PRETTY_NAME=Alpine\r\n", "Alpine")]
    [InlineData("""PRETTY_NAME="Say \"hi\" for \$5" """, "Say \"hi\" for $5")]
    [InlineData("PRETTY_NAME=\"First\"\nPRETTY_NAME=\"Last\"\n", "Last")]
    [InlineData("NAME=BusyBox\n", "BusyBox")]
    [InlineData("PRETTY_NAME=\"", "\"")]
    [InlineData("PRETTY_NAME=\\", "\\")]
    [InlineData("PRETTY_NAME=\"\"", HostInfo.Unknown)]
    [InlineData("", HostInfo.Unknown)]
    [InlineData(null, HostInfo.Unknown)]
    public void NameIsUnquoted(string? text, string expected) => Assert.Equal(expected, OsRelease.ParseName(text));

    [Fact]
    public void AnyValueYieldsAName() =>
        Prop.ForAll<string?>(value => OsRelease.ParseName("PRETTY_NAME=" + value).Length > 0).QuickCheckThrowOnFailure();
}
