using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>Parses the text of <c>/proc/crypto</c>: the algorithms that the kernel has registered.</summary>
internal static class ProcCrypto
{
    /// <summary>Returns the entries whose algorithm is based on AES, in the file's order: most recently registered first.</summary>
    public static IReadOnlyList<KernelCryptoDriver> ParseAes(string? text)
    {
        List<KernelCryptoDriver> drivers = [];
        foreach (IReadOnlyDictionary<string, string> entry in ColonText.Entries(text ?? ""))
        {
            if (entry.GetValueOrDefault("name", "").Contains("aes", StringComparison.Ordinal))
            {
                drivers.Add(Driver(entry));
            }
        }

        return drivers;
    }

    private static KernelCryptoDriver Driver(IReadOnlyDictionary<string, string> entry) => new(
        HostField.Text(entry.GetValueOrDefault("name")),
        HostField.Text(entry.GetValueOrDefault("driver")),
        HostField.Text(entry.GetValueOrDefault("module")),
        HostField.Number(entry.GetValueOrDefault("priority")),
        HostField.Text(entry.GetValueOrDefault("type")),
        HostField.Text(entry.GetValueOrDefault("selftest")));
}
