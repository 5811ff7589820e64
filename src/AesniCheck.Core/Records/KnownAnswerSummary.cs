using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>How one engine did on the known answers.</summary>
/// <param name="Engine">The name of the engine.</param>
/// <param name="Vectors">The vectors that were tried.</param>
/// <param name="Failures">How many of them came out wrong.</param>
/// <param name="FirstFailures">The first of those, a line each: file, line, what was expected and what came.</param>
public sealed record KnownAnswerSummary(string Engine, int Vectors, int Failures, IReadOnlyList<string> FirstFailures)
{
    /// <summary>The vector files of which any were tried.</summary>
    public IReadOnlyList<KnownAnswerFile> Files { get => field ?? []; init; }

    /// <summary>The worse of this and a later one of the same engine, file by file: what was wrong once is not right because it was right another time.</summary>
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

/// <summary>How an engine did on one file of known answers.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Vectors">The vectors that were tried.</param>
/// <param name="Failures">How many of them came out wrong.</param>
public sealed record KnownAnswerFile(string File, int Vectors, int Failures);
