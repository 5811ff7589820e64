using System.Text;
using Xunit;

namespace AesniCheck.Cli.Output;

/// <summary>Whatever is written, a terminal gets lines in which everything can be seen.</summary>
public sealed class VisibleWriterTests
{
    private const string Hostile = "a\nPASS: forged\r\t\e[2J\e]0;title\a\u009b1m\u202eoff\u2066\u2028\u200b\ufeff\0";

    public static TheoryData<string> Ways { get; } = ["Write", "Write(char)", "Write(chars)", "Write(span)", "WriteLine", "WriteLine(object)", "WriteLine(span)", "WriteLine(chars)", "WriteLine(format)", "WriteAsync"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task NothingThatATerminalObeysGetsThrough(string way)
    {
        using var output = new MemoryStream();
        await using var writer = new VisibleWriter(output);
#pragma warning disable CA1849 // The synchronous methods are under test.
        switch (way)
        {
            case "Write":
                writer.Write(Hostile);
                break;
            case "Write(char)":
                foreach (char character in Hostile)
                {
                    writer.Write(character);
                }

                break;
            case "Write(chars)":
                writer.Write(Hostile.ToCharArray());
                break;
            case "Write(span)":
                writer.Write(Hostile.AsSpan());
                break;
            case "WriteLine":
                writer.WriteLine(Hostile);
                break;
            case "WriteLine(object)":
                writer.WriteLine((object)Hostile);
                break;
            case "WriteLine(span)":
                writer.WriteLine(Hostile.AsSpan());
                break;
            case "WriteLine(chars)":
                writer.WriteLine(Hostile.ToCharArray());
                break;
            case "WriteLine(format)":
                writer.WriteLine("{0}", Hostile);
                break;
            default:
                await writer.WriteLineAsync(Hostile);
                break;
        }
#pragma warning restore CA1849

        string written = Encoding.UTF8.GetString(output.ToArray());
        string line = way.StartsWith("WriteLine", StringComparison.Ordinal) || way == "WriteAsync" ? written[..^1] : written;
        Assert.Equal(@"a\x0aPASS: forged\x0d\x09\x1b[2J\x1b]0;title\x07\x9b1m\u202eoff\u2066\u2028\u200b\ufeff\x00", line);
        Assert.Equal(line.Length < written.Length ? "\n" : "", written[line.Length..]);
    }

    [Fact]
    public void OtherTextIsWrittenAsItIs()
    {
        using var output = new MemoryStream();
        using var writer = new VisibleWriter(output);
        writer.WriteLine("naïve ✓ 漢字 😀");
        writer.WriteLine();
        Assert.Equal("naïve ✓ 漢字 😀\n\n", Encoding.UTF8.GetString(output.ToArray()));
    }
}
