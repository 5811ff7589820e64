namespace AesniCheck.Basics;

/// <summary>
/// Tests which groups of members have a property more often than by chance, for many groups and properties at once. Each test is <see cref="FisherExact"/>,
/// one-sided; the p values are corrected for the number of tests by the single-step min-P method of P. H. Westfall and S. S. Young (1993): a corrected p is the
/// share of random reassignments of the properties to the members whose smallest p, over all tests, is at most this one. If corrected values below 0.05 count
/// as unusual, at most one set of members in twenty has a false positive, however the groups and the properties overlap. Not thread-safe.
/// </summary>
internal sealed class GroupTest
{
    /// <summary>A property of fewer members than this is not a pattern: such tests are not made.</summary>
    public const int LeastAffected = 2;

    private const int MostReassignments = 9_999;
    private const int LeastReassignments = 999;
    private const long MostSteps = 200_000_000;
    private const ulong Seed = 0x4a05_e2b9_71c3_88d6;

    // Probabilities that are equal in theory differ by rounding.
    private const double Tolerance = 1 + 1e-9;

    private readonly IReadOnlyList<int> _properties;
    private readonly int[][] _groupsOf;
    private readonly double[][][] _tables;
    private readonly double[] _smallest;

    /// <param name="groups">The groups, each with the numbers of its members.</param>
    /// <param name="properties">The properties of each member, as bits.</param>
    /// <param name="propertyCount">The number of properties, 1 to 31.</param>
    public GroupTest(IReadOnlyList<IReadOnlyList<int>> groups, IReadOnlyList<int> properties, int propertyCount)
    {
        _properties = properties;
        var groupsOf = new List<int>[properties.Count];
        for (int member = 0; member < groupsOf.Length; member++)
        {
            groupsOf[member] = [];
        }

        foreach ((int number, IReadOnlyList<int> group) in groups.Index())
        {
            foreach (int member in group)
            {
                groupsOf[member].Add(number);
            }
        }

        _groupsOf = [.. groupsOf.Select(numbers => numbers.ToArray())];
        int[] totals = [.. Enumerable.Range(0, propertyCount).Select(property => properties.Count(of => (of >> property & 1) != 0))];
        double[] logFactorials = FisherExact.LogFactorials(properties.Count);
        _tables = [.. groups.Select(group => totals.Select(total => FisherExact.UpperTails(logFactorials, group.Count, total, properties.Count)).ToArray())];
        _smallest = Reassign(groups.Count, propertyCount);
    }

    /// <summary>Returns the probability that chance alone gives a group at least this many members with a property.</summary>
    /// <param name="group">The number of the group.</param>
    /// <param name="property">The number of the property.</param>
    /// <param name="count">The number of its members with the property.</param>
    public double Probability(int group, int property, int count) => _tables[group][property][count];

    /// <summary>Corrects a probability for the number of tests.</summary>
    public double Corrected(double probability)
    {
        // The data themselves are one of the assignments.
        int atMost = Array.BinarySearch(_smallest, probability * Tolerance, Comparer<double>.Create((left, right) => left <= right ? -1 : 1));
        return (1.0 + ~atMost) / (1.0 + _smallest.Length);
    }

    /// <summary>Returns the smallest probability of each random reassignment, in ascending order.</summary>
    private double[] Reassign(int groupCount, int propertyCount)
    {
        int[] affected = [.. _properties.Where(of => of != 0)];
        long steps = Math.Max(1, affected.Sum(of => (long)int.PopCount(of)) * _groupsOf.Select(of => of.Length).DefaultIfEmpty().Max());
        double[] smallest = new double[(int)Math.Clamp(MostSteps / steps, LeastReassignments, MostReassignments)];
        var random = new SplitMix64(Seed);
        int[] members = [.. Enumerable.Range(0, _properties.Count)];
        int[] counts = new int[groupCount * propertyCount];
        for (int reassignment = 0; reassignment < smallest.Length; reassignment++)
        {
            Array.Clear(counts);
            double least = 1;
            for (int i = 0; i < affected.Length; i++)
            {
                int other = i + (int)(random.Next() % (ulong)(members.Length - i));
                (members[i], members[other]) = (members[other], members[i]);
                foreach (int group in _groupsOf[members[i]])
                {
                    for (int left = affected[i]; left != 0; left &= left - 1)
                    {
                        int property = int.TrailingZeroCount(left);
                        int count = ++counts[(group * propertyCount) + property];

                        // A higher count has a lower probability, so the last one counts.
                        least = count < LeastAffected ? least : Math.Min(least, _tables[group][property][count]);
                    }
                }
            }

            smallest[reassignment] = least;
        }

        Array.Sort(smallest);
        return smallest;
    }
}
