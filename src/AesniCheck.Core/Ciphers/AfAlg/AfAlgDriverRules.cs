using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>Decides how the probe <c>kernel</c> uses each entry of <c>/proc/crypto</c>.</summary>
internal static class AfAlgDriverRules
{
    private const string SkipAead = "before Linux 4.14, AF_ALG has another layout for requests with associated data";
    private const string NoHardwareDriver = "/proc/crypto lists no AES driver that uses the hardware, such as those of aesni_intel";
    private const int MaximumNamed = 3;

    // Implementations of AES outside the CPU's AES instructions, by a part of the driver's or the module's name, on x86.
    private static readonly (string Part, string Reason)[] Elsewhere =
    [
        ("virtio", "it runs on the host's crypto device, asynchronously, not on this CPU"),
        ("qat", "it runs on an Intel QuickAssist device, asynchronously, not on this CPU"),
        ("ccp", "it runs on AMD's cryptographic coprocessor, asynchronously, not on this CPU"),
        ("padlock", "it uses VIA PadLock, not the AES instructions"),
        ("geode", "it uses the AES unit of the AMD Geode, not the AES instructions"),
        ("chcr", "it runs on a Chelsio network adapter, asynchronously, not on this CPU"),
        ("n5pf", "it runs on a Cavium Nitrox device, asynchronously, not on this CPU"),
        ("cpt", "it runs on a Marvell Octeon device, asynchronously, not on this CPU"),
        ("hifn", "it runs on a HIFN device, asynchronously, not on this CPU"),
        ("safexcel", "it runs on a SafeXcel device, asynchronously, not on this CPU"),
        ("hisi", "it runs on a HiSilicon device, asynchronously, not on this CPU"),
    ];

    /// <summary>Returns the use of each AES entry, in the file's order: exactly one role each.</summary>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    /// <param name="release">The kernel's version, on which AF_ALG's abilities depend.</param>
    public static IReadOnlyList<AfAlgDriverUse> Uses(string? procCrypto, KernelRelease release) =>
        [.. CryptoEntry.ParseAes(procCrypto).Select(entry => UseOf(entry, release))];

    /// <summary>Returns the use of an entry.</summary>
    public static AfAlgDriverUse UseOf(CryptoEntry entry, KernelRelease release)
    {
        string driver = HostField.Text(entry.Driver);
        return WhyNot(entry, release) is { } reason ? new(driver, AfAlgDriverRole.NotAsked, reason)
            : entry.IsSoftware ? new(driver, AfAlgDriverRole.Counterpart)
            : new(driver, AfAlgDriverRole.Asked);
    }

    /// <summary>Returns why the kernel can't be used for a mode, with any driver; null if it can.</summary>
    public static string? WhyNot(CipherMode mode, KernelRelease release) => mode.IsAuthenticated && !release.HasWholeRequests ? SkipAead : null;

    /// <summary>Returns, as a clause, why no driver is used.</summary>
    /// <param name="procCrypto">The text of <c>/proc/crypto</c>, or null.</param>
    /// <param name="release">The kernel's version.</param>
    public static string WhyNone(string? procCrypto, KernelRelease release)
    {
        if (string.IsNullOrWhiteSpace(procCrypto))
        {
            return "/proc/crypto can't be read, or is empty, so the kernel's AES drivers are unknown";
        }

        CryptoEntry[] others = [.. CryptoEntry.ParseAes(procCrypto).Where(entry => !entry.IsSoftware)];
        string[] named = [.. others.Select(entry => UseOf(entry, release)).Select(use => $"{use.Driver} ({use.Reason})").Distinct()];
        return others.Length == 0
            ? NoHardwareDriver
            : "/proc/crypto lists no testable AES driver that may use the AES instructions, only "
                + string.Join(", ", named.Take(MaximumNamed))
                + (named.Length > MaximumNamed ? $" and {named.Length - MaximumNamed} more" : "");
    }

    /// <summary>Returns why AF_ALG can't reach an entry, whatever its algorithm; null if it can.</summary>
    public static string? WhyUnreachable(CryptoEntry entry) =>
        entry.Driver.Length == 0 ? "/proc/crypto does not name it"
        : entry.IsInternal ? "it is internal: only other drivers may call it"
        : entry.Type == "larval" ? "the kernel has not finished registering it"
        : !AlgMessage.FitsName(entry.Driver) ? "its name is too long for AF_ALG"
        : null;

    private static string? WhyNot(CryptoEntry entry, KernelRelease release)
    {
        if (WhyUnreachable(entry) is { } unreachable)
        {
            return unreachable;
        }

        if (!entry.IsSoftware && !entry.UsesInstructions)
        {
            return Elsewhere.FirstOrDefault(place => IsIn(entry, place.Part)).Reason ?? "it is not known to use the AES instructions";
        }

        if (entry.IsBlockCipher)
        {
            // The software is used through its modes, which the kernel makes on demand.
            return entry.IsSoftware ? null
                : "AF_ALG has no interface for single blocks" + (entry.IsLibrary ? "; it is tested through modes over it, such as ecb(aes-lib)" : "");
        }

        if (entry.Type is "shash" or "ahash" or "hash")
        {
            return "it is a hash; the probe tests ciphers only";
        }

        return entry.Form is not { } form ? $"the probe does not support {(entry.Name.Length > 0 ? HostField.Text(entry.Name) : "a mode of that name")}"
            : entry.IsSoftware ? null
            : WhyNot(form.Mode, release);
    }

    private static bool IsIn(CryptoEntry entry, string part) =>
        entry.Driver.Contains(part, StringComparison.Ordinal) || entry.Module.Contains(part, StringComparison.Ordinal);
}
