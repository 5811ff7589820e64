namespace AesniCheck.Basics;

/// <summary>The upper bound of the rate of faults after many trials without one.</summary>
public static class Bound
{
    /// <summary>The confidence of <see cref="AfterNoFault"/>.</summary>
    public const double Confidence = 0.95;

    /// <summary>
    /// The rule of three: after n trials without a fault, at 95 % confidence, fewer than 3/n of all trials are faulty
    /// (-ln 0.05 is 2.996). Holds for faults that strike at random, trial by trial.
    /// </summary>
    /// <param name="trials">n, more than 0.</param>
    public static double AfterNoFault(long trials) => 3.0 / trials;
}
