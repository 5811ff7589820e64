namespace AesniCheck.Basics;

/// <summary>The 95 % confidence interval of a rate, after E. B. Wilson, JASA 22 (1927): valid near 0 and 1, and for few trials.</summary>
/// <param name="Low">The lower end, 0 to 1.</param>
/// <param name="High">The upper end, 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    // The 97.5th percentile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>Returns the interval of a rate from hits in a number of trials.</summary>
    /// <param name="hits">The hits, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">The trials, 1 or more.</param>
    public static WilsonInterval Of(int hits, int trials)
    {
        double rate = (double)hits / trials;
        double scale = 1 + (Z * Z / trials);
        double center = (rate + (Z * Z / (2 * trials))) / scale;
        double half = Z / scale * Math.Sqrt((rate * (1 - rate) / trials) + (Z * Z / (4.0 * trials * trials)));

        // The rate lies between the ends; rounding must not change that.
        return new WilsonInterval(Math.Clamp(center - half, 0, rate), Math.Clamp(center + half, rate, 1));
    }
}
