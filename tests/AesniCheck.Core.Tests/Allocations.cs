namespace AesniCheck;

/// <summary>What steps leave on the managed heap.</summary>
internal static class Allocations
{
    private const int Tries = 10;

    /// <summary>
    /// The bytes that <paramref name="count"/> times <paramref name="step"/> allocate on this thread, as the best of some tries has it:
    /// a collection that another test causes throws away what is left of the thread's share of the heap, and that counts as allocated,
    /// as do types that are initialized the first time. What the steps themselves allocate is in every try.
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
