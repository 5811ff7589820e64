namespace AesniCheck.SelfTests;

/// <summary>
/// Decides a claim with as few faults as possible: the sequential probability ratio test of A. Wald (1945) between the claimed rate and
/// <see cref="BrokenRate"/>. A tool that keeps all its claims is rejected in at most one of a hundred quick self-tests; a class that is seen at the broken rate
/// or less is accepted in at most one of a hundred.
/// </summary>
internal static class SequentialTest
{
    /// <summary>The detection rate at which a detector counts as broken.</summary>
    public const double BrokenRate = 0.5;

    /// <summary>The probability of each of the two wrong decisions, at most.</summary>
    public const double ErrorRate = 0.01;

    /// <summary>The largest number of faults for one claim. Without a decision until then, the claim stays undecided.</summary>
    public const int MaximumTrials = 120;

    /// <summary>Decides a claim.</summary>
    /// <param name="claim">The rate, more than <see cref="BrokenRate"/> and less than 1.</param>
    /// <param name="seen">The number of faults that were seen.</param>
    /// <param name="injected">The number of faults that were injected.</param>
    /// <param name="claims">The number of claims that are tried together, 1 or more; the probability of a wrong rejection is divided among them.</param>
    /// <returns>Whether the claim is kept; null if that is still open.</returns>
    public static bool? Decide(double claim, int seen, int injected, int claims)
    {
        double ratio = (seen * Math.Log(BrokenRate / claim)) + ((injected - seen) * Math.Log((1 - BrokenRate) / (1 - claim)));
        double rejection = ErrorRate / claims;
        return ratio <= Math.Log(ErrorRate / (1 - rejection)) ? true
            : ratio >= Math.Log((1 - ErrorRate) / rejection) ? false
            : null;
    }

    /// <summary>Returns the number of faults that decide a claim if all of them are seen.</summary>
    public static int LeastTrials(double claim, int claims)
    {
        int trials = 1;
        while (Decide(claim, trials, trials, claims) is null)
        {
            trials++;
        }

        return trials;
    }
}
