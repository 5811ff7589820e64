using System.Collections.Immutable;
using System.Globalization;
using AesniCheck.Ciphers.Modes;
using AesniCheck.Reports;
using AesniCheck.Vectors;

namespace AesniCheck.Cli;

/// <summary>What <c>aesnicheck vectors</c> prints.</summary>
internal static class VectorsText
{
    private const int ShownFailures = 20;
    private const int NameWidth = 32;

    /// <summary>A line for each file: who got it right, and who did not; beneath it, what was not tried and why.</summary>
    public static void Write(ImmutableArray<VectorFile> files, ImmutableArray<KnownAnswerResult> results)
    {
        int width = Math.Max(NameWidth, files.Max(file => file.FileName.Length));
        int engineCount = results.Length / files.Length;
        foreach ((int index, VectorFile file) in files.Index())
        {
            KnownAnswerResult[] columns = [.. results.Skip(index * engineCount).Take(engineCount)];
            Console.Out.WriteLine($"{file.FileName.PadRight(width)} {Quantities.Count(file.Vectors.Length),6}  {Describe(columns)}");
            foreach (KnownAnswerResult result in columns.Where(result => result.NotTriedCount > 0 && !result.IsSkipped))
            {
                Console.Out.WriteLine(
                    $"    {result.Engine}: {Quantities.Count(result.VectorCount)} of {Quantities.Count(file.Vectors.Length)} tried; {result.SkipReason}");
            }

            if (columns.Any(result => result.IsSkipped))
            {
                Console.Out.WriteLine($"    not tried: {string.Join(", ", columns.Where(result => result.IsSkipped).Select(result => result.Engine))}");
            }

            if (file.PassedOver > 0)
            {
                Console.Out.WriteLine($"    {Quantities.Count(file.PassedOver)} vectors of data units that are no whole bytes were passed over");
            }
        }
    }

    /// <summary>A line for each Monte Carlo test.</summary>
    public static void Write(ImmutableArray<MonteCarloComparison> comparisons)
    {
        foreach (MonteCarloComparison comparison in comparisons)
        {
            Console.Out.WriteLine(Describe(comparison));
        }
    }

    /// <summary>The first failures, with what was expected and what came.</summary>
    public static void Write(KnownAnswerFailure[] failures)
    {
        foreach (KnownAnswerFailure failure in failures.Take(ShownFailures))
        {
            Console.Out.WriteLine($"{failure.Place}: {failure.Engine} {Describe(failure)}");
            Console.Out.WriteLine($"    expected  {(failure.Error == KnownAnswerError.Accepted ? "refusal" : Hex(failure.Expected))}");
            Console.Out.WriteLine($"    actual    {(failure.Error == KnownAnswerError.Refused ? "refusal" : Hex(failure.Actual))}");
        }

        if (failures.Length > ShownFailures)
        {
            Console.Out.WriteLine($"and {Quantities.Count(failures.Length - ShownFailures)} more");
        }
    }

    /// <summary>All in one line.</summary>
    public static string Summarize(
        ImmutableArray<VectorFile> files,
        ImmutableArray<KnownAnswerResult> results,
        ImmutableArray<MonteCarloComparison> comparisons,
        ModeEngine[] engines)
    {
        string notTried = Phrase(results.Sum(result => result.NotTriedCount), "not tried");
        string passedOver = Phrase(files.Sum(file => file.PassedOver), "passed over");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Sum(result => result.VectorCount):N0} known answers on {string.Join(", ", engines.AsEnumerable())}: {results.Sum(result => result.Failures.Length):N0} wrong{notTried}{passedOver}; {comparisons.Length} Monte Carlo tests: {comparisons.Count(comparison => !comparison.Agrees)} disagree");
    }

    private static string Phrase(int count, string what) => count == 0 ? "" : $", {Quantities.Count(count)} {what}";

    private static string Hex(byte[] bytes) => bytes.Length == 0 ? "(empty)" : Convert.ToHexStringLower(bytes);

    private static string Describe(KnownAnswerFailure failure) => failure.Error switch
    {
        KnownAnswerError.Refused => "refuses what is valid",
        KnownAnswerError.Accepted => "accepts what is invalid",
        _ => $"{failure.Direction.ToString().ToLowerInvariant()}s wrongly from byte {failure.FirstDifference} on",
    };

    private static string Describe(KnownAnswerResult[] results)
    {
        string[] right = [.. results.Where(result => result.IsPassed).Select(result => result.Engine)];
        IEnumerable<string> wrong = results.Where(result => !result.Failures.IsEmpty).Select(result => $"{result.Engine} {result.Failures.Length} WRONG");
        string ok = right.Length == 0 ? "" : right.Length == results.Length && right.Length > 1 ? $"all {right.Length} engines ok" : $"{string.Join(", ", right)} ok";
        string[] parts = [.. wrong, .. ok.Length > 0 ? [ok] : Array.Empty<string>()];
        return parts.Length == 0 ? "NOT TRIED" : string.Join("; ", parts);
    }

    private static string Describe(MonteCarloComparison comparison)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"Monte Carlo {comparison.Mode.ToString().ToUpperInvariant()} {(int)comparison.KeySize} {comparison.Direction.ToString().ToLowerInvariant()}");
        string words = comparison.Agrees
            ? "all agree"
            : string.Join(", ", comparison.FirstDifferences.Where(pair => pair.Value >= 0).Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.Key} DIFFERS from {comparison.Engine} from iteration {pair.Value} on")));
        return $"{name,-NameWidth} {MonteCarlo.OuterIterations * MonteCarlo.InnerIterations / 1000}000  {words}";
    }
}
