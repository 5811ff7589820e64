namespace AesniCheck.Basics;

/// <summary>
/// Sums of non-negative counts. A soak of weeks on hundreds of CPUs can exceed 64 bits; therefore sums saturate, and a saturated sum is a lower bound.
/// </summary>
internal static class Counts
{
    /// <summary>The sum of two counts.</summary>
    public static long Plus(long left, long right) => right > long.MaxValue - left ? long.MaxValue : left + right;

    /// <summary>The sum of two counts, or null if either is unknown.</summary>
    public static long? Plus(long? left, long? right) => left is { } one && right is { } other ? Plus(one, other) : null;

    /// <summary>The sum of one count per item.</summary>
    public static long Total<T>(this IEnumerable<T> things, Func<T, long> count) => things.Aggregate(0L, (sum, thing) => Plus(sum, count(thing)));
}
