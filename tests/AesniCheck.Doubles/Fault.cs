using AesniCheck.Ciphers;
using AesniCheck.Host.Interop;
using AesniCheck.Probes;

namespace AesniCheck.Doubles;

/// <summary>A fault, as it shows in single blocks and in passes of the block probe. Thread-safe.</summary>
internal abstract unsafe class Fault
{
    /// <summary>A block has been computed; changes it, or not.</summary>
    public virtual void ChangeBlock(AesCipher cipher, bool encrypt, ReadOnlySpan<byte> input, Span<byte> output)
    {
    }

    /// <summary>Runs a pass of the block probe with the fault in it.</summary>
    public abstract BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator);

    protected static bool OnBrokenCpu => Scheduling.CurrentCpu() == BrokenMachine.BrokenCpu;

    /// <summary>What a pass does that finds block <paramref name="block"/> wrong.</summary>
    protected static BlockGroup Stop(byte* output, byte* expected, int block, byte* accumulator)
    {
        for (int i = 0; i < AesCipher.BlockSize; i++)
        {
            accumulator[i] = (byte)(output[(16 * block) + i] ^ expected[(16 * block) + i]);
        }

        return new BlockGroup(block, 1);
    }
}

/// <summary>The lowest bit of byte 3 is wrong on one CPU, whenever the right output begins with 12 certain bits.</summary>
internal sealed unsafe class WrongForOnePattern : Fault
{
    public override void ChangeBlock(AesCipher cipher, bool encrypt, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (OnBrokenCpu && output[0] == 0xa5 && output[1] >> 4 == 0x3)
        {
            output[3] ^= 1;
        }
    }

    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        BlockGroup group = pass.Run(encrypt, batch, input, output, expected, start, end, accumulator);
        for (int block = start; group.Count == 0 && OnBrokenCpu && block < end; block++)
        {
            var changed = new Span<byte>(output + (16 * block), 16);
            if (changed[0] == 0xa5 && changed[1] >> 4 == 0x3)
            {
                changed[3] ^= 1;
                return Stop(output, expected, block, accumulator);
            }
        }

        return group;
    }
}

/// <summary>On one CPU encryption does what decryption does.</summary>
internal sealed unsafe class SelfInverting : Fault
{
    public override void ChangeBlock(AesCipher cipher, bool encrypt, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (OnBrokenCpu && encrypt)
        {
            cipher.Decrypt(input, output);
        }
    }

    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator) =>
        pass.Run(encrypt && !OnBrokenCpu, batch, input, output, expected, start, end, accumulator);
}

/// <summary>A fault that strikes once in a process, some passes after its start.</summary>
internal abstract unsafe class OnceOnly : Fault
{
    private const int PassesBefore = 2000;

    private int _passes;

    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        BlockGroup group = pass.Run(encrypt, batch, input, output, expected, start, end, accumulator);
        return end > start && Interlocked.Increment(ref _passes) == PassesBefore
            ? Strike(pass, encrypt, output, expected, start, accumulator)
            : group;
    }

    protected abstract BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator);
}

/// <summary>Bit 2 of byte 7 of the state flips behind round 5.</summary>
internal sealed unsafe class FlippedOnce : OnceOnly
{
    protected override BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator)
    {
        byte[] wrong = StateFlip.Apply(pass.Schedule, encrypt, new ReadOnlySpan<byte>(expected + (16 * block), 16), round: 5, byteIndex: 7, mask: 4);
        wrong.CopyTo(new Span<byte>(output + (16 * block), 16));
        return Stop(output, expected, block, accumulator);
    }
}

/// <summary>The accumulator says that something differs, and nothing does.</summary>
internal sealed unsafe class BrokenComparison : OnceOnly
{
    protected override BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator)
    {
        new Span<byte>(accumulator, 16).Clear();
        accumulator[9] = 0x10;
        return new BlockGroup(block, 1);
    }
}

/// <summary>A bit of the expected value flips in memory.</summary>
internal sealed unsafe class BrokenMemory : OnceOnly
{
    protected override BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator)
    {
        expected[16 * block] ^= 0x80;
        return Stop(output, expected, block, accumulator);
    }
}

/// <summary>Something happens to the process.</summary>
internal sealed unsafe class Trouble(Action action) : OnceOnly
{
    protected override BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator)
    {
        action();
        return new BlockGroup(block, 0);
    }
}
