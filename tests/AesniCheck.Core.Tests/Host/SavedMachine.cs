using System.Globalization;

namespace AesniCheck.Host;

/// <summary>
/// Machines saved as folders that represent <c>/</c>. The file <c>cpuid</c> at the top holds the output of CPUID in user space, in the
/// format of <c>cpuid -1 -r</c>. They are written from documented formats.
/// </summary>
internal static class SavedMachine
{
    public static IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Machines).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    private static string Machines => Path.Combine(AppContext.BaseDirectory, "Host", "Machines");

    public static HostInfo Read(string name) => HostReader.Read(RootOf(name), CpuIdOf(name));

    public static string RootOf(string name) => Path.Combine(Machines, name);

    public static string Text(string name, string path) => File.ReadAllText(Path.Combine(RootOf(name), path));

    /// <summary>Leaves that are not in the file read as zero.</summary>
    public static CpuIdQuery CpuIdOf(string name)
    {
        Dictionary<(uint Leaf, uint Subleaf), CpuIdRegisters> leaves = [];
        foreach (string line in File.ReadLines(Path.Combine(RootOf(name), "cpuid")).Skip(1))
        {
            uint[] numbers =
            [
                .. line.Split([' ', ':', '='], StringSplitOptions.RemoveEmptyEntries)
                    .Where(word => word.StartsWith("0x", StringComparison.Ordinal))
                    .Select(word => uint.Parse(word[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
            ];
            leaves[(numbers[0], numbers[1])] = new CpuIdRegisters(numbers[2], numbers[3], numbers[4], numbers[5]);
        }

        return (leaf, subleaf) => leaves.GetValueOrDefault((leaf, subleaf));
    }
}
