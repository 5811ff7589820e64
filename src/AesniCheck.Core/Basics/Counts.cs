namespace AesniCheck.Basics;

/// <summary>
/// Sums of counts, none of which is negative. A soak of weeks on hundreds of CPUs does more than 64 bits can count: a sum past them is the largest number
/// that there is, so that at least as much was done as is told.
/// </summary>
internal static class Counts
{
    /// <summary>The sum of two counts.</summary>
    public static long Plus(long left, long right) => right > long.MaxValue - left ? long.MaxValue : left + right;

    /// <summary>The same where either may be unknown: then the sum is too.</summary>
    public static long? Plus(long? left, long? right) => left is { } one && right is { } other ? Plus(one, other) : null;

    /// <summary>The sum of a count of each of some things.</summary>
    public static long Total<T>(this IEnumerable<T> things, Func<T, long> count) => things.Aggregate(0L, (sum, thing) => Plus(sum, count(thing)));
}
