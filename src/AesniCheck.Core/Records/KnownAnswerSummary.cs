using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>The result of one engine on the known answers.</summary>
/// <param name="Engine">The name of the engine.</param>
/// <param name="Vectors">The number of vectors tried.</param>
/// <param name="Failures">The number of wrong results.</param>
/// <param name="FirstFailures">The first failures, one line each: file, line, expected and actual output.</param>
public sealed record KnownAnswerSummary(string Engine, int Vectors, int Failures, IReadOnlyList<string> FirstFailures)
{
    /// <summary>The vector files of which at least one vector was tried.</summary>
    public IReadOnlyList<KnownAnswerFile> Files { get => field ?? []; init; }

    /// <summary>Merges this and a later summary of the same engine, keeping the worse result of each file: a later success does not cancel a failure.</summary>
    internal KnownAnswerSummary WorseOf(KnownAnswerSummary later)
    {
        KnownAnswerSummary worse = later.Failures > Failures ? later : this;
        KnownAnswerFile[] files = [.. Files.Concat(later.Files).GroupBy(file => file.File).Select(same => same.MaxBy(file => file.Failures)!)];
        long failures = files.Total(file => file.Failures);
        return worse with
        {
            Failures = (int)Math.Clamp(failures, worse.Failures, int.MaxValue),
            FirstFailures = [.. FirstFailures.Union(later.FirstFailures).Take(Math.Max(FirstFailures.Count, later.FirstFailures.Count))],
            Files = files,
        };
    }
}

/// <summary>The result of an engine on one file of known answers.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Vectors">The number of vectors tried.</param>
/// <param name="Failures">The number of wrong results.</param>
public sealed record KnownAnswerFile(string File, int Vectors, int Failures);
