namespace AesniCheck.Stressors;

/// <summary>What steps leave on the managed heap.</summary>
internal static class Allocations
{
    private const int Tries = 10;
    private const int StepsPerTry = 50;

    /// <summary>
    /// The fewest bytes of some tries: a collection that another test causes throws away what is left of this thread's share of the
    /// heap, and that counts as allocated. What each step allocates is in every try.
    /// </summary>
    public static long OfSteps(Stressor stressor)
    {
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < StepsPerTry; i++)
            {
                stressor.Step();
            }

            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
