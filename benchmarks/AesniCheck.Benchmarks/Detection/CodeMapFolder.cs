namespace AesniCheck.Benchmarks.Detection;

/// <summary>Has the runtimes of processes that are started list their methods, as for perf, in a folder of its own. Their code stays the same.</summary>
internal sealed class CodeMapFolder : IDisposable
{
    private const string EnabledVariable = "DOTNET_PerfMapEnabled";
    private const string MethodsOnly = "3";
    private const string FolderVariable = "DOTNET_PerfMapJitDumpPath";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aesnicheck-code-");

    public CodeMapFolder()
    {
        Environment.SetEnvironmentVariable(EnabledVariable, MethodsOnly);
        Environment.SetEnvironmentVariable(FolderVariable, Path);
    }

    /// <summary>Where the lists are.</summary>
    public string Path => _folder.FullName;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(EnabledVariable, null);
        Environment.SetEnvironmentVariable(FolderVariable, null);
        _folder.Delete(recursive: true);
    }
}
