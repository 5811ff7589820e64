using Xunit;

namespace AesniCheck.Processes.Harness;

/// <summary>
/// Root and another user, who share a folder as users share /tmp: each may add entries, and only the owner of one can remove it. Only root can make
/// that up; tests are skipped for all others.
/// </summary>
internal sealed class TwoUsers : IDisposable
{
    private const string OtherId = "65534";

    private readonly TemporaryFolder _folder;

    public TwoUsers()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can act as two users.");
        Requirement.Program("setpriv");
        Requirement.Program("chown");
        _folder = new TemporaryFolder();
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Shared);
        File.SetUnixFileMode(Shared, (UnixFileMode)0b1_111_111_111);
        Directory.CreateDirectory(Private);
        File.WriteAllText(Target, "keep");
        File.SetUnixFileMode(Target, (UnixFileMode)0b110_000_000);
    }

    /// <summary>A folder that both can write.</summary>
    public string Shared => _folder["shared"];

    /// <summary>A folder that root alone can write.</summary>
    public string Private => _folder["private"];

    /// <summary>A file of root's there, with the text "keep".</summary>
    public string Target => Path.Combine(Private, "target");

    /// <summary>The same command, as the other user.</summary>
    public static Invocation AsOther(Invocation invocation) => invocation with
    {
        Executable = "setpriv",
        Arguments = ["--reuid", OtherId, "--regid", OtherId, "--clear-groups", invocation.Executable, .. invocation.Arguments],
        Folder = "/",
    };

    /// <summary>Runs a script of sh as the other user, in the shared folder.</summary>
    public void Plant(string script) => Assert.Equal(0, Planting(script).Run().ExitCode);

    /// <summary>A script of sh as the other user, in the shared folder.</summary>
    /// <param name="script">The script; $1 is the path of the target.</param>
    public Invocation Planting(string script) => AsOther(Invocation.Of("sh", "-c", $"cd '{Shared}' && {script}", "sh", Target));

    /// <summary>The path of something in the shared folder.</summary>
    public string InShared(string name) => Path.Combine(Shared, name);

    /// <summary>The user and the permissions of something, as stat has them.</summary>
    public static string OwnerAndModeOf(string path) => Invocation.Of("stat", "-c", "%u %a", path).Run().OutputText;

    public void Dispose() => _folder.Dispose();
}
