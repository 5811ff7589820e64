using System.Globalization;

namespace AesniCheck.Stressors;

/// <summary>The mappings of this process in <c>/proc/self/smaps</c>, in bytes.</summary>
internal static class ProcMaps
{
    /// <summary>A field summed over all mappings that have a word in their heading line or flags.</summary>
    /// <param name="word">Part of a file's name, or a flag between spaces.</param>
    /// <param name="field">Such as <c>Rss</c>.</param>
    /// <returns>The sum; null if there is no such mapping.</returns>
    public static long? Sum(string word, string field)
    {
        long? sum = null;
        string heading = "";
        long value = 0;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!words[0].EndsWith(':'))
            {
                heading = line;
            }
            else if (words[0] == field + ":")
            {
                value = 1024 * long.Parse(words[1], CultureInfo.InvariantCulture);
            }
            else if (words[0] == "VmFlags:" && (heading.Contains(word, StringComparison.Ordinal) || line.Contains(word, StringComparison.Ordinal)))
            {
                sum = (sum ?? 0) + value;
            }
        }

        return sum;
    }
}
