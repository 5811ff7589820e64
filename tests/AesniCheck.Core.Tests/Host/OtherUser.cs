using System.Runtime.InteropServices;
using Xunit;

namespace AesniCheck.Host;

/// <summary>Another user, for entries that only root can create. Other users skip the tests that need one.</summary>
internal static partial class OtherUser
{
    /// <summary>The id of the user nobody.</summary>
    public const uint Id = 65534;

    /// <summary>Skips the test unless entries of another user can be made.</summary>
    public static void Require() => Assert.SkipUnless(geteuid() == 0, "Only root can make files of another user.");

    /// <summary>Gives an entry to the user; a link itself, not its target.</summary>
    /// <returns>The path.</returns>
    public static string Owns(string path)
    {
        Assert.Equal(0, lchown(path, Id, Id));
        return path;
    }

    /// <summary>A folder that all users can write, and in which only the owner of an entry can remove it: as /tmp.</summary>
    /// <returns>The path.</returns>
    public static string MakeSticky(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, (UnixFileMode)0b1_111_111_111);
        return path;
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lchown(string path, uint user, uint group);
}
