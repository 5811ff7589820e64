using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Files;

/// <summary>The resolution of paths. In folders that only the caller can write, links are followed as the kernel follows them.</summary>
public sealed class FileWalkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aesnicheck-").FullName;

    public FileWalkTests()
    {
        Directory.CreateDirectory(In("inner/deep"));
        File.WriteAllText(In("inner/file"), "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("inner/file", null)]
    [InlineData("inner//./file", null)]
    [InlineData("inner/deep/../file", null)]
    [InlineData("link", "inner/file")]
    [InlineData("link", "./inner/deep/../../inner/file")]
    [InlineData("link/file", "inner")]
    [InlineData("link/file", "inner/")]
    [InlineData("link/../file", "inner/deep")]
    [InlineData("inner/deep/link", "../file")]
    [InlineData("inner/deep/link/file", "..")]
    public void PathsLeadToTheFile(string path, string? target)
    {
        if (target is not null)
        {
            File.CreateSymbolicLink(In(path[..(path.IndexOf("link", StringComparison.Ordinal) + 4)]), target);
        }

        using FilePlace place = FileWalk.To(In(path));
        Assert.Equal("file", place.Name);
        Assert.Equal(FileIdentity.Of(In("inner")), place.FolderFacts.Identity);
        Assert.Equal(FileIdentity.Of(In("inner/file")), place.Facts?.Identity);
    }

    [Theory]
    [InlineData("missing", null, "", "missing")]
    [InlineData("link", "missing", "", "missing")]
    [InlineData("link", "inner/missing", "inner", "missing")]
    [InlineData("inner/link", "../link2", "", "link2")]
    public void TheFileNeedNotBeThere(string path, string? target, string folder, string name)
    {
        if (target is not null)
        {
            File.CreateSymbolicLink(In(path), target);
        }

        using FilePlace place = FileWalk.To(In(path));
        Assert.Equal(name, place.Name);
        Assert.Equal(FileIdentity.Of(In(folder)), place.FolderFacts.Identity);
        Assert.Null(place.Facts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/.")]
    [InlineData("/inner/..")]
    [InlineData("/missing/")]
    [InlineData("/inner/file/")]
    [InlineData("/folder")]
    [InlineData("/folder/")]
    [InlineData("/dangling")]
    public void AFolderIsNoFile(string ending)
    {
        Directory.CreateSymbolicLink(In("folder"), "inner");
        File.CreateSymbolicLink(In("dangling"), "missing/");
        IOException exception = Assert.Throws<IOException>(() => FileWalk.To(_folder + ending));
        Assert.EndsWith("is a folder", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing/file")]
    [InlineData("inner/file/file")]
    [InlineData("link/file")]
    public void AMissingFolderIsNamedAsSuch(string path)
    {
        File.CreateSymbolicLink(In("link"), "missing");
        Assert.Throws<DirectoryNotFoundException>(() => FileWalk.To(In(path)));
    }

    [Fact]
    public void LinksThatLeadToThemselvesEnd()
    {
        File.CreateSymbolicLink(In("round"), "round");
        Assert.Equal(Errno.ELOOP, Assert.Throws<IOException>(() => FileWalk.To(In("round"))).HResult);
        Assert.Equal(Errno.ELOOP, Assert.Throws<IOException>(() => FileWalk.To(In("round/file"))).HResult);
    }

    [Fact]
    public void AFolderThatIsReplacedMeanwhileChangesNothing()
    {
        using FilePlace place = FileWalk.To(In("inner/new"));
        Directory.Move(In("inner"), In("moved"));
        Directory.CreateDirectory(In("other"));
        Directory.CreateSymbolicLink(In("inner"), "other");
        using (NewFile file = NewFile.Begin(place, UnixFileMode.UserRead))
        {
            file.Commit([1]);
        }

        Assert.True(File.Exists(In("moved/new")));
        Assert.Empty(Directory.GetFileSystemEntries(In("other")));
    }

    [Fact]
    public void LinksOfTheKernelAreFollowedByTheKernel()
    {
        using FilePlace folder = FileWalk.To(In("inner/file"));
        using FilePlace place = FileWalk.To($"/proc/self/fd/{folder.Folder.DangerousGetHandle()}/file");
        Assert.Equal(folder.Facts, place.Facts);
    }

    private string In(string path) => Path.Combine(_folder, path);
}
