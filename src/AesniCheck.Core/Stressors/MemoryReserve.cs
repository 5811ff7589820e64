namespace AesniCheck.Stressors;

/// <summary>
/// How much of what is available is left to everybody else, so that the kernel never has to kill anybody. Pure.
/// </summary>
/// <param name="limitBytes">The most that the machine and its cgroup could ever give.</param>
internal readonly struct MemoryReserve(long limitBytes)
{
    // A twentieth, and no less than what others may take within some readings; a guest of 512 MiB can't spare that.
    private const int Share = 20;
    private const long LeastBytes = 128L << 20;
    private const int MostShare = 8;

    // Of what is free to be taken, no more than this share is taken before the next reading: the less there is, the slower.
    private const int Caution = 4;

    /// <summary>The bytes that are never to be touched.</summary>
    public long Bytes { get; } = Math.Min(Math.Max(limitBytes / Share, LeastBytes), limitBytes / MostShare);

    // Between the two nothing is taken and nothing given back, so that it comes to rest.
    private long UpperBytes => Bytes + (Bytes / 2);

    /// <summary>The bytes that may be taken before what is available is read again.</summary>
    public long MayTake(long availableBytes) => Math.Max(0, (availableBytes - UpperBytes) / Caution);

    /// <summary>The bytes that have to be given back at once; 0 where all is well.</summary>
    public long MustGiveBack(long availableBytes) => availableBytes < Bytes ? UpperBytes - availableBytes : 0;
}
