using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Block;

/// <summary>The number of independent blocks that a pass has in flight.</summary>
internal enum BlockBatch
{
    /// <summary>One block, then the next: what code for single blocks does.</summary>
    One = 1,

    /// <summary>Eight: what bulk encryption in kernels and libraries does.</summary>
    Eight = 8,

    /// <summary>Fourteen: what keeps two AES units busy, and with two more values all of sixteen vector registers live.</summary>
    Fourteen = 14,
}

/// <summary>
/// The device under test of the block probe: runs of blocks, encrypted or decrypted with every result compared while it is
/// still in its register. Tests put a broken one in its place. For one thread at a time.
/// </summary>
internal abstract unsafe class BlockPass
{
    /// <summary>Has the hot loops compiled, without running them: a pass over no block at all.</summary>
    public void Prepare()
    {
        foreach (BlockBatch batch in Enum.GetValues<BlockBatch>())
        {
            Run(encrypt: true, batch, null, null, null, 0, 0, null);
            Run(encrypt: false, batch, null, null, null, 0, 0, null);
        }
    }

    /// <summary>The key schedule that the next passes use, as the device itself makes it.</summary>
    public abstract AesniKeySchedule Schedule { get; }

    /// <summary>What idle registers hold while fourteen blocks are in flight: taken from the actual values, and put back there.</summary>
    public abstract GuardValues Guards { get; }

    /// <summary>
    /// Transforms the blocks from <paramref name="start"/> on and stops behind the first group in which a result differs from
    /// what was expected. A group is a batch, or what is left at the end.
    /// </summary>
    /// <param name="encrypt">Encryption, or decryption.</param>
    /// <param name="batch">The blocks in flight.</param>
    /// <param name="input">Block 0; any alignment.</param>
    /// <param name="output">Where block 0 goes: <paramref name="input"/> itself, or memory apart; any alignment.</param>
    /// <param name="expected">What block 0 must become.</param>
    /// <param name="start">The first block.</param>
    /// <param name="end">The block behind the last.</param>
    /// <param name="accumulator">16 bytes: the OR of all differences in the group that stopped the pass. Else not written.</param>
    /// <returns>The group that stopped the pass, with all its results in <paramref name="output"/>; empty at <paramref name="end"/> when none did.</returns>
    public abstract BlockGroup Run(
        bool encrypt, BlockBatch batch, byte* input, byte* output, byte* expected, int start, int end, byte* accumulator);
}

/// <summary>A run of blocks that share one accumulator.</summary>
/// <param name="Start">The first block.</param>
/// <param name="Count">The number of blocks.</param>
internal readonly record struct BlockGroup(int Start, int Count)
{
    /// <summary>The block behind the last.</summary>
    public int End => Start + Count;
}
