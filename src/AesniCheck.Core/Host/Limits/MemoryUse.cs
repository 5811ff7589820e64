namespace AesniCheck.Host.Limits;

/// <summary>The memory of a process, in bytes.</summary>
/// <param name="Resident">The resident memory, without pages that are on a disk.</param>
/// <param name="AddressSpace">The size of the address space, populated or not: limited by RLIMIT_AS.</param>
/// <param name="Data">The part of it that is writable and not shared, and the stack: limited by RLIMIT_DATA.</param>
internal readonly record struct MemoryUse(long Resident, long AddressSpace, long Data)
{
    /// <summary>The larger value of each.</summary>
    public static MemoryUse Max(MemoryUse left, MemoryUse right) => new(
        Math.Max(left.Resident, right.Resident), Math.Max(left.AddressSpace, right.AddressSpace), Math.Max(left.Data, right.Data));
}
