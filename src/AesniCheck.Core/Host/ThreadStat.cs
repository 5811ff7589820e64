using System.Globalization;

namespace AesniCheck.Host;

/// <summary>What <c>/proc/PID/task/TID/stat</c> tells of a thread: proc_pid_stat(5).</summary>
/// <param name="Name">Its name, 15 bytes at most.</param>
/// <param name="State">R for one that runs or could, S and D for one that waits, Z and X for one that has ended.</param>
/// <param name="Cpu">The CPU that it is on, or was on last.</param>
internal sealed record ThreadStat(string Name, char State, int Cpu)
{
    // Behind the name, fields are counted from 0 here; state is field 3 of the manual, processor field 39.
    private const int StateField = 0;
    private const int CpuField = 36;

    /// <summary>Reads the line; null where it is none. The name may hold anything, parentheses and spaces included.</summary>
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
            ? new ThreadStat(text[(open + 1)..close], fields[StateField][0], cpu)
            : null;
    }
}
