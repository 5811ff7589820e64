using System.Globalization;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// The form of a request to the kernel. The cipher gets scatter lists; a list whose pieces end within blocks takes other
/// code paths through the driver than a single piece.
/// </summary>
/// <param name="InputPieces">The number of calls that send the input or, with splice, the number of its pieces of memory: 1 to 16.</param>
/// <param name="OutputPieces">The number of buffers that receive the output: 1 to 16.</param>
/// <param name="BySplice">Whether the kernel reads the caller's memory itself where it can, not a copy: if output and input are the same memory, the cipher works in place.</param>
internal readonly record struct AfAlgRequestForm(int InputPieces, int OutputPieces, bool BySplice)
{
    /// <summary>The maximum number of pieces.</summary>
    public const int MaximumPieces = 16;

    /// <summary>One call, one buffer, with a copy.</summary>
    public static AfAlgRequestForm Whole { get; } = new(1, 1, BySplice: false);

    /// <summary>
    /// Returns the forms that work correctly on a kernel. Before 4.14 each output buffer was a separate request, so that XTS, for example,
    /// started anew in each: a wrong output is then not a fault of the driver.
    /// </summary>
    public static IReadOnlyList<AfAlgRequestForm> For(KernelRelease release)
    {
        AfAlgRequestForm[] simple = [Whole, new(3, 1, BySplice: false)];
        return release.HasWholeRequests ? [.. simple, new(1, 3, false), new(5, 3, false), new(1, 1, true), new(3, 5, true)] : simple;
    }

    /// <summary>Returns the name of the form in reports.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{InputPieces} in, {OutputPieces} out, {(BySplice ? "splice" : "copy")}");

    /// <summary>Returns the offset of a piece: about even, and odd-numbered, so that most pieces end within blocks.</summary>
    /// <param name="length">The whole length, in bytes.</param>
    /// <param name="pieces">The number of pieces.</param>
    /// <param name="index">0 for the first; <paramref name="pieces"/> for the end of the last.</param>
    public static int PieceStart(int length, int pieces, int index) =>
        index == 0 ? 0 : index == pieces ? length : Math.Min(length, (int)((long)length * index / pieces) | 1);
}
