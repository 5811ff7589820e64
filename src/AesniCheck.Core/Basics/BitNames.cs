using System.Globalization;
using System.Numerics;

namespace AesniCheck.Basics;

/// <summary>Describes the bits of a mask in words.</summary>
internal static class BitNames
{
    private const int NamedBits = 4;

    /// <summary>A number of bits with its unit.</summary>
    public static string Of(int count) => count == 1 ? "1 bit" : string.Create(CultureInfo.InvariantCulture, $"{count} bits");

    /// <summary>Lists the bits of a mask if there are at most four, else counts them. Bit 0 is the lowest bit of its byte.</summary>
    public static string Of(byte[] mask)
    {
        int count = mask.Sum(value => BitOperations.PopCount(value));
        IEnumerable<string> bits =
            from index in Enumerable.Range(0, mask.Length)
            from bit in Enumerable.Range(0, 8)
            where (mask[index] >> bit & 1) != 0
            select string.Create(CultureInfo.InvariantCulture, $"bit {bit} of byte {index}");
        return count <= NamedBits ? string.Join(", ", bits) : Of(count);
    }
}
