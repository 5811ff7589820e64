namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// The environment of a worker process: a closed list of the supervisor's variables, those that decide which code runs and how. Everything else, secrets
/// above all, stays out of <c>/proc/PID/environ</c> and of core dumps.
/// </summary>
internal static class WorkerEnvironment
{
    /// <summary>Whether the runtime opens its debugger's pipes and its diagnostic socket in the temporary folder, where a killed process leaves them.</summary>
    public const string Diagnostics = "DOTNET_EnableDiagnostics";

    private const string ProfilerVariable = "CORECLR_ENABLE_PROFILING";

    /// <summary>The variables that are kept by their whole names.</summary>
    public static IReadOnlyList<string> KeptNames { get; } =
    [
        // The temporary folder.
        "TMPDIR",

        // The dynamic linker's: which libraries are loaded is a part of what is tested, and on some systems (Nix) none is found without them.
        "LD_LIBRARY_PATH", "LD_PRELOAD", "NIX_LD", "NIX_LD_LIBRARY_PATH",

        // Which CPU features libc uses.
        "GLIBC_TUNABLES",

        // Which OpenSSL the runtime loads.
        "CLR_OPENSSL_VERSION_OVERRIDE",
    ];

    /// <summary>The beginnings of names that are kept.</summary>
    public static IReadOnlyList<string> KeptPrefixes { get; } =
    [
        // The runtime's: where it is (DOTNET_ROOT), which code it generates, and profilers that were asked for.
        "DOTNET_", "COMPlus_", "CORECLR_",

        // OpenSSL's: its configuration, its providers, and which CPU features it uses (OPENSSL_ia32cap).
        "OPENSSL_",

        // This program's own.
        "AESNICHECK_",
    ];

    // After either of the runtime's prefixes. Whoever sets one of them wants to debug, profile or trace, or has decided about it.
    private static readonly string[] DiagnosticSettings =
        ["EnableDiagnostics", "EnableDiagnostics_IPC", "EnableDiagnostics_Debugger", "EnableDiagnostics_Profiler", "DiagnosticPorts", "EnableEventPipe"];

    private static readonly string[] RuntimePrefixes = ["DOTNET_", "COMPlus_"];

    /// <summary>Makes the environment of a worker process.</summary>
    /// <param name="own">The supervisor's own.</param>
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
