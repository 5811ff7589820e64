using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>Parses the text of <c>/proc/cpuinfo</c> on x86. Its family and model are already the display values.</summary>
internal static class ProcCpuInfo
{
    /// <summary>Returns the first CPU listed. The beginning of the file is enough.</summary>
    public static CpuInfo Parse(string? text, int logicalCpuCount)
    {
        IReadOnlyDictionary<string, string>? first = ColonText.Entries(text ?? "").FirstOrDefault();
        string? flags = first?.GetValueOrDefault("flags");
        return new CpuInfo(
            HostField.Text(first?.GetValueOrDefault("vendor_id")),
            HostField.Text(first?.GetValueOrDefault("model name")),
            HostField.Number(first?.GetValueOrDefault("cpu family")),
            HostField.Number(first?.GetValueOrDefault("model")),
            HostField.Number(first?.GetValueOrDefault("stepping")),
            HostField.Text(first?.GetValueOrDefault("microcode")),
            logicalCpuCount,
            flags is null ? [] : CpuFeatures.Among(flags.Split(' ')));
    }
}
