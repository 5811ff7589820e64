using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>Parses and formats sets of CPUs in the notation of the kernel: <c>0,2-5</c>.</summary>
public static class CpuRanges
{
    /// <summary>The maximum number of CPUs of an x86-64 kernel: the upper limit of CONFIG_NR_CPUS.</summary>
    public const int KernelCpus = 8_192;

    // Above the kernel's limit: it only keeps a typing error from exhausting memory.
    private const int MaximumCpu = 65_535;

    /// <summary>Parses a set.</summary>
    /// <param name="text">Numbers and ranges, separated by commas.</param>
    /// <returns>The numbers in ascending order, without duplicates.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is not a set of CPUs; the message names the malformed part.</exception>
    public static IReadOnlyList<int> Parse(string text) => TryParse(text, out string problem) ?? throw new FormatException(problem);

    /// <summary>Returns the number of CPUs in a set; null if the text is not a set of CPUs.</summary>
    /// <param name="text">Numbers and ranges, as in <c>/sys/devices/system/cpu/online</c>; white space around them is ignored.</param>
    public static int? Count(string? text) => TryParse((text ?? "").Trim(), out _)?.Count;

    private static IReadOnlyList<int>? TryParse(string text, out string problem)
    {
        var cpus = new SortedSet<int>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            if (CpuOf(ends[0]) is not { } first || CpuOf(ends[^1]) is not { } last)
            {
                problem = part.Length == 0 ? "a CPU is missing; write a list like 0,2-5" : $"'{Excerpt.Of(part)}' is not a CPU; write a list like 0,2-5";
                return null;
            }

            if (ends.Length > 2 || last < first)
            {
                problem = $"'{Excerpt.Of(part)}' is not a range of CPUs; write it like 2-5";
                return null;
            }

            for (int cpu = first; cpu <= last; cpu++)
            {
                cpus.Add(cpu);
            }
        }

        problem = "";
        return [.. cpus];
    }

    /// <summary>Formats a set in ascending order, in its shortest form.</summary>
    public static string Format(IEnumerable<int> cpus)
    {
        var parts = new List<string>();
        int[] sorted = [.. cpus.Order()];
        for (int i = 0; i < sorted.Length;)
        {
            int end = i;
            while (end + 1 < sorted.Length && sorted[end + 1] == sorted[end] + 1)
            {
                end++;
            }

            parts.Add(end == i
                ? sorted[i].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{sorted[i]}-{sorted[end]}"));
            i = end + 1;
        }

        return string.Join(',', parts);
    }

    private static int? CpuOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int cpu) && cpu <= MaximumCpu ? cpu : null;
}
