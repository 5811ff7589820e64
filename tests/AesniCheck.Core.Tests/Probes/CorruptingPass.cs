using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;

namespace AesniCheck.Probes;

/// <summary>
/// The real pass, group by group, that spoils each of the given blocks once, in the first matching pass: same direction, batch
/// and place.
/// </summary>
internal sealed unsafe class CorruptingPass(bool encrypt, BlockBatch batch, bool inPlace, IEnumerable<int> blocks) : BlockPass
{
    private readonly AesniBlockPass _real = new(worker: 0);
    private readonly HashSet<int> _left = [.. blocks];

    public override AesniKeySchedule Schedule => _real.Schedule;

    public override GuardValues Guards => _real.Guards;

    /// <summary>The mask XORed into a block: never zero, and different for each block.</summary>
    public static byte[] MaskOf(int block)
    {
        byte[] mask = new byte[AesCipher.BlockSize];
        mask[block % 16] = (byte)(1 << (block % 8));
        mask[block / 16 % 16] |= 0x80;
        return mask;
    }

    public override BlockGroup Run(
        bool encrypting, BlockBatch size, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        if (encrypting != encrypt || size != batch || (input == output) != inPlace)
        {
            return _real.Run(encrypting, size, input, output, expected, start, end, accumulator);
        }

        int count;
        for (int group = start; group < end; group += count)
        {
            count = end - group >= (int)size ? (int)size : 1;
            _real.Run(encrypting, size, input, output, expected, group, group + count, accumulator);
            if (Poison(group, count, output, accumulator))
            {
                return new BlockGroup(group, count);
            }
        }

        return new BlockGroup(end, 0);
    }

    private bool Poison(int group, int count, byte* output, byte* accumulator)
    {
        new Span<byte>(accumulator, AesCipher.BlockSize).Clear();
        bool spoilt = false;
        for (int block = group; block < group + count; block++)
        {
            if (!_left.Remove(block))
            {
                continue;
            }

            spoilt = true;
            byte[] mask = MaskOf(block);
            for (int i = 0; i < mask.Length; i++)
            {
                output[(AesCipher.BlockSize * block) + i] ^= mask[i];
                accumulator[i] |= mask[i];
            }
        }

        return spoilt;
    }
}
