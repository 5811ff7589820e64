using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>
/// The variables of the environment that take from a run what the machine has: instructions that the runtime is not to use, code that is to be compiled in
/// another way, instructions that the system's library is not to use. Each is told as it is set: <c>DOTNET_EnableAVX512=0</c>.
/// </summary>
/// <param name="environment">The environment that the probes run in.</param>
internal sealed class RuntimeSettings(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>The mask of instructions that OpenSSL takes.</summary>
    public const string LibraryMask = "OPENSSL_ia32cap";

    // The runtime looks for both, in this order, and minds capitals.
    private static readonly string[] Prefixes = ["DOTNET_", "COMPlus_"];

    private static readonly string[] Vectors512 = ["avx512f", "avx512bw", "avx512vl"];
    private static readonly string[] WideVectors = ["avx2", .. Vectors512, "vaes", "vpclmulqdq"];

    // The switches of .NET 10 that matter here. Each takes what depends on it, too. The widths of Vector<T> (MaxVectorTBitWidth,
    // PreferredVectorBitWidth) are not among them: loops that name their width don't mind.
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

    // What the compiler only says, and where to.
    private static readonly string[] HarmlessOfCompiler = ["JitDisasm", "JitStdOutFile", "JitTime", "JitFuncInfo", "JitMemStats", "JitPrint", "JitTelemetry", "JitHost"];

    /// <summary>Those of this process.</summary>
    public static RuntimeSettings OfThisProcess => new(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => entry.Value as string ?? "", StringComparer.Ordinal));

    /// <summary>The setting that switches off one of these features or more, the narrowest first; null if none does.</summary>
    /// <param name="features">The features.</param>
    /// <param name="switchedOff">Those of the features that it switches off.</param>
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
    /// The setting that has loops compiled in another way, so that values may be in memory that are to stay in registers; null if there is none. Many of
    /// the compiler's settings do that, and no list of them stays right; so it is any that is not known to be harmless.
    /// </summary>
    public string? OfCompiler =>
        (from prefix in Prefixes
         from setting in environment
         where setting.Key.StartsWith(prefix, StringComparison.Ordinal) && setting.Value.Length > 0
         let name = setting.Key[prefix.Length..]
         where name.StartsWith("Jit", StringComparison.OrdinalIgnoreCase) && !HarmlessOfCompiler.Any(harmless => name.StartsWith(harmless, StringComparison.Ordinal))
         orderby name
         select Text(setting)).FirstOrDefault();

    /// <summary>The setting that keeps instructions from the system's library; null if there is none.</summary>
    public string? OfLibrary => environment.TryGetValue(LibraryMask, out string? mask) && mask.Length > 0 ? Text(new(LibraryMask, mask)) : null;

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
    /// Whether the runtime reads it as 0. It calls strtoul with base 16, which skips white space, takes a sign and 0x, and stops at the first character that
    /// is not a hex digit; a value without digits is ignored.
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
