using AesniCheck.Basics;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work, with the results that the reference makes of it, once; shared by all workers. Read by many threads
/// at a time; made by one alone.
/// </summary>
internal abstract class Unit
{
    /// <summary>The seed that all of it follows from.</summary>
    public ulong Seed { get; protected set; }

    /// <summary>The seed of unit number <paramref name="index"/> of a run.</summary>
    public static ulong SeedOf(ulong runSeed, ulong index) => SplitMix64.At(runSeed, index);
}
