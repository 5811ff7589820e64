using System.Reflection;
using AesniCheck.Execution;

namespace AesniCheck.Cli;

/// <summary>The running executable: its version, and how it is started again as a worker process.</summary>
internal static class Self
{
    /// <summary>Its version, for records.</summary>
    public static string Version =>
        typeof(Self).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>A launcher of worker processes.</summary>
    public static ProcessLauncher AsWorker()
    {
        string executable = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running executable is not known.");

        // 'dotnet aesnicheck.dll' runs the host of all programs, which has to be told again which one.
        bool isHost = Path.GetFileNameWithoutExtension(executable) == "dotnet";
        return new ProcessLauncher(
            executable,
            isHost ? [Path.Combine(AppContext.BaseDirectory, Environment.GetCommandLineArgs()[0]), CommandLine.WorkerArgument] : [CommandLine.WorkerArgument]);
    }
}
