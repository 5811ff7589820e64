namespace AesniCheck.Host;

/// <summary>Whether and how the kernel has <c>aesni_intel</c>, its driver for the AES instructions.</summary>
public static class AesniIntelState
{
    /// <summary>A loaded module: it can be unloaded or blacklisted.</summary>
    public const string Module = "module";

    /// <summary>Part of the kernel image.</summary>
    public const string BuiltIn = "built in";

    /// <summary>Neither: the kernel does AES in software, or in its library, which itself uses the AES instructions since Linux 7.0.</summary>
    public const string NotLoaded = "not loaded";

    /// <summary>The module's name.</summary>
    internal const string ModuleName = "aesni_intel";

    /// <summary>Returns one of the three, or <see cref="HostInfo.Unknown"/> if <c>/proc/crypto</c> can't be read and there is no other evidence.</summary>
    /// <param name="procModules">The text of <c>/proc/modules</c>; null if it does not exist, as in a kernel without modules or a container.</param>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    /// <param name="hasSysModule">Whether <c>/sys/module/aesni_intel</c> exists.</param>
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

    // The drivers are named cbc-aes-aesni, xts-aes-aesni-avx, xts-aes-vaes-avx512 and so on; all of them are in aesni_intel.
    private static bool IsAesni(KernelCryptoDriver driver) =>
        driver.Driver.Contains("aesni", StringComparison.Ordinal) || driver.Driver.Contains("vaes", StringComparison.Ordinal);
}
