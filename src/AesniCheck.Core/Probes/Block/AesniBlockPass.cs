using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Block;

/// <summary>
/// The hot loops of the block probe. The differences of a group are OR-ed into one accumulator, which is tested once, so
/// that the comparison costs almost nothing next to the rounds. The rounds are unrolled because a loop would take issue slots
/// from AESENC. The methods are compiled once, fully optimized, however the rest of the program was published.
/// </summary>
/// <param name="worker">The number of the worker that uses it.</param>
internal sealed unsafe partial class AesniBlockPass(int worker) : BlockPass
{
    /// <summary>Whether groups of fourteen hold guards in the registers that AES instructions cannot name, and compare them.</summary>
    public static bool HoldsGuards => Avx512F.IsSupported;

    /// <inheritdoc/>
    public override AesniKeySchedule Schedule { get; } = new();

    /// <inheritdoc/>
    public override GuardValues Guards { get; } = new(worker);

    /// <inheritdoc/>
    public override BlockGroup Run(
        bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator) =>
        encrypt
            ? Run<AesniEncryption>(Schedule.EncryptionKeys, batch, input, output, expected, start, end, accumulator)
            : Run<AesniDecryption>(Schedule.DecryptionKeys, batch, input, output, expected, start, end, accumulator);

    private BlockGroup Run<T>(
        byte* keys, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
        where T : struct, IAesniDirection
    {
        int size = (int)batch;
        int wholeEnd = end - ((end - start) % size);
        int rounds = Schedule.RoundCount;
        int stop = batch switch
        {
            BlockBatch.Fourteen => RunFourteen<T>(keys, rounds, input, output, expected, start, wholeEnd, accumulator, Guards.Actual),
            BlockBatch.Eight => RunEight<T>(keys, rounds, input, output, expected, start, wholeEnd, accumulator),
            _ => RunSingly<T>(keys, rounds, input, output, expected, start, wholeEnd, accumulator),
        };
        if (stop != wholeEnd)
        {
            return new BlockGroup(stop, size);
        }

        stop = RunSingly<T>(keys, rounds, input, output, expected, wholeEnd, end, accumulator);
        return new BlockGroup(stop, stop == end ? 0 : 1);
    }

    // Each returns the first block of the group that stopped it, or the end.

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int RunSingly<T>(byte* keys, int rounds, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
        where T : struct, IAesniDirection
    {
        for (int block = start; block < end; block++)
        {
            nint offset = block * AesCipher.BlockSize;
            Vector128<byte> state = Vector128.Load(input + offset) ^ Key(keys, 0);
            state = T.Round(state, Key(keys, 1));
            state = T.Round(state, Key(keys, 2));
            state = T.Round(state, Key(keys, 3));
            state = T.Round(state, Key(keys, 4));
            state = T.Round(state, Key(keys, 5));
            state = T.Round(state, Key(keys, 6));
            state = T.Round(state, Key(keys, 7));
            state = T.Round(state, Key(keys, 8));
            state = T.Round(state, Key(keys, 9));

            if (rounds > 10)
            {
                state = T.Round(state, Key(keys, 10));
                state = T.Round(state, Key(keys, 11));
            }

            if (rounds > 12)
            {
                state = T.Round(state, Key(keys, 12));
                state = T.Round(state, Key(keys, 13));
            }

            state = T.LastRound(state, Key(keys, rounds));
            state.Store(output + offset);

            Vector128<byte> difference = state ^ Vector128.Load(expected + offset);
            if (difference != Vector128<byte>.Zero)
            {
                difference.Store(accumulator);
                return block;
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int RunEight<T>(byte* keys, int rounds, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
        where T : struct, IAesniDirection
    {
        for (int block = start; block < end; block += 8)
        {
            nint offset = block * AesCipher.BlockSize;
            var first = FourStates.Load(input + offset, Key(keys, 0));
            var second = FourStates.Load(input + offset + 64, Key(keys, 0));

            first.Round<T>(Key(keys, 1));
            second.Round<T>(Key(keys, 1));
            first.Round<T>(Key(keys, 2));
            second.Round<T>(Key(keys, 2));
            first.Round<T>(Key(keys, 3));
            second.Round<T>(Key(keys, 3));
            first.Round<T>(Key(keys, 4));
            second.Round<T>(Key(keys, 4));
            first.Round<T>(Key(keys, 5));
            second.Round<T>(Key(keys, 5));
            first.Round<T>(Key(keys, 6));
            second.Round<T>(Key(keys, 6));
            first.Round<T>(Key(keys, 7));
            second.Round<T>(Key(keys, 7));
            first.Round<T>(Key(keys, 8));
            second.Round<T>(Key(keys, 8));
            first.Round<T>(Key(keys, 9));
            second.Round<T>(Key(keys, 9));

            if (rounds > 10)
            {
                first.Round<T>(Key(keys, 10));
                second.Round<T>(Key(keys, 10));
                first.Round<T>(Key(keys, 11));
                second.Round<T>(Key(keys, 11));
            }

            if (rounds > 12)
            {
                first.Round<T>(Key(keys, 12));
                second.Round<T>(Key(keys, 12));
                first.Round<T>(Key(keys, 13));
                second.Round<T>(Key(keys, 13));
            }

            first.LastRound<T>(Key(keys, rounds));
            second.LastRound<T>(Key(keys, rounds));

            first.Store(output + offset);
            second.Store(output + offset + 64);

            Vector128<byte> differences = first.DifferencesTo(expected + offset)
                | second.DifferencesTo(expected + offset + 64);
            if (differences != Vector128<byte>.Zero)
            {
                differences.Store(accumulator);
                return block;
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Key(byte* keys, int round) => Vector128.Load(keys + (AesCipher.BlockSize * round));
}
