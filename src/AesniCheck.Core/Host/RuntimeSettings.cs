using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>
/// The environment variables that withhold capabilities of the machine from a run: instructions that the runtime must not use, code to be compiled
/// differently, instructions that the system's library must not use. Each is reported as it is set: <c>DOTNET_EnableAVX512=0</c>.
/// </summary>
/// <param name="environment">The environment that the probes run in.</param>
internal sealed class RuntimeSettings(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>OpenSSL's mask of instructions.</summary>
    public const string LibraryMask = "OPENSSL_ia32cap";

    // The runtime looks for both, in this order, and is case-sensitive.
    private static readonly string[] Prefixes = ["DOTNET_", "COMPlus_"];

    private static readonly string[] Vectors512 = ["avx512f", "avx512bw", "avx512vl"];
    private static readonly string[] WideVectors = ["avx2", .. Vectors512, "vaes", "vpclmulqdq"];

    // The relevant switches of .NET 10. Each also switches off the features that depend on it. The widths of Vector<T> (MaxVectorTBitWidth,
    // PreferredVectorBitWidth) are not among them: they do not affect loops with explicit widths.
    private static readonly (string Name, string[] Features)[] Switches =
    [
        ("EnableAVX512", Vectors512),
        ("EnableVAES", ["vaes", "vpclmulqdq"]),
        ("EnableAVX2", WideVectors),
        ("EnableAVX", ["avx", .. WideVectors]),
        ("EnableAES", ["aes", "pclmulqdq", "vaes", "vpclmulqdq"]),
        ("EnableSSE42", ["ssse3", "sse4_1", "avx", .. WideVectors]),
        ("EnableHWIntrinsic", ["ssse3", "sse4_1", "aes", "pclmulqdq", "avx", .. WideVectors]),
    ];

    // Compiler settings that only produce output, and its destination.
    private static readonly string[] HarmlessCompilerSettings = ["JitDisasm", "JitStdOutFile", "JitTime", "JitFuncInfo", "JitMemStats", "JitPrint", "JitTelemetry", "JitHost"];

    /// <summary>The settings of this process.</summary>
    public static RuntimeSettings OfThisProcess => new(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => entry.Value as string ?? "", StringComparer.Ordinal));

    /// <summary>Returns the setting that switches off one or more of these features, the narrowest first; null if none does.</summary>
    /// <param name="features">The features.</param>
    /// <param name="switchedOff">The features that it switches off.</param>
    public string? SwitchingOff(IReadOnlyList<string> features, out IReadOnlyList<string> switchedOff)
    {
        foreach ((string name, string[] taken) in Switches)
        {
            switchedOff = [.. features.Intersect(taken)];
            if (switchedOff.Count > 0 && Find(name) is { } setting && IsZero(setting.Value))
            {
                return Text(setting);
            }
        }

        switchedOff = [];
        return null;
    }

    /// <summary>
    /// The setting that has loops compiled differently, so that values that should stay in registers may be in memory; null if there is none. Many of the
    /// compiler's settings do that, and no list of them stays complete; therefore any setting counts that is not known to be harmless.
    /// </summary>
    public string? CompilerSetting =>
        (from prefix in Prefixes
         from setting in environment
         where setting.Key.StartsWith(prefix, StringComparison.Ordinal) && setting.Value.Length > 0
         let name = setting.Key[prefix.Length..]
         where name.StartsWith("Jit", StringComparison.OrdinalIgnoreCase) && !HarmlessCompilerSettings.Any(harmless => name.StartsWith(harmless, StringComparison.Ordinal))
         orderby name
         select Text(setting)).FirstOrDefault();

    /// <summary>The setting that withholds instructions from the system's library; null if there is none.</summary>
    public string? LibrarySetting => environment.TryGetValue(LibraryMask, out string? mask) && mask.Length > 0 ? Text(new(LibraryMask, mask)) : null;

    private KeyValuePair<string, string>? Find(string name)
    {
        foreach (string prefix in Prefixes)
        {
            if (environment.TryGetValue(prefix + name, out string? value) && value.Length > 0)
            {
                return new(prefix + name, value);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the runtime reads the value as 0. It calls strtoul with base 16, which skips white space, accepts a sign and 0x, and stops at the first
    /// character that is not a hex digit; a value without digits is ignored.
    /// </summary>
    private static bool IsZero(string value)
    {
        ReadOnlySpan<char> text = value.AsSpan().TrimStart();
        text = text is ['+' or '-', ..] ? text[1..] : text;
        text = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && text.Length > 2 && char.IsAsciiHexDigit(text[2]) ? text[2..] : text;
        int digits = 0;
        while (digits < text.Length && char.IsAsciiHexDigit(text[digits]))
        {
            digits++;
        }

        return digits > 0 && text[..digits].IndexOfAnyExcept('0') < 0;
    }

    private static string Text(KeyValuePair<string, string> setting) =>
        string.Create(CultureInfo.InvariantCulture, $"{Excerpt.Of(setting.Key)}={Excerpt.Of(setting.Value)}");
}
