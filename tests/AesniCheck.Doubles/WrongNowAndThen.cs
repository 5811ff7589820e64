using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;

namespace AesniCheck.Doubles;

/// <summary>
/// One block is wrong in a number of them that all workers have had together; each time in another place: the first block of a pass, one in
/// the middle, or the last, with one, eight or fourteen in flight. Each is logged.
/// </summary>
/// <param name="blocks">The number.</param>
internal sealed unsafe class WrongNowAndThen(long blocks) : Fault
{
    private static readonly BlockBatch[] Batches = Enum.GetValues<BlockBatch>();

    private readonly StrikeLog _log = new();
    private long _blocks;
    private long _due;
    private long _done;

    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        // A single group is a repetition by the arbiter: a fault there is never reported.
        if (end - start <= (int)BlockBatch.Fourteen)
        {
            return pass.Run(encrypt, batch, input, output, expected, start, end, accumulator);
        }

        long counted = Interlocked.Add(ref _blocks, end - start);
        if (counted / blocks != (counted - (end - start)) / blocks)
        {
            Interlocked.Increment(ref _due);
        }

        // The next pass with that many in flight, on whichever worker, is the one: there are some in each turn.
        long done = Volatile.Read(ref _done);
        return done < Volatile.Read(ref _due) && end > start && batch == Batches[done % Batches.Length]
            && Interlocked.CompareExchange(ref _done, done + 1, done) == done
            ? Strike(pass, encrypt, batch, input, output, expected, start, end, accumulator, place: done / Batches.Length % 3)
            : pass.Run(encrypt, batch, input, output, expected, start, end, accumulator);
    }

    private BlockGroup Strike(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator, long place)
    {
        int block = place switch
        {
            0 => start,
            1 => start + ((end - start) / 2),
            _ => end - 1,
        };

        // A pass stops after the group with the wrong block; after the last whole group, each block is its own group.
        int first = start + ((block - start) / (int)batch * (int)batch);
        int count = first + (int)batch <= end ? (int)batch : 1;
        first = count == 1 ? block : first;
        BlockGroup group = pass.Run(encrypt, batch, input, output, expected, start, first + count, accumulator);
        if (group.Count > 0)
        {
            return group;
        }

        _log.Write();
        output[(AesCipher.BlockSize * block) + 11] ^= 0x20;
        _ = Stop(output, expected, block, accumulator);
        return new BlockGroup(first, count);
    }
}
