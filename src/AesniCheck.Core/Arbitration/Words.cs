using System.Globalization;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>What explanations have in common.</summary>
internal static class Words
{
    /// <summary>Where a value of another unit belongs. All workers share the units, so the value does not tell which of them had it.</summary>
    public static string Elsewhere => "belongs to another worker, or to this one's past";

    /// <summary>A unit that is not the one where the miscompare was seen.</summary>
    public static string Name(Unit unit) =>
        string.Create(CultureInfo.InvariantCulture, $"another unit (of {(unit is ChainUnit ? "chains" : "blocks")}, seed 0x{unit.Seed:x16})");

    /// <summary>Whose mark a register held.</summary>
    public static string Describe(StressMark mark)
    {
        (int cpu, int thread, int register) = mark;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"It held what the switch stressor's thread {thread} on CPU {cpu} had in register {register}: foreign register contents came in.");
    }
}
