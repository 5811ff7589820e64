using System.Globalization;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Words that all explanations share.</summary>
internal static class Phrases
{
    /// <summary>The origin of another unit's value. All workers share the units, so the value does not show which of them held it.</summary>
    public static string Elsewhere => "belongs to another worker, or to this one's past";

    /// <summary>Returns words for a unit other than the miscompare's.</summary>
    public static string Name(Unit unit) =>
        string.Create(CultureInfo.InvariantCulture, $"another unit (of {(unit is ChainUnit ? "chains" : "blocks")}, seed 0x{unit.Seed:x16})");

    /// <summary>Describes the owner of a mark found in a register.</summary>
    public static string Describe(StressMark mark)
    {
        (int cpu, int thread, int register) = mark;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"It held the contents of register {register} of the switch stressor's thread {thread} on CPU {cpu}: foreign register contents came in.");
    }
}
