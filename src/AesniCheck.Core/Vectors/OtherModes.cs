using System.Collections.Immutable;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>Finds the mode in which a file's answers are right, if the file was read in the wrong one.</summary>
internal static class OtherModes
{
    // Enough vectors and bytes that a match is not a coincidence.
    private const int TriedVectors = 20;
    private const int MinimumBytes = 8;
    private const int MaximumPrefix = 1024;

    private static readonly CipherMode[] Candidates =
        [CipherMode.Ecb, CipherMode.Cbc, CipherMode.Cfb, CipherMode.Cfb8, CipherMode.Ofb, CipherMode.Ctr];

    /// <summary>Returns the name of that mode; null if no mode matches, or if the answers are too short to be sure.</summary>
    /// <param name="file">The file. None of its answers is right in the mode in which it was read.</param>
    /// <param name="reference">The engine that computes the answers.</param>
    public static string? Find(VectorFile file, ModeEngine reference)
    {
        CipherMode read = file.Vectors[0].Mode;
        if (file.IsMonteCarlo || !Candidates.Contains(read))
        {
            return null;
        }

        ImmutableArray<CipherVector> sample = [.. file.Vectors.Take(TriedVectors)];
        return sample.Sum(vector => (long)vector.Expected.Length) < MinimumBytes ? null
            : Array.FindIndex(Candidates, mode => mode != read && AreRight(sample, mode, file, reference)) is var index and >= 0 ? Candidates[index].Label
            : null;
    }

    private static bool AreRight(ImmutableArray<CipherVector> sample, CipherMode mode, VectorFile file, ModeEngine reference)
    {
        using var run = new KnownAnswerRun(file, reference, new OutputBuffer());
        foreach (CipherVector vector in sample)
        {
            // In all these modes the beginning of the output depends only on the beginning of the input.
            int length = Math.Min(vector.Plaintext.Length, MaximumPrefix);
            CipherVector inMode = vector with
            {
                Mode = mode,
                Iv = mode == CipherMode.Ecb ? default : vector.Iv,
                Plaintext = vector.Plaintext[..length],
                Ciphertext = vector.Ciphertext[..Math.Min(vector.Ciphertext.Length, length)],
            };
            if (vector.IsPadded
                || vector.Mode != file.Vectors[0].Mode
                || !KnownAnswerSuite.CanTry(reference, inMode, isMonteCarlo: false)
                || !run.Answer(inMode).Matches(inMode))
            {
                return false;
            }
        }

        return true;
    }
}
