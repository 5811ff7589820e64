using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// The hot loop of the counter modes: twelve blocks in flight, then the remaining blocks one at a time. The rounds are unrolled,
/// since a loop over them would take issue slots from AESENC.
/// </summary>
internal static unsafe class AesniCounterLoop
{
    /// <summary>The number of bytes in flight.</summary>
    public const int GroupSize = 12 * BlockSize;

    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>Encrypts counter blocks and XORs them with the input. In place or without overlap.</summary>
    /// <param name="keys">The round keys of encryption.</param>
    /// <param name="rounds">10, 12 or 14.</param>
    /// <param name="counter">The first counter block, with its bytes reversed.</param>
    /// <param name="input">The input to XOR with.</param>
    /// <param name="output">Receives the result.</param>
    /// <param name="length">The number of bytes; the last block may be partial.</param>
    public static void Transform<TCounter>(byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, nint length)
        where TCounter : struct, IAesniCounter
    {
        nint grouped = length - (length % GroupSize);
        if (grouped != 0)
        {
            counter = TransformGroups<TCounter>(keys, rounds, counter, input, output, grouped);
        }

        if (grouped != length)
        {
            TransformBlocks<TCounter>(keys, rounds, counter, input + grouped, output + grouped, length - grouped);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector128<ulong> TransformGroups<TCounter>(
        byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, nint length)
        where TCounter : struct, IAesniCounter
    {
        for (nint offset = 0; offset < length; offset += GroupSize)
        {
            var first = AesniFourBlocks.Count<TCounter>(counter, Key(keys, 0));
            var second = AesniFourBlocks.Count<TCounter>(TCounter.Add(counter, Vector128.Create(4ul, 0)), Key(keys, 0));
            var third = AesniFourBlocks.Count<TCounter>(TCounter.Add(counter, Vector128.Create(8ul, 0)), Key(keys, 0));
            counter = TCounter.Add(counter, Vector128.Create(12ul, 0));

            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 1));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 2));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 3));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 4));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 5));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 6));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 7));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 8));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 9));

            if (rounds > 10)
            {
                AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 10));
                AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 11));
            }

            if (rounds > 12)
            {
                AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 12));
                AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 13));
            }

            AesniFourBlocks.EncryptLast(ref first, ref second, ref third, Key(keys, rounds));

            first.Xor(input + offset);
            second.Xor(input + offset + 64);
            third.Xor(input + offset + 128);
            first.Store(output + offset);
            second.Store(output + offset + 64);
            third.Store(output + offset + 128);
        }

        return counter;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void TransformBlocks<TCounter>(byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, nint length)
        where TCounter : struct, IAesniCounter
    {
        for (; length >= BlockSize; length -= BlockSize)
        {
            (AesniBlock.Encrypt(keys, rounds, PclmulField.Reverse(counter.AsByte())) ^ Vector128.Load(input)).Store(output);
            counter = TCounter.Add(counter, Vector128.Create(1ul, 0));
            input += BlockSize;
            output += BlockSize;
        }

        if (length > 0)
        {
            Vector128<byte> stream = AesniBlock.Encrypt(keys, rounds, PclmulField.Reverse(counter.AsByte()));
            for (nint i = 0; i < length; i++)
            {
                output[i] = (byte)(input[i] ^ ((byte*)&stream)[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Key(byte* keys, int round) => Vector128.Load(keys + (BlockSize * round));
}
