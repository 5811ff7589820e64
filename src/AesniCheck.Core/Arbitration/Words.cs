using System.Globalization;
using System.Numerics;
using AesniCheck.Planning;

namespace AesniCheck.Arbitration;

/// <summary>What explanations have in common.</summary>
internal static class Words
{
    private const int NamedBits = 4;

    /// <summary>Where a value of another unit belongs. All workers share the units, so the value does not tell which of them had it.</summary>
    public static string Elsewhere => "belongs to another worker, or to this one's past";

    /// <summary>A number of bits.</summary>
    public static string Bits(int count) => count == 1 ? "1 bit" : string.Create(CultureInfo.InvariantCulture, $"{count} bits");

    /// <summary>A unit that is not the one where the miscompare was seen.</summary>
    public static string Name(Unit unit) =>
        string.Create(CultureInfo.InvariantCulture, $"another unit (of {(unit is ChainUnit ? "chains" : "blocks")}, seed 0x{unit.Seed:x16})");

    /// <summary>The bits of a mask by name, as long as they are few: bit 0 is the lowest of its byte.</summary>
    public static string Bits(byte[] mask)
    {
        int count = mask.Sum(value => BitOperations.PopCount(value));
        IEnumerable<string> bits =
            from index in Enumerable.Range(0, mask.Length)
            from bit in Enumerable.Range(0, 8)
            where (mask[index] >> bit & 1) != 0
            select string.Create(CultureInfo.InvariantCulture, $"bit {bit} of byte {index}");
        return count <= NamedBits ? string.Join(", ", bits) : Bits(count);
    }

    /// <summary>Whose mark a register held.</summary>
    public static string Describe(StressMark mark)
    {
        (int cpu, int thread, int register) = mark;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"It held what the switch stressor's thread {thread} on CPU {cpu} had in register {register}: foreign register contents came in.");
    }

    /// <summary>How often the same work came out wrong again.</summary>
    public static string Describe(Replay replay) => replay switch
    {
        { Wrong: 0 } => "right each time",
        _ when replay.SameWrong == replay.Tries => "wrong each time, in the same way",
        { Wrong: 1 } => replay.SameWrong == 1 ? "wrong once, in the same way" : "wrong once, in another way",
        _ => string.Create(CultureInfo.InvariantCulture, $"wrong {replay.Wrong} times, {replay.SameWrong} of them in the same way"),
    };
}
