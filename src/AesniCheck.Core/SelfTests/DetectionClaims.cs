using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>The detection rates that the tool claims.</summary>
internal static class DetectionClaims
{
    // A self-test of a tool that only just keeps all its claims fails once in a hundred times.
    private const double SignificanceLevel = 0.01;

    /// <summary>Returns the claimed rate for a class, 0 to 1; null if nothing is claimed.</summary>
    public static double? Of(string subject, FaultKind kind, RegisterArea? area) => (subject, kind, area) switch
    {
        (SelfTestSubject.DefaultMix, FaultKind.Flip, RegisterArea.Xmm) => 0.95,
        ("chain", FaultKind.Flip or FaultKind.Zero or FaultKind.Leak, RegisterArea.Xmm) => 0.99,
        ("register", FaultKind.Flip, RegisterArea.YmmUpper or RegisterArea.ZmmUpper or RegisterArea.Zmm16To31) => 0.97,
        ("block", FaultKind.Flip, RegisterArea.Xmm) => 0.90,

        // Guards are in fifteen of the sixteen registers while blocks are in the others.
        ("block", FaultKind.Flip, RegisterArea.Zmm16To31) => 0.85,
        _ => null,
    };

    /// <summary>Returns whether a rate is claimed for any class of a subject.</summary>
    public static bool IsClaimed(string subject) => Enum.GetValues<FaultKind>().Any(kind => RegisterAreas.All.Any(area => Of(subject, kind, area) is not null));

    /// <summary>
    /// Returns whether a result is consistent with a claim. It is not if, given that the claim is true, the probability of so few seen faults is less than one
    /// in a hundred, divided by the number of claims that are tried together (Bonferroni).
    /// </summary>
    /// <param name="claim">The rate, more than 0 and less than 1.</param>
    /// <param name="seen">The number of faults that were seen.</param>
    /// <param name="injected">The number of faults that were injected.</param>
    /// <param name="claims">The number of claims that are tried together, 1 or more.</param>
    /// <returns>Null if too few faults were injected to refute the claim: then nothing supports it either.</returns>
    public static bool? IsKept(double claim, int seen, int injected, int claims)
    {
        double least = SignificanceLevel / claims;
        return ProbabilityOfAtMost(0, injected, claim) >= least ? null : ProbabilityOfAtMost(seen, injected, claim) >= least;
    }

    /// <summary>Returns the probability of at most that many hits: the binomial distribution, in logarithms because factorials are large.</summary>
    internal static double ProbabilityOfAtMost(int hits, int trials, double rate)
    {
        double sum = 0;
        double logarithm = trials * Math.Log(1 - rate);
        for (int k = 0; k <= hits; k++)
        {
            sum += Math.Exp(logarithm);
            logarithm += Math.Log((double)(trials - k) / (k + 1) * rate / (1 - rate));
        }

        return Math.Min(sum, 1);
    }
}
