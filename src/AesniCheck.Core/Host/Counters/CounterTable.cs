using System.Globalization;

namespace AesniCheck.Host.Counters;

/// <summary>
/// The format of <c>/proc/interrupts</c> and <c>/proc/softirqs</c>: a line that names CPUs, then rows <c>name: count count … words</c>,
/// a count for each of these CPUs. Rows may have fewer counts; numbers of CPUs may have gaps.
/// </summary>
internal static class CounterTable
{
    // The kernel's counters have ten digits. What has more is none, and sums of what has less can't overflow.
    private const int MaximumDigits = 15;

    /// <summary>Takes a row.</summary>
    /// <param name="name">What stands before the colon.</param>
    /// <param name="counts">As many counts as the row has, by column; not more than there are CPUs.</param>
    /// <param name="words">What stands behind the counts, without blanks around it.</param>
    internal delegate void Row(ReadOnlySpan<char> name, ReadOnlySpan<long> counts, ReadOnlySpan<char> words);

    /// <summary>Reads a table, in time that is proportional to its length.</summary>
    /// <param name="text">The file's text, or null.</param>
    /// <param name="row">Is given each row; the spans are for the time of the call.</param>
    /// <returns>The CPU of each column; null where the text is no such table, and has no rows then.</returns>
    public static int[]? Read(string? text, Func<int[], Row> row)
    {
        int[]? cpus = null;
        Row? take = null;
        long[] counts = [];
        foreach (ReadOnlySpan<char> line in (text ?? "").AsSpan().EnumerateLines())
        {
            if (take is null)
            {
                cpus = Header(line);
                if (cpus is null)
                {
                    return null;
                }

                counts = new long[cpus.Length];
                take = row(cpus);
                continue;
            }

            int colon = line.IndexOf(':');
            if (colon < 0)
            {
                continue;
            }

            ReadOnlySpan<char> rest = line[(colon + 1)..];
            int count = 0;
            while (count < counts.Length && TryNumber(ref rest, out long number))
            {
                counts[count++] = number;
            }

            take(line[..colon].Trim(), counts.AsSpan(0, count), rest.Trim());
        }

        return cpus;
    }

    /// <summary>Takes the number that a text begins with, blanks before it aside; else leaves the text as it is.</summary>
    public static bool TryNumber(ref ReadOnlySpan<char> text, out long number)
    {
        ReadOnlySpan<char> word = text.TrimStart(' ');
        int length = word.IndexOfAny(' ', '\t');
        word = length < 0 ? word : word[..length];
        number = 0;
        if (word.Length > MaximumDigits || !long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        text = length < 0 ? [] : text.TrimStart(' ')[length..];
        return true;
    }

    private static int[]? Header(ReadOnlySpan<char> line)
    {
        const string Prefix = "CPU";
        List<int> cpus = [];
        foreach (Range range in line.SplitAny(' ', '\t'))
        {
            ReadOnlySpan<char> word = line[range];
            if (word.IsEmpty)
            {
                continue;
            }

            if (!word.StartsWith(Prefix, StringComparison.Ordinal)
                || !int.TryParse(word[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int cpu))
            {
                return null;
            }

            cpus.Add(cpu);
        }

        return cpus.Count == 0 ? null : [.. cpus];
    }
}
