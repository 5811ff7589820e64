using System.Globalization;

namespace AesniCheck.Host.Counters;

/// <summary>Parses the text of <c>/proc/stat</c>, proc_stat(5).</summary>
internal static class ProcStat
{
    private const string Prefix = "cpu";

    // user, nice, system, idle, iowait, irq, softirq, steal: counted from 0 after the name.
    private const int StealField = 7;

    // USER_HZ: the kernel reports times to programs in hundredths of a second on x86-64, whatever its own tick.
    private const long TicksPerCount = TimeSpan.TicksPerSecond / 100;

    /// <summary>
    /// Returns the time that the hypervisor gave to others while a CPU had work, since the machine started, by online CPU, in steps of 10 ms. It stays zero
    /// if the hypervisor does not report it. Null if the text has no such number.
    /// </summary>
    public static IReadOnlyDictionary<int, TimeSpan>? ParseSteal(string? text)
    {
        Dictionary<int, TimeSpan> steal = [];
        foreach (ReadOnlySpan<char> line in (text ?? "").AsSpan().EnumerateLines())
        {
            // The lines of the CPUs come first; the next line has a number for each interrupt, thousands on a large machine.
            if (!line.StartsWith(Prefix, StringComparison.Ordinal))
            {
                break;
            }

            int space = line.IndexOf(' ');
            if (space > 0
                && int.TryParse(line[Prefix.Length..space], NumberStyles.None, CultureInfo.InvariantCulture, out int cpu)
                && TrySteal(line[space..], out long count))
            {
                steal[cpu] = TimeSpan.FromTicks(Math.Min(count, long.MaxValue / TicksPerCount) * TicksPerCount);
            }
        }

        return steal.Count == 0 ? null : steal;
    }

    private static bool TrySteal(ReadOnlySpan<char> fields, out long count)
    {
        count = 0;
        for (int field = 0; field <= StealField; field++)
        {
            if (!CounterTable.TryNumber(ref fields, out count))
            {
                return false;
            }
        }

        return true;
    }
}
