using System.Text;
using AesniCheck.Host;
using Xunit;

namespace AesniCheck.Files;

public sealed class FallbackFileTests : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("kept");

    private readonly string _folder = Directory.CreateTempSubdirectory("aesnicheck-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheFirstFolderThatTakesItHasIt()
    {
        string? path = FallbackFile.TryWrite([Path.Combine(_folder, "missing"), "/proc", _folder, "/dev/shm"], ".json", Content);

        Assert.NotNull(path);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
        Assert.Matches("/aesnicheck-[0-9a-f]{16}.json$", path);
        Assert.Equal("kept", File.ReadAllText(path));
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(path));
    }

    [Fact]
    public void NoTwoHaveOneName()
    {
        string? first = FallbackFile.TryWrite([_folder], ".json", Content);
        string? second = FallbackFile.TryWrite([_folder], ".json", Content);
        Assert.NotEqual(first, second);
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void WhereNoFolderTakesItThereIsNone() => Assert.Null(FallbackFile.TryWrite([Path.Combine(_folder, "missing"), "/proc"], ".json", Content));

    [Fact]
    public void AFolderBehindALinkOfAnotherUserIsNotUsed()
    {
        OtherUser.Require();
        OtherUser.MakeSticky(Path.Combine(_folder, "shared"));
        Directory.CreateDirectory(Path.Combine(_folder, "target"));
        string link = OtherUser.Owns(Directory.CreateSymbolicLink(Path.Combine(_folder, "shared/link"), "../target").FullName);

        Assert.Null(FallbackFile.TryWrite([link], ".json", Content));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder, "target")));
    }
}
