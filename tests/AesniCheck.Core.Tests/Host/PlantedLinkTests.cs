using AesniCheck.Files;
using Xunit;

namespace AesniCheck.Host;

/// <summary>Links of another user in folders that others can write, in each place of a path.</summary>
public sealed class PlantedLinkTests : IDisposable
{
    private readonly string _folder;

    public PlantedLinkTests()
    {
        OtherUser.Require();
        _folder = Directory.CreateTempSubdirectory("aesnicheck-").FullName;
        OtherUser.MakeSticky(In("shared"));
        Directory.CreateDirectory(In("mine"));
        File.WriteAllText(In("mine/file"), "keep");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("shared/link", "../mine/file", "shared/link")]
    [InlineData("shared/link", "../mine/missing", "shared/link")]
    [InlineData("shared/link", "file", "shared/link")]
    [InlineData("shared/link", "/dev/null", "shared/link")]
    [InlineData("shared/link", "/dev/stdout", "shared/link")]
    [InlineData("shared/link", "/proc/self/fd/1", "shared/link")]
    [InlineData("shared/link/file", "../mine", "shared/link")]
    [InlineData("shared/link/1", "/proc/self/fd", "shared/link")]
    [InlineData("shared/link/../mine/file", "../mine", "shared/link")]
    [InlineData("mine/../shared/link", "../mine/file", "mine/../shared/link")]
    public void ALinkOfAnotherUserIsRefused(string path, string target, string named)
    {
        OtherUser.Owns(File.CreateSymbolicLink(In("shared/link"), target).FullName);
        AssertRefused(path, named);
    }

    [Theory]
    [InlineData("../shared/link", "mine/own")]
    [InlineData("../shared/link/file", "mine/own")]
    public void ALinkOfTheCallerLeadsOverNoneOfAnotherUser(string target, string path)
    {
        File.CreateSymbolicLink(In(path), target);
        OtherUser.Owns(File.CreateSymbolicLink(In("shared/link"), "../mine").FullName);
        AssertRefused(path, "mine/../shared/link");
    }

    [Fact]
    public void AFolderOfAnotherUserInASharedOneHasNoLinksThatAreFollowed()
    {
        Directory.CreateDirectory(In("shared/planted/inner"));
        OtherUser.Owns(File.CreateSymbolicLink(In("shared/planted/inner/link"), In("mine/file")).FullName);
        OtherUser.Owns(In("shared/planted/inner"));
        OtherUser.Owns(In("shared/planted"));
        AssertRefused("shared/planted/inner/link", "shared/planted/inner/link");

        // A way back out of it does not make it another.
        OtherUser.Owns(File.CreateSymbolicLink(In("shared/link"), In("mine/file")).FullName);
        AssertRefused("shared/planted/../link", "shared/planted/../link");
    }

    [Theory]
    [InlineData(0b0_111_111_111)]
    [InlineData(0b0_111_111_101)]
    [InlineData(0b1_111_111_111)]
    public void FoldersThatAGroupOrAllCanWriteAreAlike(int mode)
    {
        File.SetUnixFileMode(In("shared"), (UnixFileMode)mode);
        OtherUser.Owns(File.CreateSymbolicLink(In("shared/link"), "../mine/file").FullName);
        AssertRefused("shared/link", "shared/link");
    }

    [Fact]
    public void LinksOfTheCallerAndOfTheFoldersOwnerAreFollowed()
    {
        File.CreateSymbolicLink(In("shared/own"), "../mine/file");
        AssertLeadsToFile("shared/own");

        Directory.CreateDirectory(In("home"));
        OtherUser.Owns(File.CreateSymbolicLink(In("home/link"), "../mine/file").FullName);
        OtherUser.Owns(In("home"));
        AssertLeadsToFile("home/link");

        File.SetUnixFileMode(In("home"), (UnixFileMode)0b1_111_111_111);
        AssertLeadsToFile("home/link");
    }

    [Fact]
    public void InAFolderThatOnlyTheCallerCanWriteEveryLinkIsFollowed()
    {
        OtherUser.Owns(File.CreateSymbolicLink(In("mine/link"), "file").FullName);
        AssertLeadsToFile("mine/link");
    }

    /// <summary>To identify the target of a path, and to detect that two paths have the same target.</summary>
    [Fact]
    public void ToKnowAPlaceEveryLinkIsFollowed()
    {
        OtherUser.Owns(File.CreateSymbolicLink(In("shared/link"), "../mine/file").FullName);
        using FilePlace place = FileWalk.To(In("shared/link"), followsAll: true);
        Assert.Equal(FileIdentity.Of(In("mine/file")), place.Facts?.Identity);
    }

    private void AssertRefused(string path, string named)
    {
        IOException exception = Assert.Throws<IOException>(() => FileWalk.To(In(path)));
        Assert.Equal(
            $"{(path == named ? "it" : $"'{In(named)}'")} is a link owned by user 65534, in a folder that other users can write to; remove it, or choose a folder that only you can write to",
            exception.Message);
        Assert.Equal("keep", File.ReadAllText(In("mine/file")));
    }

    private void AssertLeadsToFile(string path)
    {
        using FilePlace place = FileWalk.To(In(path));
        Assert.Equal(FileIdentity.Of(In("mine/file")), place.Facts?.Identity);
    }

    private string In(string path) => Path.Combine(_folder, path);
}
