using System.Globalization;
using System.Numerics;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Message;
using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>Locates the difference between two messages, and the block cipher's input there.</summary>
internal static class MessageDifference
{
    /// <summary>Describes the difference in words.</summary>
    public static string Describe(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        int first = -1;
        int last = -1;
        int blocks = 0;
        for (int block = 0; block * AesCipher.BlockSize < expected.Length; block++)
        {
            int start = block * AesCipher.BlockSize;
            int end = Math.Min(start + AesCipher.BlockSize, expected.Length);
            int difference = ScalarBytes.FirstDifference(expected[start..end], actual[start..end]);
            if (difference >= 0)
            {
                first = first < 0 ? start + difference : first;
                last = block;
                blocks++;
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(blocks == 1 ? $"1 block of 16 bytes, at byte {first}" : $"{blocks} blocks of 16 bytes, from byte {first} to block {last}")}, {BitNames.Of(Bits(expected, actual))} in all");
    }

    /// <summary>Returns the number of bits that differ.</summary>
    public static int Bits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int bits = 0;
        for (int i = 0; i < left.Length; i++)
        {
            bits += BitOperations.PopCount((uint)(left[i] ^ right[i]));
        }

        return bits;
    }

    /// <summary>
    /// Returns the syndrome of the first wrong block, if the block cipher's input there is known: in all modes but XTS and
    /// CCM's tag, and only for a whole block.
    /// </summary>
    public static Syndrome? Syndrome(MessageMiscompare miscompare)
    {
        int first = miscompare.Fault == MessageFault.Output ? ScalarBytes.FirstDifference(miscompare.Expected, miscompare.Actual) : -1;
        int start = first & ~(AesCipher.BlockSize - 1);
        if (first < 0 || start + AesCipher.BlockSize > miscompare.Expected.Length || InputOf(miscompare, start) is not { } cipherInput)
        {
            return null;
        }

        // In chaining and counter modes the cipher's output is masked: by the message, or by the block before.
        bool encrypts = miscompare.Operation == CipherDirection.Encrypt || miscompare.Mode is CipherMode.Ctr or CipherMode.Gcm or CipherMode.Cfb;
        byte[] mask = miscompare.Mode switch
        {
            CipherMode.Ctr or CipherMode.Gcm or CipherMode.Cfb => Block(miscompare.Input, start),
            CipherMode.Cbc when !encrypts => Before(miscompare.Input, miscompare.Iv, start),
            _ => new byte[AesCipher.BlockSize],
        };
        var schedule = new SoftwareKeySchedule();
        schedule.Expand(miscompare.Key);
        AesState[] right = CipherTrace.Forward(cipherInput, schedule, encrypts);
        AesState[] wrong = CipherTrace.Backward(Xor(Block(miscompare.Actual, start), mask), schedule, encrypts);
        return right[^1] == wrong[^1] ? null : Records.Syndrome.Between(right, wrong);
    }

    private static byte[]? InputOf(MessageMiscompare miscompare, int start) => (miscompare.Mode, miscompare.Operation) switch
    {
        (CipherMode.Ecb, _) or (CipherMode.Cbc, CipherDirection.Decrypt) => Block(miscompare.Input, start),

        // All blocks before this one are correct, so their expected output is the actual output.
        (CipherMode.Cbc, _) => Xor(Block(miscompare.Input, start), Before(miscompare.Expected, miscompare.Iv, start)),
        (CipherMode.Cfb, CipherDirection.Encrypt) => Before(miscompare.Expected, miscompare.Iv, start),
        (CipherMode.Cfb, _) => Before(miscompare.Input, miscompare.Iv, start),
        (CipherMode.Ctr, _) => Counter(miscompare.Iv, start / AesCipher.BlockSize, bytes: 16),

        // The first counter block masks the tag; the message begins with the next, of which 32 bits count.
        (CipherMode.Gcm, _) when miscompare.Iv.Length == 12 => Counter([.. miscompare.Iv, 0, 0, 0, 1], 1 + (start / AesCipher.BlockSize), bytes: 4),
        _ => null,
    };

    /// <summary>Returns the counter block after a number of blocks; only the last bytes count, big-endian.</summary>
    private static byte[] Counter(byte[] first, int blocks, int bytes)
    {
        byte[] counter = [.. first];
        int carry = blocks;
        for (int i = counter.Length - 1; i >= counter.Length - bytes && carry > 0; i--)
        {
            carry += counter[i];
            counter[i] = (byte)carry;
            carry >>= 8;
        }

        return counter;
    }

    private static byte[] Before(byte[] message, byte[] iv, int start) => start == 0 ? iv : Block(message, start - AesCipher.BlockSize);

    private static byte[] Block(byte[] message, int start) => message[start..(start + AesCipher.BlockSize)];

    private static byte[] Xor(byte[] left, byte[] right) => [.. left.Zip(right, (a, b) => (byte)(a ^ b))];
}
