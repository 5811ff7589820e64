using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Probes;

namespace AesniCheck.Reports.Text;

/// <summary>The evidence of a miscompare as lines for a terminal.</summary>
internal static class MiscompareText
{
    /// <summary>Returns the work, its thread, its short inputs and the first difference of each kind.</summary>
    public static IEnumerable<string> Lines(Miscompare evidence)
    {
        MiscompareDescription description = evidence.Describe();
        return
        [
            "  " + description.What,
            string.Create(
                CultureInfo.InvariantCulture,
                $"  thread {evidence.ThreadId} (worker {evidence.Worker}), CPU {evidence.CpuBefore} before, CPU {evidence.CpuAfter} after; {Switched(evidence)}"),
            .. description.Inputs.Where(input => input.IsShort).SelectMany(input => Hex(input.Name, input.Bytes)),
            .. description.Differences.DistinctBy(difference => difference.Label).SelectMany(Lines),
        ];
    }

    /// <summary>Returns how often the thread was switched during the work.</summary>
    public static string Switched(Miscompare evidence)
    {
        long involuntary = evidence.SwitchesAfter.Involuntary - evidence.SwitchesBefore.Involuntary;
        long voluntary = evidence.SwitchesAfter.Voluntary - evidence.SwitchesBefore.Voluntary;
        return string.Create(CultureInfo.InvariantCulture, $"{involuntary} involuntary and {voluntary} voluntary switches");
    }

    private static IEnumerable<string> Lines(Difference difference)
    {
        (byte[] expected, byte[] actual) = difference.Excerpt();
        return [.. Hex(difference.Label, expected), .. Hex("actual", actual)];
    }

    /// <summary>Returns the bytes in as many lines as needed, two blocks in each.</summary>
    private static IEnumerable<string> Hex(string name, byte[] bytes) =>
        bytes.Chunk(2 * AesCipher.BlockSize).Select((part, index) => $"    {(index == 0 ? name : ""),-9} {Convert.ToHexStringLower(part)}");
}
