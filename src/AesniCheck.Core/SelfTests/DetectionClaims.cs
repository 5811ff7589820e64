using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>The rates at which faults are seen that the tool claims.</summary>
internal static class DetectionClaims
{
    // A self-test of a tool that keeps all its claims, and no more than keeps them, ends otherwise once in a hundred.
    private const double Doubt = 0.01;

    /// <summary>The rate that is claimed for a class, 0 to 1; null where nothing is claimed.</summary>
    public static double? Of(string subject, FaultKind kind, RegisterArea? area) => (subject, kind, area) switch
    {
        (SelfTestSubject.DefaultMix, FaultKind.Flip, RegisterArea.Xmm) => 0.95,
        ("chain", FaultKind.Flip or FaultKind.Zero or FaultKind.Leak, RegisterArea.Xmm) => 0.99,
        ("register", FaultKind.Flip, RegisterArea.YmmUpper or RegisterArea.ZmmUpper or RegisterArea.Zmm16To31) => 0.97,
        ("block", FaultKind.Flip, RegisterArea.Xmm) => 0.90,

        // Guards in fifteen of the sixteen registers, while blocks are in the others.
        ("block", FaultKind.Flip, RegisterArea.Zmm16To31) => 0.85,
        _ => null,
    };

    /// <summary>
    /// Whether what was seen can be squared with a claim: unless so few would be seen with a probability of less than one in a hundred, shared
    /// among all claims that are tried together (Bonferroni), were the claim true.
    /// </summary>
    /// <param name="claim">The rate, more than 0 and less than 1.</param>
    /// <param name="seen">The faults that were seen.</param>
    /// <param name="injected">The faults that were injected.</param>
    /// <param name="claims">The number of claims that are tried together, 1 or more.</param>
    /// <returns>Null where so few were injected that nothing could refute the claim: then nothing speaks for it either.</returns>
    public static bool? IsKept(double claim, int seen, int injected, int claims)
    {
        double least = Doubt / claims;
        return ProbabilityOfAtMost(0, injected, claim) >= least ? null : ProbabilityOfAtMost(seen, injected, claim) >= least;
    }

    /// <summary>The probability of that many hits or fewer: the binomial distribution, in logarithms, as factorials are large.</summary>
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
