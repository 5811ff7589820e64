using System.Globalization;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes;

/// <summary>The expected and actual bytes of a result. A record may have been read from a file, so nothing is assumed about the lengths.</summary>
/// <param name="Name">The name of the bytes, such as <c>chain 3</c>.</param>
/// <param name="Expected">The expected bytes.</param>
/// <param name="Actual">The actual bytes.</param>
/// <param name="IsState">Whether the bytes are an AES state: 16 bytes, column by column.</param>
internal sealed record Difference(string Name, byte[] Expected, byte[] Actual, bool IsState)
{
    private const int WholeLength = 4 * AesCipher.BlockSize;

    /// <summary>The name of the expected bytes in a summary. Of several differences with the same label, a summary shows the first.</summary>
    public string Label { get; init; } = "expected";

    /// <summary>The longer of the two lengths, in bytes.</summary>
    public int Length => Math.Max(Expected.Length, Actual.Length);

    /// <summary>Whether both have this byte and differ in it, or only one of them has it.</summary>
    public bool DiffersAt(int index) => (index < Expected.Length) != (index < Actual.Length) || (index < Expected.Length && Expected[index] != Actual[index]);

    /// <summary>The XOR of both bytes at this index; null if either has none.</summary>
    public byte? XorAt(int index) => index < Expected.Length && index < Actual.Length ? (byte)(Expected[index] ^ Actual[index]) : null;

    /// <summary>The bytes for a summary: all of a short result; of a long one, the first block that differs and the block after it.</summary>
    public (byte[] Expected, byte[] Actual) Excerpt()
    {
        int first = Length <= WholeLength ? 0 : Enumerable.Range(0, Length).First(index => DiffersAt(index) || index == Length - 1);
        int start = first & ~(AesCipher.BlockSize - 1);
        int length = Length <= WholeLength ? Length : 2 * AesCipher.BlockSize;
        return (Part(Expected, start, length), Part(Actual, start, length));
    }

    /// <summary>Returns one of several consecutive results of the same length.</summary>
    /// <param name="name">The name of each result.</param>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="evidence">The evidence.</param>
    /// <param name="length">The length of each in bytes.</param>
    /// <param name="isState">Whether it is an AES state.</param>
    public static Difference At(string name, int index, Miscompare evidence, int length, bool isState) => new(
        string.Create(CultureInfo.InvariantCulture, $"{name} {index}"), Slice(evidence.Expected, index, length), Slice(evidence.Actual, index, length), isState);

    /// <summary>The element at this index of consecutive elements; empty if it is missing.</summary>
    public static byte[] Slice(byte[] values, int index, int length) => IsThere(values, index, length) ? values[(index * length)..((index + 1) * length)] : [];

    /// <summary>Whether consecutive elements include the one at this index.</summary>
    public static bool IsThere(byte[] values, int index, int length) => index >= 0 && index < values.Length / length;

    private static byte[] Part(byte[] bytes, int start, int length) => bytes[Math.Min(start, bytes.Length)..Math.Min(start + length, bytes.Length)];
}
