namespace AesniCheck.Host;

/// <summary>Whether the kernel has <c>aesni_intel</c>, its driver for the AES instructions, and how.</summary>
public static class AesniIntelState
{
    /// <summary>A loaded module: it can be unloaded or blacklisted.</summary>
    public const string Module = "module";

    /// <summary>Part of the kernel image.</summary>
    public const string BuiltIn = "built in";

    /// <summary>Neither: the kernel does AES in software, or by its library, which takes the AES instructions itself since Linux 7.0.</summary>
    public const string NotLoaded = "not loaded";

    /// <summary>The module's name.</summary>
    internal const string ModuleName = "aesni_intel";

    /// <summary>One of the three, or <see cref="HostInfo.Unknown"/> when <c>/proc/crypto</c> could not be read and nothing else tells.</summary>
    /// <param name="procModules">The text of <c>/proc/modules</c>; null when a kernel without modules, or a container, has none.</param>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    /// <param name="hasSysModule">Whether <c>/sys/module/aesni_intel</c> is there.</param>
    internal static string Identify(string? procModules, string? procCrypto, bool hasSysModule)
    {
        List<KernelCryptoDriver> drivers = [.. ProcCrypto.ParseAes(procCrypto).Where(IsAesni)];
        if (ProcModules.Contains(procModules, ModuleName) || drivers.Any(driver => driver.Module == ModuleName))
        {
            return Module;
        }

        // A generic driver's module may wrap an aesni one, as in cryptd(__cbc-aes-aesni) of module cryptd.
        if (hasSysModule || drivers.Any(driver => driver.Module == "kernel"))
        {
            return BuiltIn;
        }

        return string.IsNullOrWhiteSpace(procCrypto) ? HostInfo.Unknown : NotLoaded;
    }

    // They are called cbc-aes-aesni, xts-aes-aesni-avx, xts-aes-vaes-avx512 and so on; all of them are in aesni_intel.
    private static bool IsAesni(KernelCryptoDriver driver) =>
        driver.Driver.Contains("aesni", StringComparison.Ordinal) || driver.Driver.Contains("vaes", StringComparison.Ordinal);
}
