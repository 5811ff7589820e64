using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers.AfAlg;
using AesniCheck.Host;

namespace AesniCheck.Reports.Text;

/// <summary>The host as lines for a terminal: a key, then its value in a column of its own.</summary>
public static class HostText
{
    /// <summary>Returns the lines; long values continue below, in their column.</summary>
    /// <param name="host">The host.</param>
    /// <param name="width">The maximum length of a line, in characters.</param>
    public static IEnumerable<string> Lines(HostInfo host, int width = Columns.UsualWidth) => Rows(host).SelectMany(row => Columns.Rows(row.Key, row.Value, width));

    /// <summary>Returns the host in one line.</summary>
    public static string Line(HostInfo host) => string.Join(", ", (string[])
    [
        $"{host.Name}: {host.Cpu.Model}",
        host.Hypervisor.Description,
        $"kernel {host.Kernel.Release}",
    ]);

    /// <summary>Returns keys with their values. A value without a key continues the one above.</summary>
    internal static IEnumerable<(string Key, string Value)> Rows(HostInfo host) =>
    [
        ("host", host.Name),
        ("cpu", host.Cpu.Model),
        ("", $"{host.Cpu.Vendor}, family {Number(host.Cpu.Family)}, model {Number(host.Cpu.ModelNumber)}, "
            + $"stepping {Number(host.Cpu.Stepping)}, microcode {host.Cpu.Microcode}"),
        ("logical cpus", Number(host.Cpu.LogicalCpuCount)),
        ("cpu features", List(host.Cpu.Features, " ")),
        ("hypervisor", $"{host.Hypervisor.Name} (CPUID signature: {host.Hypervisor.Signature})"),
        .. host.Hypervisor.Evidence is { Count: > 0 } evidence ? [("evidence", string.Join("; ", evidence))] : Array.Empty<(string, string)>(),
        ("cloud", host.Hypervisor.Cloud),
        ("firmware", $"vendor {host.Hypervisor.DmiVendor}, product {host.Hypervisor.DmiProduct}"),
        ("os", host.Kernel.OsName),
        ("kernel", $"{host.Kernel.Release} {host.Kernel.Version}"),
        ("aesni_intel", host.Kernel.AesniIntel),
        ("aes drivers", List(host.Kernel.AesDrivers.Select(Driver), ", ")),
        .. DriverUses(host.Kernel.DriverUses ?? []),
        ("runtime", $"{host.Runtime.Version}, {host.Runtime.Architecture}, uses {List(host.Runtime.Features, " ")}"),
    ];

    /// <summary>Returns how the probe <c>kernel</c> uses the drivers; those that it does not use, by reason.</summary>
    private static IEnumerable<(string Key, string Value)> DriverUses(IReadOnlyList<AfAlgDriverUse> uses)
    {
        if (uses.Count == 0)
        {
            yield break;
        }

        string[] asked = Of(AfAlgDriverRole.Asked);
        string[] counterparts = Of(AfAlgDriverRole.Counterpart);
        yield return ("asked", asked.Length > 0 ? string.Join(", ", asked) : "none by the probe kernel");
        if (asked.Length > 0)
        {
            yield return ("counterpart", counterparts.Length > 0
                ? string.Join(", ", counterparts)
                : "none: this kernel lists no software AES to compare with");
        }

        string key = "not asked";
        foreach (IGrouping<string, string> reason in uses.Where(use => use.Role == AfAlgDriverRole.NotAsked).GroupBy(use => use.Reason ?? "", use => use.Driver))
        {
            yield return (key, $"{string.Join(", ", reason.Distinct())}: {reason.Key}");
            key = "";
        }

        string[] Of(AfAlgDriverRole role) => [.. uses.Where(use => use.Role == role).Select(use => use.Driver).Distinct()];
    }

    private static string Driver(KernelCryptoDriver driver) =>
        driver.SelfTest == "passed" ? driver.Driver : $"{driver.Driver} (self-test {driver.SelfTest})";

    private static string List(IEnumerable<string> items, string separator)
    {
        string list = string.Join(separator, items);
        return list.Length == 0 ? "none known" : list;
    }

    private static string Number(int number) => number < 0 ? HostInfo.Unknown : number.ToString(CultureInfo.InvariantCulture);
}
