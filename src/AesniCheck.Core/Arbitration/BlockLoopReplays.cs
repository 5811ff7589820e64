using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Repeats the group of a wrong block with the loop that saw it: miscompiled code is wrong there and nowhere else. Not thread-safe.</summary>
/// <param name="createPass">Creates the loops under test for the worker with this number.</param>
internal sealed unsafe class BlockLoopReplays(Func<int, BlockPass> createPass)
{
    private const int ReplayCount = 64;
    private const int BlockSize = AesCipher.BlockSize;

    private readonly AlignedMemory _memory = new(BlockUnit.ByteCount + BlockSize);
    private BlockPass? _pass;

    /// <summary>Repeats the group. A result is the block, and the accumulator of its group.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">Its unit, made again from its seed.</param>
    /// <returns>The replays; null if the loop was correct and memory was wrong.</returns>
    public Replays? Replay(BlockMiscompare miscompare, BlockUnit unit)
    {
        if (miscompare.Kind == MiscompareKind.Store || !Enum.IsDefined((BlockBatch)miscompare.Batch))
        {
            return null;
        }

        _pass ??= createPass(miscompare.Worker);
        _pass.Schedule.Expand(unit.Key);
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        byte* input = encrypt ? unit.Plaintext : unit.Ciphertext;
        byte* expected = encrypt ? unit.Ciphertext : unit.Plaintext;
        byte* output = _memory.Pointer;
        byte* accumulator = output + BlockUnit.ByteCount;

        // Passes begin at multiples of their groups.
        int start = miscompare.BlockIndex - (miscompare.BlockIndex % miscompare.Batch);
        int end = Math.Min(start + miscompare.Batch, BlockUnit.BlockCount);
        int offset = miscompare.BlockIndex * BlockSize;
        byte[] right = new byte[2 * BlockSize];
        ScalarBytes.Copy(new ReadOnlySpan<byte>(expected + offset, BlockSize), right);
        var replays = new Replays([.. miscompare.Actual, .. miscompare.Accumulator]);
        Span<byte> result = stackalloc byte[2 * BlockSize];
        for (int i = 0; i < ReplayCount; i++)
        {
            result.Clear();
            if (_pass.Run(encrypt, (BlockBatch)miscompare.Batch, input, output, expected, start, end, accumulator).Count > 0)
            {
                ScalarBytes.Copy(new ReadOnlySpan<byte>(accumulator, BlockSize), result[BlockSize..]);
            }

            ScalarBytes.Copy(new ReadOnlySpan<byte>(output + offset, BlockSize), result);
            replays.Add(result, right);
        }

        return replays;
    }
}
