using AesniCheck.Basics;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work, with the results that the reference computes from it once; shared by all workers. Many threads may read it
/// at the same time; making it needs exclusive access.
/// </summary>
internal abstract class Unit
{
    /// <summary>The seed from which the whole unit follows.</summary>
    public ulong Seed { get; protected set; }

    /// <summary>Returns the seed of unit number <paramref name="index"/> of a run.</summary>
    public static ulong SeedOf(ulong runSeed, ulong index) => SplitMix64.At(runSeed, index);
}
