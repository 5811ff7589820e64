namespace AesniCheck.Basics;

/// <summary>The 95 % interval of a rate, after E. B. Wilson, JASA 22 (1927): it holds near 0 and 1, and for few trials.</summary>
/// <param name="Low">Its lower end, 0 to 1.</param>
/// <param name="High">Its upper end, 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    // The 97.5th percentile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>The interval of the rate that so many hits in so many trials speak for.</summary>
    /// <param name="hits">The hits, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">The trials, 1 or more.</param>
    public static WilsonInterval Of(int hits, int trials)
    {
        double rate = (double)hits / trials;
        double scale = 1 + (Z * Z / trials);
        double center = (rate + (Z * Z / (2 * trials))) / scale;
        double half = Z / scale * Math.Sqrt((rate * (1 - rate) / trials) + (Z * Z / (4.0 * trials * trials)));

        // The ends are on their sides of the rate; rounding must not put them elsewhere.
        return new WilsonInterval(Math.Clamp(center - half, 0, rate), Math.Clamp(center + half, rate, 1));
    }
}
