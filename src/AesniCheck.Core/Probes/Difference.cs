using System.Globalization;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes;

/// <summary>The expected bytes of a result beside the actual ones. A record may have been read from a file, so nothing is assumed of the lengths.</summary>
/// <param name="Name">What the bytes are: <c>chain 3</c>.</param>
/// <param name="Expected">The expected bytes.</param>
/// <param name="Actual">The actual bytes.</param>
/// <param name="IsState">Whether it is 16 bytes that AES works on, column by column.</param>
internal sealed record Difference(string Name, byte[] Expected, byte[] Actual, bool IsState)
{
    private const int WholeLength = 4 * AesCipher.BlockSize;

    /// <summary>The name of the expected bytes in a summary. Of several differences with the same label, a summary shows the first.</summary>
    public string Label { get; init; } = "expected";

    /// <summary>The length of the longer of both, in bytes.</summary>
    public int Length => Math.Max(Expected.Length, Actual.Length);

    /// <summary>Whether a byte is there in both, and differs; or is there in one alone.</summary>
    public bool DiffersAt(int index) => (index < Expected.Length) != (index < Actual.Length) || (index < Expected.Length && Expected[index] != Actual[index]);

    /// <summary>A byte of the difference; null where one of both has none.</summary>
    public byte? XorAt(int index) => index < Expected.Length && index < Actual.Length ? (byte)(Expected[index] ^ Actual[index]) : null;

    /// <summary>The bytes for a summary: all of a short result; of a long one, the first block that differs and the next.</summary>
    public (byte[] Expected, byte[] Actual) Excerpt()
    {
        int first = Length <= WholeLength ? 0 : Enumerable.Range(0, Length).First(index => DiffersAt(index) || index == Length - 1);
        int start = first & ~(AesCipher.BlockSize - 1);
        int length = Length <= WholeLength ? Length : 2 * AesCipher.BlockSize;
        return (Part(Expected, start, length), Part(Actual, start, length));
    }

    /// <summary>One of several results of the same length that lie one after the other.</summary>
    /// <param name="name">What each is.</param>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="evidence">The evidence.</param>
    /// <param name="length">The length of each in bytes.</param>
    /// <param name="isState">Whether it is a state of AES.</param>
    public static Difference At(string name, int index, Miscompare evidence, int length, bool isState) => new(
        string.Create(CultureInfo.InvariantCulture, $"{name} {index}"), Slice(evidence.Expected, index, length), Slice(evidence.Actual, index, length), isState);

    /// <summary>The bytes with a number, of those that lie one after the other; empty if they are missing.</summary>
    public static byte[] Slice(byte[] values, int index, int length) => IsThere(values, index, length) ? values[(index * length)..((index + 1) * length)] : [];

    /// <summary>Whether bytes that lie one after the other include those with a number.</summary>
    public static bool IsThere(byte[] values, int index, int length) => index >= 0 && index < values.Length / length;

    private static byte[] Part(byte[] bytes, int start, int length) => bytes[Math.Min(start, bytes.Length)..Math.Min(start + length, bytes.Length)];
}
