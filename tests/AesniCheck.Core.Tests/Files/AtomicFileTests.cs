using System.Text;
using Xunit;

namespace AesniCheck.Files;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly byte[] New = Encoding.UTF8.GetBytes("new");

    private readonly string _folder = Directory.CreateTempSubdirectory("aesnicheck-").FullName;

    private string Place => Path.Combine(_folder, "report.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheFileAppearsWholeAndOnlyItsOwnerMayReadIt()
    {
        using (AtomicFile file = Create(Place))
        {
            Assert.False(File.Exists(Place));
            file.Commit(New);
        }

        Assert.Equal("new", File.ReadAllText(Place));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Place));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void WhatWasThereStaysUntilTheEndAndIsReplacedWhole()
    {
        File.WriteAllText(Place, "an old and longer text");
        using (AtomicFile file = Create(Place))
        {
            Assert.Equal("an old and longer text", File.ReadAllText(Place));
            file.Commit(New);
            Assert.Equal("new", File.ReadAllText(Place));
        }

        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void WithoutACommitNothingIsLeftBehind()
    {
        File.WriteAllText(Place, "old");
        Create(Place).Dispose();
        Assert.Equal("old", File.ReadAllText(Place));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void ALinkStaysALinkAndItsTargetIsReplaced()
    {
        string target = Path.Combine(_folder, "target");
        string middle = Path.Combine(_folder, "middle");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(middle, target);
        File.CreateSymbolicLink(Place, middle);
        using (AtomicFile file = Create(Place))
        {
            file.Commit(New);
        }

        Assert.Equal(middle, new FileInfo(Place).LinkTarget);
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(3, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void ALinkToWhatIsNotThereYetMakesItsTarget()
    {
        string target = Path.Combine(_folder, "target");
        File.CreateSymbolicLink(Place, target);
        using (AtomicFile file = Create(Place))
        {
            file.Commit(New);
        }

        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(target, new FileInfo(Place).LinkTarget);
    }

    [Theory]
    [InlineData('a', 255)]
    [InlineData('ä', 127)]
    public void TheLongestNamesAreTaken(char letter, int count)
    {
        string place = Path.Combine(_folder, new string(letter, count));
        using (AtomicFile file = Create(place))
        {
            file.Commit(New);
        }

        Assert.Equal([place], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void ANameThatIsTooLongIsRefusedAtOnce()
    {
        IOException exception = Assert.Throws<IOException>(() => Create(Path.Combine(_folder, new string('a', 256))));
        Assert.Contains("too long", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/missing/")]
    public void AFolderIsNoPlace(string ending)
    {
        IOException exception = Assert.Throws<IOException>(() => Create(_folder + ending));
        Assert.Contains("is a folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APlaceThatCannotBeWrittenIsRefusedAtOnce()
    {
        File.WriteAllText(Place, "old");
        Assert.ThrowsAny<IOException>(() => Create(Path.Combine(_folder, "missing", "report.json")));
        Assert.ThrowsAny<IOException>(() => Create(Path.Combine(Place, "report.json")));
        Assert.ThrowsAny<IOException>(() => Create("/proc/no-such-file"));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void ADeviceStaysADevice()
    {
        using (AtomicFile file = Create("/dev/null"))
        {
            file.Commit(New);
        }

        Assert.Empty(File.ReadAllText("/dev/null"));
        Assert.Empty(Directory.GetFiles("/dev", "*.tmp"));
    }

    [Fact]
    public void ALinkToADeviceIsWrittenThrough()
    {
        File.CreateSymbolicLink(Place, "/dev/null");
        using (AtomicFile file = Create(Place))
        {
            file.Commit(New);
        }

        Assert.Equal("/dev/null", new FileInfo(Place).LinkTarget);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>Workspaces are cleared away and made anew at any time.</summary>
    [Fact]
    public void AFolderThatWasRemovedAndMadeAnewGetsTheFile()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "inner")).FullName;
        using (AtomicFile file = Create(Path.Combine(folder, "report.json")))
        {
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            file.Commit(New);
        }

        Assert.Equal("new", File.ReadAllText(Path.Combine(folder, "report.json")));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    private static AtomicFile Create(string path) => AtomicFile.Create(path, stop: TestContext.Current.CancellationToken);
}
