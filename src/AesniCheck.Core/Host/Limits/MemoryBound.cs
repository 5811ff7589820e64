namespace AesniCheck.Host.Limits;

/// <summary>How much memory, swap, and both together somebody leaves to a process, in bytes. Pure.</summary>
/// <param name="Memory">Of memory alone.</param>
/// <param name="Swap">Of swap alone.</param>
/// <param name="Both">Of both, where that is less than their sum.</param>
internal readonly record struct MemoryBound(long Memory, long Swap, long Both)
{
    /// <summary>More than any machine has, and small enough for sums.</summary>
    public const long NoLimit = long.MaxValue / 4;

    /// <summary>What bounds nothing.</summary>
    public static MemoryBound None { get; } = new(NoLimit, NoLimit, NoLimit);

    /// <summary>What they come to.</summary>
    public long Bytes => Math.Max(0, Math.Min(Memory + Swap, Both));

    /// <summary>What is left where both hold.</summary>
    public MemoryBound And(MemoryBound other) =>
        new(Math.Min(Memory, other.Memory), Math.Min(Swap, other.Swap), Math.Min(Both, other.Both));
}
