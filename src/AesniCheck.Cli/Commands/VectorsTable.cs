using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Vectors;

namespace AesniCheck.Cli.Commands;

/// <summary>
/// The table that <c>aesnicheck vectors</c> prints: the engines that are right and those that are wrong for each file, and below it the vectors not tried, with
/// the reason.
/// </summary>
/// <param name="fileNames">All files that may appear in the table.</param>
internal sealed class VectorsTable(IReadOnlyCollection<string> fileNames)
{
    private const int NameWidth = 32;
    private const int LongestName = 60;

    private readonly int _width = Math.Clamp(fileNames.Max(name => VisibleText.Of(name).Length), NameWidth, LongestName);

    /// <summary>Prints the result of a file.</summary>
    /// <returns><paramref name="trial"/>.</returns>
    public FileTrial Written(FileTrial trial)
    {
        ConsoleLines.Lines(Lines(trial));
        if (trial.Disputed is { } disputed)
        {
            ConsoleLines.Error(VectorsText.Dispute(trial, disputed));
        }

        return trial;
    }

    private IEnumerable<string> Lines(FileTrial trial)
    {
        yield return $"{VisibleText.Of(trial.FileName).PadRight(_width)} {Quantities.Count(trial.VectorCount),6}  {Describe(trial)}";
        foreach (KnownAnswerResult result in trial.Results.Where(result => result.NotTriedCount > 0 && !result.IsSkipped))
        {
            yield return $"    {result.Engine}: {Quantities.Count(result.VectorCount)} of {Quantities.Count(trial.VectorCount)} tried; {result.SkipReason}";
        }

        if (trial.Results.Any(result => result.IsSkipped))
        {
            yield return $"    not tried: {string.Join(", ", trial.Results.Where(result => result.IsSkipped).Select(result => result.Engine))}";
        }

        if (trial.SkippedCount > 0)
        {
            yield return $"    {Quantities.Count(trial.SkippedCount)} vectors of data units that are not whole bytes were skipped";
        }
    }

    private static string Describe(FileTrial trial)
    {
        string[] right = [.. trial.Results.Where(result => result.IsPassed).Select(result => result.Engine)];
        string ok = right.Length == 0 ? "" : right.Length == trial.Results.Length && right.Length > 1 ? $"all {right.Length} engines ok" : $"{string.Join(", ", right)} ok";
        string[] parts =
        [
            .. trial.Disputed is { } disputed ? [$"FILE WRONG in {Quantities.Count(disputed.Count)} of {Quantities.Count(disputed.TriedCount)}"] : Array.Empty<string>(),
            .. trial.Results.Where(result => result.FailureCount + result.SplitCount > 0).Select(result => $"{result.Engine} {result.FailureCount + result.SplitCount} WRONG"),
            .. ok.Length > 0 ? [ok] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "NOT TRIED" : string.Join("; ", parts);
    }
}
