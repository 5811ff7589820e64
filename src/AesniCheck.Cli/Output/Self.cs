using System.Reflection;
using AesniCheck.Execution.Supervisor;

namespace AesniCheck.Cli.Output;

/// <summary>The running executable: its version, and how to start it again as a worker process.</summary>
internal static class Self
{
    /// <summary>The argument that makes the executable a worker process. Internal; not listed in the help.</summary>
    public const string WorkerArgument = "__worker";

    // This many digits of a commit are unique in any repository.
    private const int CommitLength = 12;

    /// <summary>Its version, for records.</summary>
    public static string Version =>
        typeof(Self).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Its version without the commit.</summary>
    public static string ShortVersion => Version.Split('+')[0];

    /// <summary>Its name, its version and the commit from which it was built, as far as known: <c>aesnicheck 0.1.0 (commit 0123456789ab)</c>.</summary>
    public static string VersionLine => Version.Split('+') is [string version, { Length: >= CommitLength } commit]
        ? $"aesnicheck {version} (commit {commit[..CommitLength]})"
        : $"aesnicheck {Version}";

    /// <summary>Returns a launcher of worker processes.</summary>
    public static ProcessLauncher AsWorker()
    {
        string executable = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running executable is unknown.");

        // 'dotnet aesnicheck.dll' runs the general host, which needs the path of the program again.
        bool isHost = Path.GetFileNameWithoutExtension(executable) == "dotnet";
        return new ProcessLauncher(
            executable,
            isHost ? [Path.Combine(AppContext.BaseDirectory, Environment.GetCommandLineArgs()[0]), WorkerArgument] : [WorkerArgument]);
    }
}
