namespace AesniCheck.Host.Limits;

/// <summary>The memory of a process, in bytes.</summary>
/// <param name="Resident">What it holds, without what is on a disk.</param>
/// <param name="AddressSpace">The addresses that it has taken, whether anything is behind them or not: what RLIMIT_AS limits.</param>
/// <param name="Data">Those that can be written and are not shared, and the stack: what RLIMIT_DATA limits.</param>
internal readonly record struct MemoryUse(long Resident, long AddressSpace, long Data)
{
    /// <summary>The most of each.</summary>
    public static MemoryUse Max(MemoryUse left, MemoryUse right) => new(
        Math.Max(left.Resident, right.Resident), Math.Max(left.AddressSpace, right.AddressSpace), Math.Max(left.Data, right.Data));
}
