using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Files;

public sealed class ReplacementTests
{
    private const uint Me = 1000;
    private const uint Other = 1001;
    private const ushort File = 0x81a4;
    private const ushort Folder = 0x41ff;
    private const ushort StickyFolder = Folder | FileProperties.Sticky;

    [Theory]
    [InlineData(Me, File, 0, Me, Folder, 0, null)]
    [InlineData(Other, File, 0, Other, Folder, 0, null)]
    [InlineData(Me, File, 0, Other, StickyFolder, 0, null)]
    [InlineData(Other, File, 0, Me, StickyFolder, 0, null)]
    [InlineData(Other, File, 0, Other, StickyFolder, 0, "it belongs to user 1001, and in a sticky folder only its owner can replace it")]
    [InlineData(Me, File, FileProperties.Immutable, Me, Folder, 0, "the existing file is immutable")]
    [InlineData(Me, File, FileProperties.AppendOnly, Me, Folder, 0, "the existing file is append-only")]
    [InlineData(Me, File, FileProperties.MountRoot, Me, Folder, 0, "is a mount point")]
    [InlineData(Me, File, 0, Me, Folder, FileProperties.AppendOnly, "its folder is append-only")]
    [InlineData(Me, File, 0, Me, Folder, FileProperties.MountRoot, null)]
    public void ItIsToldWhetherTheSystemWouldRefuse(uint user, ushort mode, ulong attributes, uint folderUser, ushort folderMode, ulong folderAttributes, string? why)
    {
        string? told = Replacement.WhyNot(new FileProperties(user, mode, attributes), new FileProperties(folderUser, folderMode, folderAttributes), id => id == Me);
        if (why is null)
        {
            Assert.Null(told);
        }
        else
        {
            Assert.Contains(why, told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhereNothingIsOnlyTheFolderCounts()
    {
        Assert.Null(Replacement.WhyNot(null, new FileProperties(Other, StickyFolder, 0), id => id == Me));
        Assert.NotNull(Replacement.WhyNot(null, new FileProperties(Me, Folder, FileProperties.AppendOnly), id => id == Me));
    }

    /// <summary>As with root, who counts as the owner of all.</summary>
    [Fact]
    public void WhoOwnsAllMayReplaceInStickyFolders() =>
        Assert.Null(Replacement.WhyNot(new FileProperties(Other, File, 0), new FileProperties(Other, StickyFolder, 0), _ => true));
}
