namespace AesniCheck;

/// <summary>The memory that steps allocate on the managed heap.</summary>
internal static class Allocations
{
    private const int Tries = 10;

    /// <summary>
    /// The bytes that <paramref name="count"/> repetitions of <paramref name="step"/> allocate on this thread, as the minimum of several tries:
    /// a collection that another test causes discards the rest of the thread's allocation context, which counts as allocated,
    /// as do types that are initialized the first time. The allocations of the steps themselves are in every try.
    /// </summary>
    public static long Of(Action step, int count = 1)
    {
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < count; i++)
            {
                step();
            }

            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
