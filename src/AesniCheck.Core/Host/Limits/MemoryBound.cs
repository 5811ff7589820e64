namespace AesniCheck.Host.Limits;

/// <summary>Upper bounds, in bytes, on the memory, the swap, and the sum of both that a process may use. Pure.</summary>
/// <param name="Memory">The bound on memory alone.</param>
/// <param name="Swap">The bound on swap alone.</param>
/// <param name="Both">The bound on both, if less than their sum.</param>
internal readonly record struct MemoryBound(long Memory, long Swap, long Both)
{
    /// <summary>More than any machine has, and small enough for sums.</summary>
    public const long NoLimit = long.MaxValue / 4;

    /// <summary>No bound.</summary>
    public static MemoryBound None { get; } = new(NoLimit, NoLimit, NoLimit);

    /// <summary>The total that the bounds allow.</summary>
    public long Bytes => Math.Max(0, Math.Min(Memory + Swap, Both));

    /// <summary>The bounds if both apply.</summary>
    public MemoryBound And(MemoryBound other) =>
        new(Math.Min(Memory, other.Memory), Math.Min(Swap, other.Swap), Math.Min(Both, other.Both));
}
