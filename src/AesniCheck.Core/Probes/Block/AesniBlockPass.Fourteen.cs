using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Block;

/// <content>The loop in which the probe spends most of its time.</content>
internal sealed unsafe partial class AesniBlockPass
{
    /// <summary>
    /// Keeps fourteen states, the accumulator and a round key live: all sixteen registers that AES instructions can name, at all
    /// times. The key of round 1 is loaded at the end of an iteration for the next one, so that it gets its register before the
    /// guards get theirs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int RunFourteen<T>(
        byte* keys, int rounds, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator, byte* guards)
        where T : struct, IAesniDirection
    {
        if (start >= end)
        {
            return end;
        }

        byte* next = input + (start * AesCipher.BlockSize);
        var first = FourStates.Load(next, Key(keys, 0));
        var second = FourStates.Load(next + 64, Key(keys, 0));
        var third = FourStates.Load(next + 128, Key(keys, 0));
        var rest = TwoStates.Load(next + 192, Key(keys, 0));
        Vector128<byte> differences = Vector128<byte>.Zero;
        Vector128<byte> key = Key(keys, 1);

        ThreeGuards guards0 = default;
        ThreeGuards guards1 = default;
        ThreeGuards guards2 = default;
        ThreeGuards guards3 = default;
        ThreeGuards guards4 = default;
        if (Avx512F.IsSupported)
        {
            guards0 = ThreeGuards.Load(guards);
            guards1 = ThreeGuards.Load(guards + (3 * GuardValues.Length));
            guards2 = ThreeGuards.Load(guards + (6 * GuardValues.Length));
            guards3 = ThreeGuards.Load(guards + (9 * GuardValues.Length));
            guards4 = ThreeGuards.Load(guards + (12 * GuardValues.Length));
        }

        int block = start;
        while (true)
        {
            nint offset = block * AesCipher.BlockSize;

            // After the last group there is no next input; the group's own input is loaded again and not used.
            next = input + (block + 14 < end ? offset + (14 * AesCipher.BlockSize) : offset);

            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);
            key = Key(keys, 2);
            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);
            key = Key(keys, 3);
            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);
            key = Key(keys, 4);
            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);
            key = Key(keys, 5);
            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);
            key = Key(keys, 6);
            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);
            key = Key(keys, 7);
            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);
            key = Key(keys, 8);
            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);
            key = Key(keys, 9);
            first.Round<T>(key);
            second.Round<T>(key);
            third.Round<T>(key);
            rest.Round<T>(key);

            if (rounds > 10)
            {
                key = Key(keys, 10);
                first.Round<T>(key);
                second.Round<T>(key);
                third.Round<T>(key);
                rest.Round<T>(key);
                key = Key(keys, 11);
                first.Round<T>(key);
                second.Round<T>(key);
                third.Round<T>(key);
                rest.Round<T>(key);
            }

            if (rounds > 12)
            {
                key = Key(keys, 12);
                first.Round<T>(key);
                second.Round<T>(key);
                third.Round<T>(key);
                rest.Round<T>(key);
                key = Key(keys, 13);
                first.Round<T>(key);
                second.Round<T>(key);
                third.Round<T>(key);
                rest.Round<T>(key);
            }

            key = Key(keys, rounds);
            first.LastRound<T>(key);
            second.LastRound<T>(key);
            third.LastRound<T>(key);
            rest.LastRound<T>(key);

            differences = first.Exchange(output + offset, expected + offset, next, keys, differences);
            differences = second.Exchange(output + offset + 64, expected + offset + 64, next + 64, keys, differences);
            differences = third.Exchange(output + offset + 128, expected + offset + 128, next + 128, keys, differences);
            differences = rest.Exchange(output + offset + 192, expected + offset + 192, next + 192, keys, differences);
            key = Key(keys, 1);
            if (differences != Vector128<byte>.Zero)
            {
                differences.Store(accumulator);
                break;
            }

            block += 14;
            if (block >= end)
            {
                break;
            }
        }

        if (Avx512F.IsSupported)
        {
            guards0.Store(guards);
            guards1.Store(guards + (3 * GuardValues.Length));
            guards2.Store(guards + (6 * GuardValues.Length));
            guards3.Store(guards + (9 * GuardValues.Length));
            guards4.Store(guards + (12 * GuardValues.Length));
        }

        return block;
    }
}
