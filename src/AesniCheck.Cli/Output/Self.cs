using System.Reflection;
using AesniCheck.Execution.Supervisor;

namespace AesniCheck.Cli.Output;

/// <summary>The running executable: its version, and how it is started again as a worker process.</summary>
internal static class Self
{
    /// <summary>The argument that makes the executable a worker process. Internal; in no help.</summary>
    public const string WorkerArgument = "__worker";

    // So many digits of a commit are enough in any repository.
    private const int CommitLength = 12;

    /// <summary>Its version, for records.</summary>
    public static string Version =>
        typeof(Self).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Its version without the commit.</summary>
    public static string ShortVersion => Version.Split('+')[0];

    /// <summary>Its name, its version and the commit that it was built from, as far as that is known: <c>aesnicheck 0.1.0 (commit 0123456789ab)</c>.</summary>
    public static string VersionLine => Version.Split('+') is [string version, { Length: >= CommitLength } commit]
        ? $"aesnicheck {version} (commit {commit[..CommitLength]})"
        : $"aesnicheck {Version}";

    /// <summary>A launcher of worker processes.</summary>
    public static ProcessLauncher AsWorker()
    {
        string executable = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running executable is not known.");

        // 'dotnet aesnicheck.dll' runs the host of all programs, which has to be told again which one.
        bool isHost = Path.GetFileNameWithoutExtension(executable) == "dotnet";
        return new ProcessLauncher(
            executable,
            isHost ? [Path.Combine(AppContext.BaseDirectory, Environment.GetCommandLineArgs()[0]), WorkerArgument] : [WorkerArgument]);
    }
}
