using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>Sets of CPUs as people and the kernel write them: <c>0,2-5</c>.</summary>
public static class CpuRanges
{
    /// <summary>The most CPUs that a kernel can have on x86-64: CONFIG_NR_CPUS is no more.</summary>
    public const int KernelCpus = 8_192;

    // More than the kernel's: it only keeps a slip of the hand from filling memory.
    private const int MaximumCpu = 65_535;

    /// <summary>Reads a set.</summary>
    /// <param name="text">Numbers and ranges, parted by commas.</param>
    /// <returns>The numbers, each once, in order.</returns>
    /// <exception cref="FormatException">It is no such set; the message says where.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        var cpus = new SortedSet<int>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            int first = ParseCpu(ends[0], part);
            int last = ends.Length == 1 ? first : ParseCpu(ends[^1], part);
            if (ends.Length > 2 || last < first)
            {
                throw new FormatException($"'{Excerpt.Of(part)}' is not a range of CPUs; write it like 2-5");
            }

            for (int cpu = first; cpu <= last; cpu++)
            {
                cpus.Add(cpu);
            }
        }

        return [.. cpus];
    }

    /// <summary>Writes a set, in order and as short as can be.</summary>
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

    private static int ParseCpu(string text, string part) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int cpu) && cpu <= MaximumCpu
            ? cpu
            : throw new FormatException(part.Length == 0
                ? "a CPU is missing; write a list like 0,2-5"
                : $"'{Excerpt.Of(part)}' is not a CPU; write a list like 0,2-5");
}
