using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>Parses the kernel's lists of CPUs, such as the <c>0-3,8,10-11</c> of <c>/sys/devices/system/cpu/online</c>.</summary>
internal static class CpuList
{
    /// <summary>The number of CPUs in the list; <see cref="HostInfo.UnknownNumber"/> if the text is not a list.</summary>
    public static int Count(string? text)
    {
        long count = 0;
        foreach (string range in (text ?? "").Trim().Split(','))
        {
            int dash = range.IndexOf('-', StringComparison.Ordinal);
            int first = HostField.Number(dash < 0 ? range : range[..dash]);
            int last = dash < 0 ? first : HostField.Number(range[(dash + 1)..]);
            if (first < 0 || last < first)
            {
                return HostInfo.UnknownNumber;
            }

            count += (long)last - first + 1;
        }

        return count <= int.MaxValue ? (int)count : HostInfo.UnknownNumber;
    }
}
