using System.Collections.Immutable;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>The result of a user's file on all engines; for each disagreement, whether the engine or the file is wrong. Its size does not depend on the file's.</summary>
/// <param name="FileName">The file.</param>
/// <param name="VectorCount">The number of vectors in the file.</param>
/// <param name="SkippedCount">The number of vectors that no engine can try, since their data units are not whole bytes.</param>
/// <param name="UntriedCount">The number of vectors whose mode and lengths no engine supports.</param>
/// <param name="Results">One result for each engine, in the order of the engines.</param>
/// <param name="Disputed">The errors of the file; null if there are none.</param>
internal sealed record FileTrial(
    string FileName, int VectorCount, int SkippedCount, int UntriedCount, ImmutableArray<KnownAnswerResult> Results, DisputedFile? Disputed)
{
    // More than are ever shown. A file may have a million wrong vectors, and each engine that many failures.
    private const int MaximumFailures = 32;

    /// <summary>Whether an engine is wrong, or possibly the references are.</summary>
    public bool IsFault => Results.Any(result => result.FailureCount + result.SplitCount > 0);

    /// <summary>Tries a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="engines">The engines, all supported.</param>
    /// <param name="references">
    /// Two software engines whose ciphers share no code: an answer that both give is right, whatever the file says. They are used even if they are not
    /// among <paramref name="engines"/>.
    /// </param>
    public static FileTrial Run(VectorFile file, IReadOnlyList<ModeEngine> engines, (ModeEngine First, ModeEngine Second) references)
    {
        using var arbiter = new FileArbiter(file, references.First, references.Second);
        var output = new OutputBuffer();
        ImmutableArray<KnownAnswerResult>.Builder results = ImmutableArray.CreateBuilder<KnownAnswerResult>(engines.Count + 1);
        foreach (ModeEngine engine in engines)
        {
            results.Add(Run(file, engine, arbiter, output));
        }

        // A wrong reference is a wrong engine, whether or not the user requested it.
        if (arbiter.ReferenceFailures > 0 && !engines.Contains(references.First))
        {
            results.Add(Run(file, references.First, arbiter, output));
        }

        return new FileTrial(
            file.FileName, file.Vectors.Length, file.SkippedCount, KnownAnswerSuite.CountUntried(file, engines), results.DrainToImmutable(), arbiter.Disputed);
    }

    private static KnownAnswerResult Run(VectorFile file, ModeEngine engine, FileArbiter arbiter, OutputBuffer output)
    {
        ImmutableArray<KnownAnswerFailure>.Builder failures = ImmutableArray.CreateBuilder<KnownAnswerFailure>(0);
        (int failed, int disputed, int split) = (0, 0, 0);
        UntriedVectors? untried = null;
        using var run = new KnownAnswerRun(file, engine, output);
        for (int i = 0; i < file.Vectors.Length; i++)
        {
            CipherVector vector = file.Vectors[i];
            if (!KnownAnswerSuite.CanTry(engine, vector, file.IsMonteCarlo))
            {
                (untried ??= new UntriedVectors(engine)).Add(vector);
                continue;
            }

            VectorAnswer answer = run.Answer(vector);
            switch (arbiter.Judge(i, answer))
            {
                case VectorRuling.EngineWrong:
                    failed++;
                    if (failures.Count < MaximumFailures)
                    {
                        failures.Add(arbiter.Failure(i, answer, engine.Name));
                    }

                    break;
                case VectorRuling.FileWrong:
                    disputed++;
                    break;
                case VectorRuling.Split:
                    split++;
                    break;
            }
        }

        int untriedCount = untried?.Count ?? 0;
        return new KnownAnswerResult(file.FileName, engine.Name, file.Vectors.Length - untriedCount, failures.ToImmutable(), untriedCount, untried?.Reason)
        {
            FailureCount = failed,
            DisputedCount = disputed,
            SplitCount = split,
        };
    }
}

/// <summary>A wrong file: the references agree on answers that differ from the file's.</summary>
/// <param name="Count">The number of vectors for which the references agree on another answer.</param>
/// <param name="TriedCount">The number of vectors that the references tried.</param>
/// <param name="First">The first such vector: the file's answer and the engines'.</param>
/// <param name="Explanation">The mode in which the file was read, with the reason, and its probable mode or cipher: clauses for a message, in order.</param>
internal sealed record DisputedFile(int Count, int TriedCount, KnownAnswerFailure First, ImmutableArray<string> Explanation);
