namespace AesniCheck.Probes;

/// <summary>
/// Areas of memory that each begin directly after an inaccessible page and end directly before another: the system ends a process
/// that reads or writes just outside an area. The pointers are valid as long as this object is reachable.
/// </summary>
/// <param name="areas">The areas, in the order of the request.</param>
/// <param name="owner">The object that frees the memory when it is collected; kept reachable.</param>
internal sealed class GuardedPages(IReadOnlyList<GuardedArea> areas, object owner)
{
    /// <summary>The areas.</summary>
    public IReadOnlyList<GuardedArea> Areas => areas;

    /// <summary>The object that frees the memory.</summary>
    public object Owner => owner;
}

/// <summary>Memory between two inaccessible pages.</summary>
/// <param name="pointer">The first byte.</param>
/// <param name="length">The length in bytes, whole pages.</param>
internal readonly unsafe struct GuardedArea(byte* pointer, int length)
{
    /// <summary>The first byte.</summary>
    public byte* Pointer => pointer;

    /// <summary>The length in bytes, whole pages.</summary>
    public int Length => length;
}
