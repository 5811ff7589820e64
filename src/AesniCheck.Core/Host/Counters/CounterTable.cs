using System.Globalization;

namespace AesniCheck.Host.Counters;

/// <summary>
/// The format of <c>/proc/interrupts</c> and <c>/proc/softirqs</c>: a line that names CPUs, then rows <c>name: count count … words</c>, with one count for
/// each of these CPUs. Rows may have fewer counts; the CPU numbers may have gaps.
/// </summary>
internal static class CounterTable
{
    // The kernel's counters have ten digits. A number longer than the maximum is not a counter, and sums of shorter ones can't overflow.
    private const int MaximumDigits = 15;

    /// <summary>Receives a row.</summary>
    /// <param name="name">The text before the colon.</param>
    /// <param name="counts">The counts of the row, by column; at most one for each CPU.</param>
    /// <param name="words">The text after the counts, trimmed.</param>
    internal delegate void Row(ReadOnlySpan<char> name, ReadOnlySpan<long> counts, ReadOnlySpan<char> words);

    /// <summary>Reads a table, in time proportional to its length.</summary>
    /// <param name="text">The file's text, or null.</param>
    /// <param name="row">Gets the CPU of each column, and returns the receiver of the rows; its spans are valid only during the call.</param>
    /// <returns>The CPU of each column; null if the text is not such a table, in which case no row is passed on.</returns>
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

    /// <summary>Takes the number at the start of a text, after any blanks; if there is none, leaves the text unchanged.</summary>
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
