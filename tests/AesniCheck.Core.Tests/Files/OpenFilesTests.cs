using Xunit;

namespace AesniCheck.Files;

public sealed class OpenFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aesnicheck-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/dev/stdin", 0)]
    [InlineData("/dev/stdout", 1)]
    [InlineData("/dev/../dev/stderr", 2)]
    [InlineData("/dev/fd/17", 17)]
    [InlineData("/proc/self/fd/17", 17)]
    [InlineData("/proc/thread-self/fd/17", 17)]
    [InlineData("/dev/fd/x", null)]
    [InlineData("/dev/fd/-1", null)]
    [InlineData("/dev/fd", null)]
    [InlineData("/dev/null", null)]
    [InlineData("17", null)]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData("/", null)]
    [InlineData("a\0b", null)]
    public void DescriptorsHaveNames(string path, int? descriptor) => Assert.Equal(descriptor, OpenFiles.DescriptorOf(path));

    [Fact]
    public void ThatOfThisProcessByItsNumberIsOne() => Assert.Equal(17, OpenFiles.DescriptorOf($"/proc/{Environment.ProcessId}/fd/17"));

    [Fact]
    public void LinksAreFollowed()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "second"), "/dev/fd/17");
        File.CreateSymbolicLink(Path.Combine(_folder, "first"), "second");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "folder"), "/dev/fd");
        File.CreateSymbolicLink(Path.Combine(_folder, "round"), "round");
        File.CreateSymbolicLink(Path.Combine(_folder, "file"), "missing");

        Assert.Equal(17, OpenFiles.DescriptorOf(Path.Combine(_folder, "first")));
        Assert.Equal(18, OpenFiles.DescriptorOf(Path.Combine(_folder, "folder/18")));
        Assert.Null(OpenFiles.DescriptorOf(Path.Combine(_folder, "round")));
        Assert.Null(OpenFiles.DescriptorOf(Path.Combine(_folder, "file")));
    }
}
