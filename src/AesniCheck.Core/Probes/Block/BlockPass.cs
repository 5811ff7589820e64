using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Block;

/// <summary>The number of independent blocks that a pass has in flight.</summary>
internal enum BlockBatch
{
    /// <summary>One block after the other, like code for single blocks.</summary>
    One = 1,

    /// <summary>Eight, like bulk encryption in kernels and libraries.</summary>
    Eight = 8,

    /// <summary>Fourteen: keeps two AES units busy and, with two more values, all sixteen vector registers live.</summary>
    Fourteen = 14,
}

/// <summary>
/// The device under test of the block probe: encrypts or decrypts runs of blocks and compares every result while it is still
/// in its register. Tests substitute a broken one. Not thread-safe.
/// </summary>
internal abstract unsafe class BlockPass
{
    /// <summary>Makes the runtime compile the hot loops by passing them no blocks.</summary>
    public void Prepare()
    {
        foreach (BlockBatch batch in Enum.GetValues<BlockBatch>())
        {
            Run(encrypt: true, batch, null, null, null, 0, 0, null);
            Run(encrypt: false, batch, null, null, null, 0, 0, null);
        }
    }

    /// <summary>The key schedule for the next passes, computed by the device itself.</summary>
    public abstract AesniKeySchedule Schedule { get; }

    /// <summary>The values of idle registers while fourteen blocks are in flight: loaded from the actual values and stored back there.</summary>
    public abstract GuardValues Guards { get; }

    /// <summary>
    /// Transforms the blocks from <paramref name="start"/> on and stops after the first group in which a result differs from
    /// the expected one. A group is a batch, or one block of the remainder at the end.
    /// </summary>
    /// <param name="encrypt">True to encrypt, false to decrypt.</param>
    /// <param name="batch">The number of blocks in flight.</param>
    /// <param name="input">Block 0; any alignment.</param>
    /// <param name="output">Receives block 0: <paramref name="input"/> itself, or memory that does not overlap it; any alignment.</param>
    /// <param name="expected">The expected block 0.</param>
    /// <param name="start">The first block.</param>
    /// <param name="end">The block after the last.</param>
    /// <param name="accumulator">16 bytes: receives the OR of all differences in the group that stopped the pass. Otherwise not written.</param>
    /// <returns>The group that stopped the pass, with all its results in <paramref name="output"/>; an empty group at <paramref name="end"/> if all results are correct.</returns>
    public abstract BlockGroup Run(
        bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator);
}

/// <summary>A run of blocks that share one accumulator.</summary>
/// <param name="Start">The first block.</param>
/// <param name="Count">The number of blocks.</param>
internal readonly record struct BlockGroup(int Start, int Count)
{
    /// <summary>The block after the last.</summary>
    public int End => Start + Count;
}
