using System.Collections.Immutable;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// Known-answer tests: every vector of every file on every engine, in the direction for which it is published. Covers the fault
/// models F1 (the AES unit computes wrong results), F6 (a library's AES is wrong) and F7 (GHASH is wrong), with expected values
/// from outside the machine.
/// </summary>
internal static class KnownAnswerSuite
{
    /// <summary>Runs all files on all engines.</summary>
    /// <returns>One result for each file and engine: the files in order, and for each file the engines in order.</returns>
    public static ImmutableArray<KnownAnswerResult> Run(IReadOnlyList<VectorFile> files, IReadOnlyList<ModeEngine> engines)
    {
        ImmutableArray<KnownAnswerResult>.Builder results = ImmutableArray.CreateBuilder<KnownAnswerResult>(files.Count * engines.Count);
        foreach (VectorFile file in files)
        {
            foreach (ModeEngine engine in engines)
            {
                results.Add(Run(file, engine));
            }
        }

        return results.MoveToImmutable();
    }

    /// <summary>Runs a file on an engine.</summary>
    public static KnownAnswerResult Run(VectorFile file, ModeEngine engine)
    {
        ImmutableArray<KnownAnswerFailure>.Builder failures = ImmutableArray.CreateBuilder<KnownAnswerFailure>(0);
        UntriedVectors? untried = null;
        using var run = new KnownAnswerRun(file, engine, new OutputBuffer());
        foreach (CipherVector vector in file.Vectors)
        {
            if (!CanTry(engine, vector, file.IsMonteCarlo))
            {
                (untried ??= new UntriedVectors(engine)).Add(vector);
            }
            else if (run.Try(vector) is { } failure)
            {
                failures.Add(failure);
            }
        }

        int untriedCount = untried?.Count ?? 0;
        return new KnownAnswerResult(
            file.FileName, engine.Name, file.Vectors.Length - untriedCount, failures.ToImmutable(), untriedCount, untried?.Reason);
    }

    /// <summary>Returns the number of vectors in a file whose mode and lengths no engine supports.</summary>
    public static int CountUntried(VectorFile file, IReadOnlyList<ModeEngine> engines)
    {
        int count = 0;
        foreach (CipherVector vector in file.Vectors)
        {
            bool isTried = false;
            foreach (ModeEngine engine in engines)
            {
                isTried |= CanTry(engine, vector, file.IsMonteCarlo);
            }

            count += isTried ? 0 : 1;
        }

        return count;
    }

    /// <summary>Whether the engine supports the vector's mode, key and lengths. An invalid vector whose lengths the mode's standard forbids is tried too.</summary>
    internal static bool CanTry(ModeEngine engine, CipherVector vector, bool isMonteCarlo)
    {
        // The Monte Carlo test does the chaining itself.
        CipherMode mode = isMonteCarlo ? CipherMode.Ecb : vector.Mode;
        if (!engine.Supports(mode) || isMonteCarlo)
        {
            return engine.Supports(mode);
        }

        if (mode.AllowsKeyLength(vector.Key.Length) && !engine.SupportsKey(mode, vector.Key.Span))
        {
            return false;
        }

        (int iv, int tag, int message) = (vector.Iv.Length, vector.Tag.Length, vector.Ciphertext.Length);
        return engine.SupportsLengths(mode, iv, tag, message)
            || (vector.Result == ExpectedResult.Invalid && !mode.AllowsLengths(iv, tag, message));
    }
}
