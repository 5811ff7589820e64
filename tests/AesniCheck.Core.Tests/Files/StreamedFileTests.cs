using System.Diagnostics;
using AesniCheck.Host;
using Xunit;

namespace AesniCheck.Files;

public sealed class StreamedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aesnicheck-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Place => In("report.jsonl");

    [Fact]
    public void TheFileIsThereAtOnceForItsOwnerAlone()
    {
        using FileStream file = Open(Place);
        file.WriteByte((byte)'1');
        Assert.Equal("1", File.ReadAllText(Place));
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(Place));
    }

    /// <summary>Its owner may have chosen who reads it, and its reader may have it open.</summary>
    [Fact]
    public void AFileOfTheCallerIsEmptiedAndStaysTheSame()
    {
        File.WriteAllText(Place, "an old and longer text");
        File.SetUnixFileMode(Place, AtomicFile.ForAll);
        File.CreateSymbolicLink(In("link"), "report.jsonl");
        (ulong, ulong)? before = FileIdentity.Of(Place);
        Write(In("link"));
        Assert.Equal("1", File.ReadAllText(Place));
        Assert.Equal(AtomicFile.ForAll, File.GetUnixFileMode(Place));
        Assert.Equal(before, FileIdentity.Of(Place));
    }

    [Fact]
    public void AFileOfAnotherUserWhereAllCanWriteIsReplaced()
    {
        OtherUser.Require();
        OtherUser.MakeSticky(_folder);
        File.WriteAllText(Place, "theirs");
        File.SetUnixFileMode(Place, (UnixFileMode)0b110_110_110);
        OtherUser.Owns(Place);
        using FileStream theirs = File.Open(Place, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        Write(Place);

        Assert.Equal("1", File.ReadAllText(Place));
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(Place));
        using var reader = new StreamReader(theirs);
        Assert.Equal("theirs", reader.ReadToEnd());
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>A second name of the caller's own file: any user whom the system allows can create it with link(2), see fs.protected_hardlinks.</summary>
    [Fact]
    public void AFileWithTwoNamesWhereAllCanWriteIsReplacedAndKeepsItsContent()
    {
        string shared = OtherUser.MakeSticky(In("shared"));
        File.WriteAllText(In("secret"), "keep");
        using var ln = Process.Start("ln", [In("secret"), Path.Combine(shared, "report")]);
        Assert.True(ln.WaitForExit(60_000) && ln.ExitCode == 0);

        Write(Path.Combine(shared, "report"));

        Assert.Equal("keep", File.ReadAllText(In("secret")));
        Assert.Equal("1", File.ReadAllText(Path.Combine(shared, "report")));
    }

    private static void Write(string path)
    {
        using FileStream file = Open(path);
        file.WriteByte((byte)'1');
    }

    private static FileStream Open(string path) => StreamedFile.Open(path, AtomicFile.OwnerOnly, TestContext.Current.CancellationToken);

    private string In(string path) => Path.Combine(_folder, path);
}
