namespace AesniCheck.Basics;

/// <summary>
/// The exact test of R. A. Fisher (1935), one-sided: whether a group has more faulty machines than chance would give it. And the correction of
/// S. Holm (1979) for looking at many groups.
/// </summary>
public static class FisherExact
{
    /// <summary>
    /// The probability that a group has as many faulty machines as it has, or more, if all that is known is how many there are of each: the upper tail of
    /// the hypergeometric distribution. Exact but for rounding, with relative errors under 1e-9.
    /// </summary>
    /// <param name="faultyInside">The faulty machines of the group.</param>
    /// <param name="healthyInside">Its healthy ones.</param>
    /// <param name="faultyOutside">The faulty machines outside of it.</param>
    /// <param name="healthyOutside">The healthy ones outside of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative.</exception>
    public static double OneSided(int faultyInside, int healthyInside, int faultyOutside, int healthyOutside)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(faultyInside);
        ArgumentOutOfRangeException.ThrowIfNegative(healthyInside);
        ArgumentOutOfRangeException.ThrowIfNegative(faultyOutside);
        ArgumentOutOfRangeException.ThrowIfNegative(healthyOutside);
        int size = faultyInside + healthyInside;
        int faulty = faultyInside + faultyOutside;
        int healthy = healthyInside + healthyOutside;
        double[] logarithms = LogFactorials(faulty + healthy);
        double ofAll = Choose(faulty + healthy, size);

        // From the smallest term to the largest, so that the small ones are not lost.
        double sum = 0;
        for (int count = Math.Min(size, faulty); count >= faultyInside; count--)
        {
            sum += Math.Exp(Choose(faulty, count) + Choose(healthy, size - count) - ofAll);
        }

        return Math.Min(1, sum);

        double Choose(int n, int k) => k < 0 || k > n ? double.NegativeInfinity : logarithms[n] - logarithms[k] - logarithms[n - k];
    }

    /// <summary>
    /// Corrects p values for how many of them there are: whoever calls those under 0.05 unusual is wrong about any of them in one of twenty fleets at most,
    /// however the groups overlap.
    /// </summary>
    /// <param name="values">The p values of all tests.</param>
    /// <returns>The corrected ones, in the same order.</returns>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> values)
    {
        double[] corrected = new double[values.Count];
        double largest = 0;
        foreach ((int rank, int index) in Enumerable.Range(0, values.Count).OrderBy(index => values[index]).Index())
        {
            largest = Math.Max(largest, Math.Min(1, (values.Count - rank) * values[index]));
            corrected[index] = largest;
        }

        return corrected;
    }

    private static double[] LogFactorials(int count)
    {
        double[] logarithms = new double[count + 1];
        for (int i = 1; i <= count; i++)
        {
            logarithms[i] = logarithms[i - 1] + Math.Log(i);
        }

        return logarithms;
    }
}
