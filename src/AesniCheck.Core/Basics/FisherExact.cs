namespace AesniCheck.Basics;

/// <summary>
/// The one-sided exact test of R. A. Fisher (1935): whether a group has more faulty machines than expected by chance. <see cref="GroupTest"/> corrects for
/// multiple tests.
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
        int members = faultyInside + healthyInside + faultyOutside + healthyOutside;
        return UpperTails(LogFactorials(members), faultyInside + healthyInside, faultyInside + faultyOutside, members)[faultyInside];
    }

    /// <summary>Returns the same probability for each number of faulty machines in a group, 0 to the largest possible one.</summary>
    /// <param name="logFactorials">The table of <see cref="LogFactorials"/>, of at least <paramref name="members"/>.</param>
    /// <param name="size">The number of machines in the group.</param>
    /// <param name="faulty">The number of faulty machines.</param>
    /// <param name="members">The number of all machines.</param>
    internal static double[] UpperTails(double[] logFactorials, int size, int faulty, int members)
    {
        double[] tails = new double[Math.Min(size, faulty) + 1];
        double ofAll = Choose(members, size);

        // From the smallest term to the largest, so that small terms are not lost.
        double sum = 0;
        for (int count = tails.Length - 1; count >= 0; count--)
        {
            sum += Math.Exp(Choose(faulty, count) + Choose(members - faulty, size - count) - ofAll);
            tails[count] = Math.Min(1, sum);
        }

        return tails;

        double Choose(int n, int k) => k < 0 || k > n ? double.NegativeInfinity : logFactorials[n] - logFactorials[k] - logFactorials[n - k];
    }

    /// <summary>Returns the natural logarithms of 0!, 1!, … up to that of <paramref name="count"/>.</summary>
    internal static double[] LogFactorials(int count)
    {
        double[] logarithms = new double[count + 1];
        for (int i = 1; i <= count; i++)
        {
            logarithms[i] = logarithms[i - 1] + Math.Log(i);
        }

        return logarithms;
    }
}
