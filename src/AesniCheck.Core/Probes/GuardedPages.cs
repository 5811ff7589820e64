namespace AesniCheck.Probes;

/// <summary>
/// Areas of memory, each of which begins directly after a page that may not be touched and ends directly before another: who reads or
/// writes outside an area is ended by the system. The pointers are valid as long as this object is reachable.
/// </summary>
/// <param name="areas">The areas, in the order in which they were asked for.</param>
/// <param name="owner">What gives the memory back when it is collected; kept reachable.</param>
internal sealed class GuardedPages(IReadOnlyList<GuardedArea> areas, object owner)
{
    /// <summary>The areas.</summary>
    public IReadOnlyList<GuardedArea> Areas => areas;

    /// <summary>What gives the memory back.</summary>
    public object Owner => owner;
}

/// <summary>Memory between two pages that may not be touched.</summary>
/// <param name="pointer">The first byte.</param>
/// <param name="length">The length in bytes, whole pages.</param>
internal readonly unsafe struct GuardedArea(byte* pointer, int length)
{
    /// <summary>The first byte.</summary>
    public byte* Pointer => pointer;

    /// <summary>The length in bytes, whole pages.</summary>
    public int Length => length;
}
