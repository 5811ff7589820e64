using AesniCheck.Ciphers;
using AesniCheck.Interop;
using AesniCheck.Probes.Block;

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

    /// <summary>
    /// The result of a pass that finds block <paramref name="block"/> wrong. The following blocks must not have been transformed: the
    /// probe continues with them, and in place they would be transformed twice.
    /// </summary>
    protected static BlockGroup Stop(byte* output, byte* expected, int block, byte* accumulator)
    {
        for (int i = 0; i < AesCipher.BlockSize; i++)
        {
            accumulator[i] = (byte)(output[(16 * block) + i] ^ expected[(16 * block) + i]);
        }

        return new BlockGroup(block, 1);
    }
}

/// <summary>The lowest bit of byte 3 is wrong on one CPU, whenever the right output begins with certain bits.</summary>
/// <param name="bits">How many, up to 24.</param>
internal sealed unsafe class WrongForOnePattern(int bits) : Fault
{
    public override void ChangeBlock(AesCipher cipher, bool encrypt, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (OnBrokenCpu && OnePattern.Matches(output, bits))
        {
            output[3] ^= 1;
        }
    }

    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        bool broken = OnBrokenCpu;
        for (int block = start; broken && block < end; block++)
        {
            if (OnePattern.Matches(new ReadOnlySpan<byte>(expected + (16 * block), 16), bits))
            {
                BlockGroup group = pass.Run(encrypt, batch, input, output, expected, start, block + 1, accumulator);
                if (group.Count > 0)
                {
                    return group;
                }

                output[(16 * block) + 3] ^= 1;
                return Stop(output, expected, block, accumulator);
            }
        }

        return pass.Run(encrypt, batch, input, output, expected, start, end, accumulator);
    }
}

/// <summary>On one CPU encryption computes decryption.</summary>
internal sealed unsafe class SelfInverting : Fault
{
    private readonly StrikeLog _log = new();

    public override void ChangeBlock(AesCipher cipher, bool encrypt, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (OnBrokenCpu && encrypt)
        {
            _log.WriteFirst();
            cipher.Decrypt(input, output);
        }
    }

    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        bool strikes = encrypt && end > start && OnBrokenCpu;
        if (strikes)
        {
            _log.WriteFirst();
        }

        return pass.Run(encrypt && !strikes, batch, input, output, expected, start, end, accumulator);
    }
}

/// <summary>
/// The loop with fourteen blocks in flight uses another register for the sixth of them each time: different bits of the output are wrong. All
/// other code is right.
/// </summary>
internal sealed unsafe class MiscompiledLoop : Fault
{
    private const int Place = 5;

    private byte _left;

    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        if (batch != BlockBatch.Fourteen || end - start < (int)batch)
        {
            return pass.Run(encrypt, batch, input, output, expected, start, end, accumulator);
        }

        BlockGroup group = pass.Run(encrypt, batch, input, output, expected, start, start + (int)batch, accumulator);
        if (group.Count > 0)
        {
            return group;
        }

        for (int i = 0; i < AesCipher.BlockSize; i++)
        {
            output[(AesCipher.BlockSize * (start + Place)) + i] ^= (byte)((_left++ * 37) | 1);
        }

        _ = Stop(output, expected, start + Place, accumulator);
        return new BlockGroup(start, (int)batch);
    }
}

/// <summary>A fault that strikes once in a process, some passes after its start.</summary>
/// <param name="passesBefore">How many.</param>
internal abstract class OnceOnly(int passesBefore = 2000) : Fault
{
    private int _passes;

    /// <summary>Whether this pass is the one to strike. A pass over no blocks never is.</summary>
    protected bool IsDue(int start, int end) => end > start && Interlocked.Increment(ref _passes) == passesBefore;
}

/// <summary>A fault that strikes the first block of one pass.</summary>
internal abstract unsafe class WrongOnce : OnceOnly
{
    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        if (!IsDue(start, end))
        {
            return pass.Run(encrypt, batch, input, output, expected, start, end, accumulator);
        }

        BlockGroup group = pass.Run(encrypt, BlockBatch.One, input, output, expected, start, start + 1, accumulator);
        return group.Count > 0 ? group : Strike(pass, encrypt, output, expected, start, accumulator);
    }

    protected abstract BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator);
}

/// <summary>Bit 2 of byte 7 of the state flips after round 5.</summary>
internal sealed unsafe class FlippedOnce : WrongOnce
{
    protected override BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator)
    {
        byte[] wrong = StateFlip.Apply(pass.Schedule, encrypt, new ReadOnlySpan<byte>(expected + (16 * block), 16), round: 5, byteIndex: 7, mask: 4);
        wrong.CopyTo(new Span<byte>(output + (16 * block), 16));
        return Stop(output, expected, block, accumulator);
    }
}

/// <summary>The accumulator reports a difference, although there is none.</summary>
internal sealed unsafe class BrokenComparison : WrongOnce
{
    protected override BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator)
    {
        new Span<byte>(accumulator, 16).Clear();
        accumulator[9] = 0x10;
        return new BlockGroup(block, 1);
    }
}

/// <summary>A bit of the expected value flips in memory.</summary>
internal sealed unsafe class BrokenMemory : WrongOnce
{
    protected override BlockGroup Strike(BlockPass pass, bool encrypt, byte* output, byte* expected, int block, byte* accumulator)
    {
        expected[16 * block] ^= 0x80;
        return Stop(output, expected, block, accumulator);
    }
}

/// <summary>Something happens to the process.</summary>
/// <param name="action">The event.</param>
/// <param name="passesBefore">How many passes go before it.</param>
internal sealed unsafe class Trouble(Action action, int passesBefore = 10_000) : OnceOnly(passesBefore)
{
    public override BlockGroup Run(
        BlockPass pass, bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator)
    {
        if (IsDue(start, end))
        {
            action();
        }

        return pass.Run(encrypt, batch, input, output, expected, start, end, accumulator);
    }
}
