namespace AesniCheck.Basics;

/// <summary>
/// The one-sided exact test of R. A. Fisher (1935): whether a group has more faulty machines than expected by chance. Also the correction of S. Holm (1979)
/// for multiple tests.
/// </summary>
public static class FisherExact
{
    /// <summary>
    /// The probability that a group has at least this many faulty machines, given only the totals: the upper tail of the hypergeometric distribution. Exact
    /// except for rounding, with relative errors below 1e-9.
    /// </summary>
    /// <param name="faultyInside">The faulty machines of the group.</param>
    /// <param name="healthyInside">The healthy machines of the group.</param>
    /// <param name="faultyOutside">The faulty machines outside the group.</param>
    /// <param name="healthyOutside">The healthy machines outside the group.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
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

        // From the smallest term to the largest, so that small terms are not lost.
        double sum = 0;
        for (int count = Math.Min(size, faulty); count >= faultyInside; count--)
        {
            sum += Math.Exp(Choose(faulty, count) + Choose(healthy, size - count) - ofAll);
        }

        return Math.Min(1, sum);

        double Choose(int n, int k) => k < 0 || k > n ? double.NegativeInfinity : logarithms[n] - logarithms[k] - logarithms[n - k];
    }

    /// <summary>
    /// Corrects p values for the number of tests: if values below 0.05 count as unusual, at most one fleet in twenty has any false positive, however the
    /// groups overlap.
    /// </summary>
    /// <param name="values">The p values of all tests.</param>
    /// <returns>The corrected p values, in the same order.</returns>
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
