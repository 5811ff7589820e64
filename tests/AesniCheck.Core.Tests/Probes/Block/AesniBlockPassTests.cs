using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Probes;

/// <summary>Each batch, direction, key size and alignment, in place and out of place, from any block to any other.</summary>
public sealed class AesniBlockPassTests
{
    public AesniBlockPassTests() => TestEngines.RequireAesni();

    [Property(Arbitrary = [typeof(PassCase)])]
    public bool APassMakesWhatTheReferenceMakesAndSaysSo(PassCase pass) =>
        pass.Run(pass.Start) == new BlockGroup(pass.End, 0) && pass.IsRightUpTo(pass.End);

    [Property(Arbitrary = [typeof(PassCase)])]
    public bool OneWrongBitStopsThePassBehindItsGroup(PassCase pass)
    {
        if (pass.Start == pass.End)
        {
            return true;
        }

        int block = pass.Random.Next(pass.Start, pass.End);
        byte[] mask = new byte[16];
        mask[pass.Random.Next(16)] = (byte)(1 << pass.Random.Next(8));
        pass.SpoilExpected(block, mask);

        BlockGroup group = pass.Run(pass.Start);
        return group == pass.GroupOf(pass.Start, block)
            && pass.Accumulator.SequenceEqual(mask)
            && pass.IsRightUpTo(group.End);
    }

    [Property(Arbitrary = [typeof(PassCase)])]
    public bool AllWrongBlocksAreFoundByGoingOnBehindEachGroup(PassCase pass)
    {
        HashSet<int> wrong = [.. Enumerable.Range(pass.Start, pass.End - pass.Start).Where(_ => pass.Random.Next(8) == 0)];
        foreach (int block in wrong)
        {
            pass.SpoilExpected(block, CorruptingPass.MaskOf(block));
        }

        int start = pass.Start;
        while (true)
        {
            BlockGroup group = pass.Run(start);
            int[] next = [.. wrong.Where(block => block >= start).Order().Take(1)];
            if (next.Length == 0)
            {
                return group == new BlockGroup(pass.End, 0) && pass.IsRightUpTo(pass.End);
            }

            byte[] accumulator = new byte[16];
            foreach (int block in wrong.Where(block => block >= group.Start && block < group.End))
            {
                accumulator = [.. accumulator.Zip(CorruptingPass.MaskOf(block), (left, right) => (byte)(left | right))];
            }

            if (group != pass.GroupOf(start, next[0]) || !pass.Accumulator.SequenceEqual(accumulator))
            {
                return false;
            }

            start = group.End;
        }
    }

    [Property(Arbitrary = [typeof(PassCase)])]
    public bool DifferencesInAGroupAddUpAndDoNotCancelOut(PassCase pass)
    {
        if (pass.End - pass.Start < (int)pass.Batch)
        {
            return true;
        }

        // The same difference in every block of the first group: an XOR of them would be nothing.
        byte[] mask = CorruptingPass.MaskOf(7);
        for (int block = pass.Start; block < pass.Start + (int)pass.Batch; block++)
        {
            pass.SpoilExpected(block, mask);
        }

        return pass.Run(pass.Start) == new BlockGroup(pass.Start, (int)pass.Batch) && pass.Accumulator.SequenceEqual(mask);
    }

    [Fact]
    public void PreparingTouchesNoMemory() => new AesniBlockPass(worker: 0).Prepare();
}
