namespace AesniCheck.Reports;

/// <summary>How one engine did on the known answers.</summary>
/// <param name="Engine">The name of the engine.</param>
/// <param name="Vectors">The vectors that were tried.</param>
/// <param name="Failures">How many of them came out wrong.</param>
/// <param name="FirstFailures">The first of those, a line each: file, line, what was expected and what came.</param>
public sealed record KnownAnswerSummary(string Engine, int Vectors, int Failures, IReadOnlyList<string> FirstFailures)
{
    /// <summary>The vector files of which any were tried.</summary>
    public IReadOnlyList<KnownAnswerFile> Files { get => field ?? []; init; }
}

/// <summary>How an engine did on one file of known answers.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Vectors">The vectors that were tried.</param>
/// <param name="Failures">How many of them came out wrong.</param>
public sealed record KnownAnswerFile(string File, int Vectors, int Failures);
