using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;

namespace AesniCheck.Probes;

/// <summary>The real pass, whose comparison once reports a difference in the group that starts at a block, although there is none.</summary>
internal sealed unsafe class FalseAlarmPass(BlockBatch batch, int block, byte[] alarm) : BlockPass
{
    private readonly AesniBlockPass _real = new(worker: 0);
    private bool _done;

    public override AesniKeySchedule Schedule => _real.Schedule;

    public override GuardValues Guards => _real.Guards;

    public override BlockGroup Run(
        bool encrypt, BlockBatch size, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        if (_done || size != batch || block < start || block >= end)
        {
            return _real.Run(encrypt, size, input, output, expected, start, end, accumulator);
        }

        _done = true;
        int group = block - ((block - start) % (int)size);
        int count = Math.Min((int)size, end - group);
        _real.Run(encrypt, size, input, output, expected, start, group + count, accumulator);
        alarm.CopyTo(new Span<byte>(accumulator, AesCipher.BlockSize));
        return new BlockGroup(group, count);
    }
}
