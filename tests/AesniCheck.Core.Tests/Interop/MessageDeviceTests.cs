using Xunit;

namespace AesniCheck.Interop;

public sealed class MessageDeviceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aesnicheck-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WithoutTheDeviceThereIsNothing() => Assert.Null(MessageDevice.Read(Path.Combine(_folder, "kmsg")));

    [Fact]
    public void AFolderIsNothing() => Assert.Null(MessageDevice.Read(_folder));

    [Fact]
    public void TheBeginningIsReadAndNoMoreThanTheBound()
    {
        string file = Path.Combine(_folder, "kmsg");
        File.WriteAllText(file, "6,0,0,-;first\n" + new string('x', 4 << 20));

        string? text = MessageDevice.Read(file);

        Assert.StartsWith("6,0,0,-;first\n", text, StringComparison.Ordinal);
        Assert.InRange(text!.Length, 1, 512 << 10);
    }

    [Fact]
    public void TheKernelsOwnDeviceEnds() => _ = MessageDevice.Read("/dev/kmsg");
}
