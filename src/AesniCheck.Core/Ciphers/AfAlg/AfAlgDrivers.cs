using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>Finds the kernel's drivers that may use AES instructions, in modes that AF_ALG reaches, and the drivers with which they can be compared.</summary>
internal static class AfAlgDrivers
{
    /// <summary>
    /// Returns the drivers that may use the CPU's AES instructions, in the file's order: those of <c>aesni_intel</c>, which are named after
    /// AES-NI or VAES, those of the kernel's library, and templates around them. A driver that can't be used on this kernel has the reason.
    /// </summary>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    /// <param name="release">The kernel's version, on which AF_ALG's abilities depend.</param>
    public static IReadOnlyList<AfAlgDriver> Hardware(string? procCrypto, KernelRelease release) =>
    [
        .. CryptoEntry.ParseAes(procCrypto)
            .Where(entry => entry is { UsesInstructions: true, IsBlockCipher: false } && AfAlgDriverRules.WhyUnreachable(entry) is null)
            .Select(entry => entry.Form is { } form
                ? new AfAlgDriver(form.Mode, form.IsRfc4106, entry.Driver, AfAlgDriverRules.WhyNot(form.Mode, release))
                : null)
            .OfType<AfAlgDriver>(),
    ];

    /// <summary>
    /// Returns the modes over the kernel's library that <c>/proc/crypto</c> does not list because the kernel makes them on demand: if the file
    /// lists the library's cipher, this requests them.
    /// </summary>
    /// <param name="sockets">Access to the kernel.</param>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    /// <param name="release">The kernel's version.</param>
    public static IReadOnlyList<AfAlgDriver> MadeOnDemand(ICryptoSockets sockets, string? procCrypto, KernelRelease release)
    {
        IReadOnlyList<CryptoEntry> entries = CryptoEntry.ParseAes(procCrypto);
        if (!entries.Any(entry => entry.IsBlockCipher && entry.Driver == AfAlgTemplates.Library))
        {
            return [];
        }

        (CipherMode, bool)?[] listed = [.. entries.Where(entry => entry.IsLibrary).Select(entry => entry.Form)];
        (CipherMode Mode, bool IsRfc4106)[] all =
            [(CipherMode.Ecb, false), (CipherMode.Cbc, false), (CipherMode.Ctr, false), (CipherMode.Xts, false), (CipherMode.Gcm, false), (CipherMode.Gcm, true)];
        return
        [
            .. all.Where(form => !listed.Contains(form))
                .Where(form => AfAlgDriverRules.WhyNot(form.Mode, release) is null)
                .Select(form => First(sockets, Over(AfAlgTemplates.Library, new AfAlgDriver(form.Mode, form.IsRfc4106, ""))))
                .OfType<AfAlgDriver>(),
        ];
    }

    /// <summary>
    /// Returns the kernel's own software for the same mode: templates over <c>aes-generic</c>, most likely first. The kernel makes them
    /// on demand, so <c>/proc/crypto</c> need not list them; <see cref="FindGeneric"/> returns the first that exists.
    /// </summary>
    /// <param name="driver">A hardware driver.</param>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    public static IReadOnlyList<AfAlgDriver> GenericFor(AfAlgDriver driver, string? procCrypto = null) =>
        [.. SoftwareCiphers(procCrypto).SelectMany(cipher => Over(cipher, driver))];

    /// <summary>Returns the first of <see cref="GenericFor"/> that the kernel has, or null.</summary>
    public static AfAlgDriver? FindGeneric(ICryptoSockets sockets, AfAlgDriver driver, string? procCrypto = null) =>
        driver.Skip is null ? First(sockets, GenericFor(driver, procCrypto)) : null;

    // aes-generic may be in a module that the kernel loads on demand, so it need not be listed.
    private static IEnumerable<string> SoftwareCiphers(string? procCrypto) =>
        CryptoEntry.ParseAes(procCrypto)
            .Where(entry => entry is { IsBlockCipher: true, IsInternal: false, IsSoftware: true })
            .Select(entry => entry.Driver)
            .Prepend(AfAlgTemplates.Generic)
            .Distinct();

    private static IEnumerable<AfAlgDriver> Over(string cipher, AfAlgDriver driver) =>
        AfAlgTemplates.NamesFor(driver.Mode, driver.IsRfc4106, cipher).Select(name => driver with { Driver = name });

    private static AfAlgDriver? First(ICryptoSockets sockets, IEnumerable<AfAlgDriver> drivers) =>
        drivers.FirstOrDefault(driver => AfAlgCipher.Exists(sockets, driver));
}
