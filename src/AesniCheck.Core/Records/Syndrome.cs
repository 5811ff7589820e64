using System.Numerics;
using AesniCheck.Ciphers;

namespace AesniCheck.Records;

/// <summary>The shape of the difference between two blocks.</summary>
public sealed record Syndrome
{
    /// <summary>
    /// States that are closer than this are not alike by chance: two unrelated states differ in 64 of 128 bits, give or take 6, and the closest of fifteen
    /// pairs is below 32 less than once in ten million times.
    /// </summary>
    internal const int SmallDistance = 32;

    /// <summary>Actual XOR expected, 16 bytes.</summary>
    public required byte[] XorMask { get; init; }

    /// <summary>The number of bits that differ.</summary>
    public required int HammingDistance { get; init; }

    /// <summary>The indices of the bytes that differ.</summary>
    public required IReadOnlyList<int> DifferingBytes { get; init; }

    /// <summary>
    /// The round after which the state of the correct computation and the state that leads to the actual output are closest: 0 is the state before the first
    /// round, Nr the output. AES rounds are bijective, so both states are known at every round.
    /// </summary>
    public required int ClosestRound { get; init; }

    /// <summary>The number of bits in which the two states differ there.</summary>
    public required int ClosestDistance { get; init; }

    /// <summary>The XOR of the two states there, 16 bytes.</summary>
    public required byte[] ClosestXorMask { get; init; }

    /// <summary>Compares the actual output with the expected one.</summary>
    /// <param name="right">The states of the correct computation; the last is the expected output.</param>
    /// <param name="wrong">The states that lead to the actual output.</param>
    internal static Syndrome Between(IReadOnlyList<AesState> right, IReadOnlyList<AesState> wrong)
    {
        int closest = right.Count - 1;
        for (int round = right.Count - 1; round >= 0; round--)
        {
            if (right[round].DistanceTo(wrong[round]) < right[closest].DistanceTo(wrong[closest]))
            {
                closest = round;
            }
        }

        byte[] mask = (right[^1] ^ wrong[^1]).ToBytes();
        return new Syndrome
        {
            XorMask = mask,
            HammingDistance = mask.Sum(value => BitOperations.PopCount(value)),
            DifferingBytes = [.. Enumerable.Range(0, AesCipher.BlockSize).Where(index => mask[index] != 0)],
            ClosestRound = closest,
            ClosestDistance = right[closest].DistanceTo(wrong[closest]),
            ClosestXorMask = (right[closest] ^ wrong[closest]).ToBytes(),
        };
    }
}
