using System.Globalization;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// How one request is made to the kernel. The cipher sees it as lists of memory; a list whose pieces end within blocks takes other
/// ways through the driver than one piece does.
/// </summary>
/// <param name="InputPieces">How many calls the input is sent by, or, by splice, of how many pieces of memory it is: 1 to 16.</param>
/// <param name="OutputPieces">How many buffers the output is received into: 1 to 16.</param>
/// <param name="BySplice">Whether the kernel reads the caller's memory itself, where it can, and not a copy: if output and input are the same memory, the cipher works in place.</param>
internal readonly record struct KernelRequestForm(int InputPieces, int OutputPieces, bool BySplice)
{
    /// <summary>The most pieces.</summary>
    public const int MaximumPieces = 16;

    /// <summary>One call, one buffer, a copy.</summary>
    public static KernelRequestForm Whole { get; } = new(1, 1, BySplice: false);

    /// <summary>
    /// The forms that are right on a kernel. Before 4.14 each buffer of the output was a request of its own, so that XTS, for one,
    /// began anew in each: what comes out is no fault of the driver.
    /// </summary>
    public static IReadOnlyList<KernelRequestForm> For(KernelRelease release)
    {
        KernelRequestForm[] simple = [Whole, new(3, 1, BySplice: false)];
        return release.HasWholeRequests ? [.. simple, new(1, 3, false), new(5, 3, false), new(1, 1, true), new(3, 5, true)] : simple;
    }

    /// <summary>How a report calls it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{InputPieces} in, {OutputPieces} out, {(BySplice ? "splice" : "copy")}");

    /// <summary>Where a piece begins: about evenly, and on an odd byte, so that most ends are within blocks.</summary>
    /// <param name="length">The whole, in bytes.</param>
    /// <param name="pieces">How many pieces.</param>
    /// <param name="index">0 for the first; <paramref name="pieces"/> for the end of the last.</param>
    public static int PieceStart(int length, int pieces, int index) =>
        index == 0 ? 0 : index == pieces ? length : Math.Min(length, (int)((long)length * index / pieces) | 1);
}
