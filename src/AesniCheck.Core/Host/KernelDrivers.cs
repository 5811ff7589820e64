using AesniCheck.Ciphers.Modes;
using AesniCheck.Host.Interop;

namespace AesniCheck.Host;

/// <summary>Which of the kernel's drivers do AES by instructions, in modes that AF_ALG reaches, and what they can be compared with.</summary>
internal static class KernelDrivers
{
    private const string SkipAead = "AF_ALG of kernels before 4.14 lays out requests with associated data otherwise";

    /// <summary>
    /// The drivers with a hardware implementation, in the file's order: those of <c>aesni_intel</c>, which are named after AES-NI or
    /// VAES, and templates around them. What begins with <c>__</c>, or says that it is internal, only other drivers may call.
    /// </summary>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    /// <param name="release">The kernel's version, on which AF_ALG's abilities depend.</param>
    public static IReadOnlyList<KernelDriver> Hardware(string? procCrypto, KernelRelease release)
    {
        List<KernelDriver> drivers = [];
        foreach (IReadOnlyDictionary<string, string> entry in ColonText.Entries(procCrypto ?? ""))
        {
            string driver = entry.GetValueOrDefault("driver", "");
            if (IsHardware(driver) && IsReachable(entry, driver) && TryForm(entry.GetValueOrDefault("name"), out CipherMode mode, out bool isRfc4106))
            {
                drivers.Add(new KernelDriver(mode, isRfc4106, driver, mode.IsAuthenticated && !release.HasWholeRequests ? SkipAead : null));
            }
        }

        return drivers;
    }

    /// <summary>
    /// The kernel's own software for the same: templates over <c>aes-generic</c>, most likely first. The kernel makes them when they
    /// are asked for, so that <c>/proc/crypto</c> need not list them; the first that it has is <see cref="FindGeneric"/>'s.
    /// </summary>
    /// <param name="driver">A hardware driver.</param>
    public static IReadOnlyList<KernelDriver> GenericFor(KernelDriver driver) =>
        [.. GenericNames(driver).Select(name => driver with { Driver = name })];

    /// <summary>The first of <see cref="GenericFor"/> that the kernel has, or null.</summary>
    public static KernelDriver? FindGeneric(ICryptoSockets sockets, KernelDriver driver) =>
        driver.Skip is null ? GenericFor(driver).FirstOrDefault(generic => KernelCipher.Exists(sockets, generic)) : null;

    private static bool IsHardware(string driver) =>
        driver.Contains("aesni", StringComparison.Ordinal) || driver.Contains("vaes", StringComparison.Ordinal);

    // Kernels before 4.1 have no line "internal".
    private static bool IsReachable(IReadOnlyDictionary<string, string> entry, string driver) =>
        !driver.StartsWith("__", StringComparison.Ordinal) && entry.GetValueOrDefault("internal", "no") == "no";

    // The names without a type: that of one interface was blkcipher, ablkcipher, givcipher, skcipher and lskcipher in turn.
    private static bool TryForm(string? name, out CipherMode mode, out bool isRfc4106)
    {
        (mode, isRfc4106, bool isKnown) = name switch
        {
            "ecb(aes)" => (CipherMode.Ecb, false, true),
            "cbc(aes)" => (CipherMode.Cbc, false, true),
            "ctr(aes)" => (CipherMode.Ctr, false, true),
            "xts(aes)" => (CipherMode.Xts, false, true),
            "gcm(aes)" => (CipherMode.Gcm, false, true),
            "rfc4106(gcm(aes))" => (CipherMode.Gcm, true, true),
            _ => (default, false, false),
        };
        return isKnown;
    }

    // A template is found by the name that it gives itself, which is not always the one that it was asked for with: since 6.7 cbc is
    // made over ecb, and since 4.10 so is xts.
    private static string[] GenericNames(KernelDriver driver) => driver.Mode switch
    {
        CipherMode.Ecb => ["ecb(aes-generic)"],
        CipherMode.Cbc => ["cbc(aes-generic)", "cbc(ecb(aes-generic))"],
        CipherMode.Ctr => ["ctr(aes-generic)"],
        CipherMode.Xts => ["xts(ecb(aes-generic))", "xts(aes-generic)"],
        CipherMode.Gcm when driver.IsRfc4106 => ["rfc4106(gcm_base(ctr(aes-generic),ghash-generic))"],
        CipherMode.Gcm => ["gcm_base(ctr(aes-generic),ghash-generic)"],
        _ => [],
    };
}
