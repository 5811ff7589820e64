using System.Collections.Immutable;
using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Vectors;

namespace AesniCheck.Cli.Commands;

/// <summary>The lines that <c>aesnicheck vectors</c> prints beside its table.</summary>
internal static class VectorsText
{
    private const int ShownFailures = 20;
    private const int NameWidth = 32;

    /// <summary>Returns the line of a Monte Carlo test.</summary>
    public static string Line(MonteCarloComparison comparison)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"Monte Carlo {comparison.Mode.Label} {(int)comparison.KeySize} {comparison.Direction.ToString().ToLowerInvariant()}");
        string words = comparison.Agrees
            ? "all agree"
            : string.Join(", ", comparison.FirstDifferences.Where(pair => pair.Value >= 0).Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.Key} DIFFERS from {comparison.Engine} from iteration {pair.Value} on")));
        return $"{name,-NameWidth} {MonteCarlo.OuterIterations * MonteCarlo.InnerIterations / 1000}000  {words}";
    }

    /// <summary>Returns the first failures with expected and actual output; then the first wrong vector of each wrong file.</summary>
    public static IEnumerable<string> Failures(ImmutableArray<FileTrial> trials)
    {
        KnownAnswerFailure[] failures = [.. trials.SelectMany(trial => trial.Results).SelectMany(result => result.Failures).Take(ShownFailures)];
        foreach (KnownAnswerFailure failure in failures)
        {
            yield return $"{failure.Place}: {failure.Engine} {Describe(failure)}";
            yield return $"    expected  {(failure.Error == KnownAnswerError.Accepted ? "refusal" : Hex(failure.Published))}";
            yield return $"    actual    {(failure.Error == KnownAnswerError.Refused ? "refusal" : Hex(failure.Given))}";
        }

        int count = trials.SelectMany(trial => trial.Results).Sum(result => result.FailureCount);
        if (count > failures.Length)
        {
            yield return $"and {Quantities.Count(count - failures.Length)} more";
        }

        foreach (FileTrial trial in trials)
        {
            foreach (KnownAnswerResult result in trial.Results.Where(result => result.SplitCount > 0))
            {
                yield return $"{trial.FileName}: {result.Engine} agrees with the file on {Quantities.Of(result.SplitCount, "vector")}, and software and bouncycastle agree with each other on other answers: one of the two is wrong";
            }
        }

        foreach (KnownAnswerFailure first in trials.Select(trial => trial.Disputed?.First).OfType<KnownAnswerFailure>().Take(ShownFailures))
        {
            yield return $"{first.Place}: the file is wrong {(first.FirstDifference < 0 ? "here" : string.Create(CultureInfo.InvariantCulture, $"from byte {first.FirstDifference} on"))}";
            yield return $"    file      {(first.Error == KnownAnswerError.Accepted ? "refusal" : Hex(first.Published))}";
            yield return $"    engines   {(first.Error == KnownAnswerError.Refused ? "refusal" : Hex(first.Given))}";
        }
    }

    /// <summary>
    /// Returns, in one line, why a file is wrong and the machine is not: the mode in which it was read, the reason for that mode, and the probable mode or
    /// cipher of the file.
    /// </summary>
    public static string Dispute(FileTrial trial, DisputedFile disputed)
    {
        string[] engines = [.. trial.Results.Where(result => result.DisputedCount > 0).Select(result => result.Engine).Union(["software", "bouncycastle"])];
        string who = trial.IsFault ? $"{string.Join(", ", engines)} disagree" : $"every engine ({string.Join(", ", engines)}) disagrees";
        string end = trial.IsFault ? "the file is wrong, and so is an engine (see the table)" : "the file is wrong, not the machine";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{disputed.First.Place}: {who} with the file about {disputed.Count:N0} of {disputed.TriedCount:N0} vectors, and all of them agree: {end}; {string.Join("; ", disputed.Explanation.Append("check what the file is for, or fetch it again"))}");
    }

    /// <summary>Returns the summary in one line.</summary>
    public static string Summarize(ImmutableArray<FileTrial> trials, ImmutableArray<MonteCarloComparison> comparisons, ModeEngine[] engines)
    {
        KnownAnswerResult[] results = [.. trials.SelectMany(trial => trial.Results)];
        int disputedCount = results.Sum(result => result.DisputedCount);
        string disputed = disputedCount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {disputedCount:N0} of a wrong file");
        string notTried = Phrase(results.Sum(result => result.NotTriedCount), "not tried");
        string passedOver = Phrase(trials.Sum(trial => trial.SkippedCount), "skipped");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Sum(result => result.VectorCount):N0} known answers on {string.Join(", ", engines.AsEnumerable())}: {results.Sum(result => result.FailureCount + result.SplitCount):N0} wrong{disputed}{notTried}{passedOver}; {comparisons.Length} Monte Carlo tests: {comparisons.Count(comparison => !comparison.Agrees)} disagree");
    }

    private static string Phrase(int count, string what) => count == 0 ? "" : $", {Quantities.Count(count)} {what}";

    /// <summary>Returns the bytes; for a long output an excerpt, with its position.</summary>
    private static string Hex(ByteExcerpt excerpt) =>
        excerpt.Length == 0 ? "(empty)"
        : excerpt.IsWhole ? Convert.ToHexStringLower(excerpt.Bytes)
        : excerpt.Bytes.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"(ends after byte {excerpt.Length - 1})")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToHexStringLower(excerpt.Bytes)} (bytes {excerpt.Offset} to {excerpt.Offset + excerpt.Bytes.Length - 1} of {excerpt.Length})");

    private static string Describe(KnownAnswerFailure failure) => failure.Error switch
    {
        KnownAnswerError.Refused => "refuses what is valid",
        KnownAnswerError.Accepted => "accepts what is invalid",
        _ => string.Create(CultureInfo.InvariantCulture, $"{failure.Direction.ToString().ToLowerInvariant()}s wrongly from byte {failure.FirstDifference} on"),
    };
}
