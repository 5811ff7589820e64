using AesniCheck.Basics;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// An AES entry of <c>/proc/crypto</c>, and the properties that follow from its names. Drivers are named by convention: <c>cbc-aes-aesni</c>,
/// <c>xts-aes-vaes-avx512</c>; templates are named after the ciphers that they use, such as <c>cbc(ecb(aes-generic))</c>.
/// </summary>
internal sealed record CryptoEntry
{
    private static readonly string[] Instructions = ["aesni", "vaes", "aes-lib", "clmul", "ghash-lib"];
    private static readonly string[] Software = ["aes-generic", "aes-fixed-time", "aes-asm"];

    /// <summary>The algorithm, such as <c>cbc(aes)</c>; empty if the entry does not state it.</summary>
    public required string Name { get; init; }

    /// <summary>The implementation; empty if the entry does not state it.</summary>
    public required string Driver { get; init; }

    /// <summary>The module; empty if the entry does not state it.</summary>
    public required string Module { get; init; }

    /// <summary>The interface, such as <c>skcipher</c>; empty if the entry does not state it.</summary>
    public required string Type { get; init; }

    /// <summary>Whether only other drivers may call the driver. Kernels before 4.1 have no line for that, but a prefix of two underscores.</summary>
    public required bool IsInternal { get; init; }

    /// <summary>
    /// Whether the driver may use the CPU's vector instructions: drivers of <c>aesni_intel</c>, and the kernel's library, which uses AES-NI if
    /// the CPU supports it (since Linux 7.0, <c>aes-lib</c>); also templates over them.
    /// </summary>
    public bool UsesInstructions => Instructions.Any(Has);

    /// <summary>Whether the driver is the kernel's software, which uses only general-purpose registers.</summary>
    public bool IsSoftware => IsSoftwareName(Driver);

    /// <summary>Whether the driver is a cipher of single blocks, over which the kernel makes modes.</summary>
    public bool IsBlockCipher => Type == "cipher" || (Type.Length == 0 && Name == "aes");

    /// <summary>Whether the driver is the kernel's library, or a mode over it.</summary>
    public bool IsLibrary => IsLibraryName(Driver);

    /// <summary>The driver's mode, with the two forms of GCM; null for other modes, and for entries that are not ciphers.</summary>
    public (CipherMode Mode, bool IsRfc4106)? Form => FormOf(Name);

    /// <summary>Parses the AES entries, in the file's order: the latest registered first.</summary>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    public static IReadOnlyList<CryptoEntry> ParseAes(string? procCrypto) =>
        [.. ColonText.Entries(procCrypto ?? "").Select(Of).Where(entry => DoesAes(entry.Name.Length > 0 ? entry.Name : entry.Driver))];

    /// <summary>Whether a driver with this name is the kernel's software.</summary>
    public static bool IsSoftwareName(string driver) =>
        Array.Exists(Software, name => driver.Contains(name, StringComparison.Ordinal))
        && !Array.Exists(Instructions, name => driver.Contains(name, StringComparison.Ordinal));

    /// <summary>Whether a driver with this name is the kernel's library, or a mode over it.</summary>
    public static bool IsLibraryName(string driver) => driver.Contains(AfAlgTemplates.Library, StringComparison.Ordinal);

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

    // The names without the type: the type of one interface has been blkcipher, ablkcipher, givcipher, skcipher and lskcipher.
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
