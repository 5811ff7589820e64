using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Message;

namespace AesniCheck.Arbitration;

/// <summary>
/// Decides whether the driver or the way to it was wrong: passes the message to the kernel's own software in the same way. If there is none,
/// says so, and uses the kernel's library, which may use the AES instructions too but is different code.
/// </summary>
internal static class KernelComparison
{
    /// <summary>Returns the results of the kernel's other code for the message, a sentence each; empty if the kernel's software itself was wrong.</summary>
    /// <param name="kernel">The kernel's drivers.</param>
    /// <param name="miscompare">The wrong result of one of them.</param>
    /// <param name="isRight">Whether an engine gets the message right.</param>
    public static IEnumerable<string> Describe(KernelDevices kernel, MessageMiscompare miscompare, Func<ModeEngine, bool> isRight)
    {
        if (kernel.Software.Contains(miscompare.Engine))
        {
            yield break;
        }

        ModeEngine[] others = [.. kernel.Engines.Where(engine => engine.Name != miscompare.Engine && Takes(engine, miscompare))];
        if (others.FirstOrDefault(engine => kernel.Software.Contains(engine.Name)) is { } software)
        {
            yield return Compare("The kernel's own software", software, isRight);
            yield break;
        }

        yield return string.Create(
            CultureInfo.InvariantCulture, $"This kernel has no software AES for comparison in {miscompare.Mode.ToString().ToUpperInvariant()}.");
        if (!kernel.Library.Contains(miscompare.Engine) && others.FirstOrDefault(engine => kernel.Library.Contains(engine.Name)) is { } library)
        {
            yield return Compare("The kernel's library, which may use the AES instructions too", library, isRight);
        }
    }

    private static string Compare(string what, ModeEngine engine, Func<ModeEngine, bool> isRight)
    {
        try
        {
            return $"{what}, {engine.Name}, gets it {(isRight(engine) ? "right" : "wrong too")}.";
        }
        catch (ModeUnavailableException exception)
        {
            return $"{what}, {engine.Name}, could not be used: {exception.Message}.";
        }
    }

    // Two forms of GCM are one mode here, and take different lengths.
    private static bool Takes(ModeEngine engine, MessageMiscompare miscompare) =>
        engine.Supports(miscompare.Mode)
        && engine.SupportsLengths(miscompare.Mode, miscompare.Iv.Length, miscompare.ExpectedTag.Length, miscompare.Input.Length)
        && engine.SupportsAssociatedLength(miscompare.AssociatedData.Length);
}
