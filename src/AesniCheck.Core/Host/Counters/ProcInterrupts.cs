using System.Globalization;

namespace AesniCheck.Host.Counters;

/// <summary>Parses the text of <c>/proc/interrupts</c>: the interrupts of each CPU since the machine started.</summary>
internal static class ProcInterrupts
{
    // Counts each upcall of the hypervisor. Under Xen, the events that it delivers also count in their own rows.
    private const string Upcall = "HYP";
    private const string XenDriver = "xen-";
    private const string XenPerCpu = "xen-percpu";

    private enum Kind
    {
        Timer,
        FunctionCall,
        Reschedule,
        TlbShootdown,
        Device,
        Other,
        Upcall,
        Ignored,
    }

    /// <summary>Returns the counts by online CPU; null if the text is not from this file.</summary>
    public static IReadOnlyDictionary<int, InterruptCounts>? Parse(string? text)
    {
        long[,] sums = new long[0, 0];
        bool isXen = false;
        int[]? cpus = CounterTable.Read(text, header =>
        {
            sums = new long[(int)Kind.Ignored, header.Length];
            return (name, counts, words) =>
            {
                isXen |= words.StartsWith(XenDriver, StringComparison.Ordinal);
                Add(sums, KindOf(name, words), counts);
            };
        });
        if (cpus is null)
        {
            return null;
        }

        Dictionary<int, InterruptCounts> byCpu = new(cpus.Length);
        for (int column = 0; column < cpus.Length; column++)
        {
            long Sum(Kind kind) => sums[(int)kind, column];
            byCpu[cpus[column]] = new(
                Sum(Kind.Timer),
                Sum(Kind.FunctionCall),
                Sum(Kind.Reschedule),
                Sum(Kind.TlbShootdown),
                Sum(Kind.Device),
                Sum(Kind.Other) + (isXen ? 0 : Sum(Kind.Upcall)));
        }

        return byCpu;
    }

    private static void Add(long[,] sums, Kind kind, ReadOnlySpan<long> counts)
    {
        if (kind != Kind.Ignored)
        {
            for (int column = 0; column < counts.Length; column++)
            {
                sums[(int)kind, column] += counts[column];
            }
        }
    }

    private static Kind KindOf(ReadOnlySpan<char> name, ReadOnlySpan<char> words) => name switch
    {
        "LOC" or "HVS" => Kind.Timer, // Hyper-V's synthetic timer takes the local timer's place
        "CAL" => Kind.FunctionCall,
        "RES" => Kind.Reschedule,
        "TLB" => Kind.TlbShootdown,
        Upcall => Kind.Upcall,
        "ERR" or "MIS" => Kind.Ignored, // of the whole machine, in the first column
        "RTR" or "MCP" => Kind.Ignored, // not interrupts: repeated reads, and polls
        _ when !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) => Kind.Other,
        _ => words.StartsWith(XenPerCpu, StringComparison.Ordinal) ? XenKind(words) : Kind.Device,
    };

    // xen-percpu -virq timer0, xen-percpu -ipi resched0, and so on. Under Xen the local timer's row does not advance, but the rows RES, CAL and
    // IWI count as elsewhere, in addition to the events that delivered them.
    private static Kind XenKind(ReadOnlySpan<char> words)
    {
        ReadOnlySpan<char> action = words[(words.LastIndexOf(' ') + 1)..];
        return action.StartsWith("timer", StringComparison.Ordinal) ? Kind.Timer
            : action.StartsWith("resched", StringComparison.Ordinal)
                || action.StartsWith("callfunc", StringComparison.Ordinal)
                || action.StartsWith("irqwork", StringComparison.Ordinal) ? Kind.Ignored
            : Kind.Other;
    }
}
