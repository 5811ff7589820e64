using AesniCheck.Basics;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// An entry of <c>/proc/crypto</c> that does AES, with what follows from its names. Drivers are named by convention: <c>cbc-aes-aesni</c>,
/// <c>xts-aes-vaes-avx512</c>, and templates by what they are made over, as <c>cbc(ecb(aes-generic))</c>.
/// </summary>
internal sealed record CryptoEntry
{
    private static readonly string[] Instructions = ["aesni", "vaes", "aes-lib", "clmul", "ghash-lib"];
    private static readonly string[] Software = ["aes-generic", "aes-fixed-time", "aes-asm"];

    /// <summary>The algorithm, such as <c>cbc(aes)</c>; empty if the entry doesn't say.</summary>
    public required string Name { get; init; }

    /// <summary>The implementation; empty if the entry doesn't say.</summary>
    public required string Driver { get; init; }

    /// <summary>The module; empty if the entry doesn't say.</summary>
    public required string Module { get; init; }

    /// <summary>The interface, such as <c>skcipher</c>; empty if the entry doesn't say.</summary>
    public required string Type { get; init; }

    /// <summary>Whether only other drivers may call it. Kernels before 4.1 have no line for that, but a prefix of two underscores.</summary>
    public required bool IsInternal { get; init; }

    /// <summary>
    /// Whether the CPU's vector instructions may do it: drivers of <c>aesni_intel</c>, and the kernel's library, which takes AES-NI where
    /// the CPU has it (since Linux 7.0, <c>aes-lib</c>); templates over them too.
    /// </summary>
    public bool UsesInstructions => Instructions.Any(Has);

    /// <summary>Whether the kernel's software does it, in general-purpose registers alone.</summary>
    public bool IsSoftware => IsSoftwareName(Driver);

    /// <summary>Whether it is a cipher of single blocks, of which the kernel makes modes.</summary>
    public bool IsBlockCipher => Type == "cipher" || (Type.Length == 0 && Name == "aes");

    /// <summary>Whether the kernel's library does it.</summary>
    public bool IsLibrary => IsLibraryName(Driver);

    /// <summary>The mode that it is of, in the two forms that GCM has; null for other modes, and for what is no cipher.</summary>
    public (CipherMode Mode, bool IsRfc4106)? Form => FormOf(Name);

    /// <summary>The entries that do AES, in the file's order: latest registered first.</summary>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    public static IReadOnlyList<CryptoEntry> ParseAes(string? procCrypto) =>
        [.. ColonText.Entries(procCrypto ?? "").Select(Of).Where(entry => DoesAes(entry.Name.Length > 0 ? entry.Name : entry.Driver))];

    /// <summary>Whether a driver of that name is the kernel's software.</summary>
    public static bool IsSoftwareName(string driver) =>
        Array.Exists(Software, name => driver.Contains(name, StringComparison.Ordinal))
        && !Array.Exists(Instructions, name => driver.Contains(name, StringComparison.Ordinal));

    /// <summary>Whether a driver of that name is the kernel's library, or a mode over it.</summary>
    public static bool IsLibraryName(string driver) => driver.Contains(KernelTemplates.Library, StringComparison.Ordinal);

    private static bool DoesAes(string name) => name.Contains("aes", StringComparison.Ordinal);

    private static CryptoEntry Of(IReadOnlyDictionary<string, string> entry)
    {
        string name = entry.GetValueOrDefault("name", "");
        string driver = entry.GetValueOrDefault("driver", "");
        return new CryptoEntry
        {
            Name = name,
            Driver = driver,
            Module = entry.GetValueOrDefault("module", ""),
            Type = entry.GetValueOrDefault("type", ""),
            IsInternal = entry.GetValueOrDefault("internal", "no") != "no" || IsHidden(name) || IsHidden(driver),
        };
    }

    private static bool IsHidden(string name) => name.StartsWith("__", StringComparison.Ordinal);

    // The names without a type: that of one interface was blkcipher, ablkcipher, givcipher, skcipher and lskcipher in turn.
    private static (CipherMode Mode, bool IsRfc4106)? FormOf(string name) => name switch
    {
        "ecb(aes)" => (CipherMode.Ecb, false),
        "cbc(aes)" => (CipherMode.Cbc, false),
        "ctr(aes)" => (CipherMode.Ctr, false),
        "xts(aes)" => (CipherMode.Xts, false),
        "gcm(aes)" => (CipherMode.Gcm, false),
        "rfc4106(gcm(aes))" => (CipherMode.Gcm, true),
        _ => null,
    };

    private bool Has(string part) => Driver.Contains(part, StringComparison.Ordinal);
}
