using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;

namespace AesniCheck.Probes;

/// <summary>The real loops, one of which is miscompiled: it uses a register with an unrelated value, so that a block is wrong in a different way each time.</summary>
/// <param name="wrong">The loop.</param>
/// <param name="block">The wrong block, if it is among those of a pass.</param>
internal sealed unsafe class MiscompiledPass(BlockBatch wrong, int block) : BlockPass
{
    private readonly AesniBlockPass _real = new(0);
    private byte _stale;

    public override AesniKeySchedule Schedule => _real.Schedule;

    public override GuardValues Guards => _real.Guards;

    public override BlockGroup Run(bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        BlockGroup group = _real.Run(encrypt, batch, input, output, expected, start, end, accumulator);
        if (batch != wrong || block < start || block >= end || group.Count > 0)
        {
            return group;
        }

        for (int i = 0; i < AesCipher.BlockSize; i++)
        {
            accumulator[i] = (byte)((_stale++ * 37) + 11);
            output[(AesCipher.BlockSize * block) + i] ^= accumulator[i];
        }

        return new BlockGroup(start, end - start);
    }
}
