namespace AesniCheck.Stressors;

/// <summary>
/// Computes how much of the available memory to leave to other processes, so that the kernel never has to kill one. Pure.
/// </summary>
/// <param name="limitBytes">The maximum memory that the machine and its cgroup could ever provide.</param>
internal readonly struct MemoryReserve(long limitBytes)
{
    // A twentieth, and at least as much as others may allocate within some readings; a guest of 512 MiB cannot spare that.
    private const int Share = 20;
    private const long MinimumBytes = 128L << 20;
    private const int MaximumShare = 8;

    // Takes at most this share of the free memory before the next reading, so that growth slows down as memory gets scarce.
    private const int Caution = 4;

    /// <summary>The bytes that are never touched.</summary>
    public long Bytes { get; } = Math.Min(Math.Max(limitBytes / Share, MinimumBytes), limitBytes / MaximumShare);

    // Between the two limits nothing is taken and nothing given back, so that the size settles.
    private long UpperBytes => Bytes + (Bytes / 2);

    /// <summary>Returns the bytes that may be taken before the next reading of the available memory.</summary>
    public long MayTake(long availableBytes) => Math.Max(0, (availableBytes - UpperBytes) / Caution);

    /// <summary>Returns the bytes that must be given back at once; 0 if none.</summary>
    public long MustGiveBack(long availableBytes) => availableBytes < Bytes ? UpperBytes - availableBytes : 0;
}
