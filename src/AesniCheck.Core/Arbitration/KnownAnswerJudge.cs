using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Records;
using AesniCheck.Vectors;

namespace AesniCheck.Arbitration;

/// <summary>Explains published vectors that an engine got wrong, after a second try: only a repeated error can be blamed on anything.</summary>
/// <param name="instructions">Executes instructions one at a time.</param>
internal sealed class KnownAnswerJudge(SingleInstructions instructions)
{
    // The number of vectors whose instructions are tried.
    private const int TriedVectors = 8;

    /// <summary>Explains the failures.</summary>
    /// <param name="first">The failures; at least one.</param>
    /// <param name="again">The failures of the second try.</param>
    /// <param name="isLibrary">Whether the engine is the crypto library.</param>
    /// <param name="width">The width of the engine's GHASH multiplications; null if it does not use PCLMULQDQ.</param>
    /// <returns>The verdict, and its reasons in sentences.</returns>
    public (Verdict Verdict, string Words) Judge(IReadOnlyList<KnownAnswerFailure> first, IReadOnlyList<KnownAnswerFailure> again, bool isLibrary, PclmulWidth? width)
    {
        var seen = first.Select(KeyOf).ToHashSet();
        int repeated = again.Count(failure => seen.Contains(KeyOf(failure)));
        bool isRepeated = 2 * repeated > first.Count;
        bool isSame = again.Select(failure => failure.Place).ToHashSet().SetEquals(first.Select(failure => failure.Place));
        string words = isSame && repeated == first.Count
            ? "Tried again, the same were wrong, in the same way."
            : string.Create(CultureInfo.InvariantCulture, $"Tried again, {again.Count} were wrong, {repeated} of them in the same way.");
        if (isLibrary && (isRepeated || isSame))
        {
            return (Verdict.Library, words);
        }

        var trial = new InstructionTrial(instructions);
        if (again.Count > 0 && !isLibrary)
        {
            foreach (KnownAnswerFailure failure in first.Where(failure => failure.Vector.Result == ExpectedResult.Valid).Take(TriedVectors))
            {
                MessageTrial.Try(trial, TrialOf(failure.Vector), width);
            }
        }

        words = trial.Describe() is { } tried ? $"{words} {tried}" : words;
        return trial.IsCpuWrong ? (isSame ? Verdict.CpuPersistent : Verdict.CpuSporadic, words)
            : isSame && trial.IsAllRight ? (Verdict.Runtime, $"{words} The code compiled from them is wrong each time: the runtime or its compiler generated wrong code.")
            : isRepeated ? (isSame ? Verdict.CpuPersistent : Verdict.CpuSporadic, words)
            : (Verdict.Unexplained, $"{words} A wrong CPU or wrong code would repeat its errors; a vector register may have been lost.");
    }

    private static (string Place, KnownAnswerError Error, string Actual) KeyOf(KnownAnswerFailure failure) =>
        (failure.Place, failure.Error, Convert.ToHexStringLower(failure.Actual));

    private static TrialMessage TrialOf(CipherVector vector) => new(
        vector.Mode,
        vector.Direction,
        vector.Key.ToArray(),
        vector.Iv.ToArray(),
        vector.AssociatedData.ToArray(),
        vector.IsPadded ? Pkcs7.Pad(vector.Plaintext.Span) : vector.Plaintext.ToArray(),
        vector.Ciphertext.ToArray(),
        vector.Tag.Length);
}
