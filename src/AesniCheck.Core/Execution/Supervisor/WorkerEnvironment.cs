namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// The environment of a worker process: a fixed selection of the supervisor's variables, those that decide which code runs and how. Everything else,
/// above all secrets, stays out of <c>/proc/PID/environ</c> and of core dumps.
/// </summary>
internal static class WorkerEnvironment
{
    /// <summary>The variable that decides whether the runtime opens its debugger pipes and diagnostic socket in the temporary folder, where a killed process leaves them.</summary>
    public const string Diagnostics = "DOTNET_EnableDiagnostics";

    private const string ProfilerVariable = "CORECLR_ENABLE_PROFILING";

    /// <summary>The variables that are kept by their full names.</summary>
    public static IReadOnlyList<string> KeptNames { get; } =
    [
        // The temporary folder.
        "TMPDIR",

        // The dynamic linker: the loaded libraries are a part of the test, and on some systems (Nix) none is found without these.
        "LD_LIBRARY_PATH", "LD_PRELOAD", "NIX_LD", "NIX_LD_LIBRARY_PATH",

        // The CPU features that libc uses.
        "GLIBC_TUNABLES",

        // The OpenSSL version that the runtime loads.
        "CLR_OPENSSL_VERSION_OVERRIDE",
    ];

    /// <summary>The prefixes of names that are kept.</summary>
    public static IReadOnlyList<string> KeptPrefixes { get; } =
    [
        // The runtime: its location (DOTNET_ROOT), the code that it generates, and requested profilers.
        "DOTNET_", "COMPlus_", "CORECLR_",

        // OpenSSL: its configuration, its providers, and the CPU features that it uses (OPENSSL_ia32cap).
        "OPENSSL_",

        // This program.
        "AESNICHECK_",
    ];

    // After either of the runtime's prefixes. A user who sets one of them wants to debug, profile or trace, or has decided about it.
    private static readonly string[] DiagnosticSettings =
        ["EnableDiagnostics", "EnableDiagnostics_IPC", "EnableDiagnostics_Debugger", "EnableDiagnostics_Profiler", "DiagnosticPorts", "EnableEventPipe"];

    private static readonly string[] RuntimePrefixes = ["DOTNET_", "COMPlus_"];

    /// <summary>Returns the environment of a worker process.</summary>
    /// <param name="own">The supervisor's environment.</param>
    public static IReadOnlyDictionary<string, string> From(IEnumerable<KeyValuePair<string, string?>> own)
    {
        var kept = new Dictionary<string, string>();
        foreach ((string name, string? value) in own)
        {
            if (value is not null && IsKept(name))
            {
                kept[name] = value;
            }
        }

        if (!kept.Keys.Any(IsDiagnosticSetting) && kept.GetValueOrDefault(ProfilerVariable) is null or "0")
        {
            kept[Diagnostics] = "0";
        }

        return kept;
    }

    private static bool IsKept(string name) =>
        KeptNames.Contains(name, StringComparer.Ordinal) || KeptPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsDiagnosticSetting(string name) => RuntimePrefixes.Any(prefix =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && DiagnosticSettings.Contains(name[prefix.Length..], StringComparer.OrdinalIgnoreCase));
}
