using System.Globalization;

namespace AesniCheck.Host.Counters;

/// <summary>The state of a thread, from <c>/proc/PID/task/TID/stat</c>: proc_pid_stat(5).</summary>
/// <param name="Name">The name, at most 15 bytes.</param>
/// <param name="State">R for running or runnable, S and D for waiting, Z and X for ended.</param>
/// <param name="Cpu">The CPU that it runs on, or ran on last.</param>
internal sealed record ThreadStat(string Name, char State, int Cpu)
{
    // After the name, fields are counted from 0 here; state is field 3 of the manual, processor field 39.
    private const int StateField = 0;
    private const int UserTimeField = 11;
    private const int SystemTimeField = 12;
    private const int CpuField = 36;

    // The unit of times: always 1/100 s for programs, whatever unit the kernel counts in (USER_HZ).
    private static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(10);

    /// <summary>The time that it ran on a CPU, in steps of 10 ms.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>Parses the line; null if it is malformed. The name may contain anything, even parentheses and spaces.</summary>
    public static ThreadStat? Parse(string? text)
    {
        int open = text?.IndexOf('(', StringComparison.Ordinal) ?? -1;
        int close = text?.LastIndexOf(')') ?? -1;
        if (text is null || open < 0 || close < open || close + 2 > text.Length)
        {
            return null;
        }

        string[] fields = text[(close + 2)..].Split(' ');
        return fields.Length > CpuField
            && fields[StateField].Length == 1
            && int.TryParse(fields[CpuField], NumberStyles.None, CultureInfo.InvariantCulture, out int cpu)
            && uint.TryParse(fields[UserTimeField], NumberStyles.None, CultureInfo.InvariantCulture, out uint user)
            && uint.TryParse(fields[SystemTimeField], NumberStyles.None, CultureInfo.InvariantCulture, out uint system)
            ? new ThreadStat(text[(open + 1)..close], fields[StateField][0], cpu) { CpuTime = ((long)user + system) * ClockTick }
            : null;
    }
}
