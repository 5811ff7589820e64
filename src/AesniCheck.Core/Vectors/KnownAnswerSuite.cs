using System.Collections.Immutable;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// Known-answer tests: every vector of every file on every engine, in the direction that it is published for. Serves the fault
/// models F1 (the AES unit computes wrongly) and F6 (a library's AES is wrong) with expected values from outside the machine.
/// </summary>
public static class KnownAnswerSuite
{
    /// <summary>Runs files over engines.</summary>
    /// <returns>One result for each file and engine: files in their order, and within a file the engines in theirs.</returns>
    public static ImmutableArray<KnownAnswerResult> Run(IReadOnlyList<VectorFile> files, IReadOnlyList<AesEngine> engines)
    {
        ImmutableArray<KnownAnswerResult>.Builder results = ImmutableArray.CreateBuilder<KnownAnswerResult>(files.Count * engines.Count);
        foreach (VectorFile file in files)
        {
            foreach (AesEngine engine in engines)
            {
                results.Add(Run(file, engine));
            }
        }

        return results.MoveToImmutable();
    }

    /// <summary>Runs a file over an engine.</summary>
    public static KnownAnswerResult Run(VectorFile file, AesEngine engine)
    {
        if (!engine.IsSupported)
        {
            return new KnownAnswerResult(file.FileName, engine.Name, 0, [], $"This CPU or runtime does not support the engine {engine.Name}.");
        }

        ImmutableArray<KnownAnswerFailure>.Builder failures = ImmutableArray.CreateBuilder<KnownAnswerFailure>(0);
        byte[] buffer = new byte[file.Vectors.Max(vector => vector.Input.Length)];
        foreach (CipherVector vector in file.Vectors)
        {
            Span<byte> actual = buffer.AsSpan(0, vector.Input.Length);
            RunVector(vector, engine, file.IsMonteCarlo, actual);
            int difference = ScalarBytes.FirstDifference(actual, vector.Expected.Span);
            if (difference >= 0)
            {
                failures.Add(new KnownAnswerFailure(
                    file.FileName,
                    vector.Line,
                    engine.Name,
                    vector.Direction,
                    ScalarBytes.Copy(vector.Expected.Span),
                    ScalarBytes.Copy(actual),
                    difference));
            }
        }

        return new KnownAnswerResult(file.FileName, engine.Name, file.Vectors.Length, failures.ToImmutable(), null);
    }

    private static void RunVector(CipherVector vector, AesEngine engine, bool isMonteCarlo, Span<byte> actual)
    {
        // A new cipher for each vector, even where the keys are equal: the key schedule is under test too.
        AesCipher cipher = engine.CreateCipher(vector.Key.Span);
        if (isMonteCarlo)
        {
            Span<byte> previous = stackalloc byte[AesCipher.BlockSize];
            MonteCarlo.RunInner(cipher, vector.Mode, vector.Direction, vector.Iv.Span, vector.Input.Span, previous, actual);
        }
        else
        {
            vector.Mode.Transform(cipher, vector.Direction, vector.Iv.Span, vector.Input.Span, actual);
        }
    }
}
