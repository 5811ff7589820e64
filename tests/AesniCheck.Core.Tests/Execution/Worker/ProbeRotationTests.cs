using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class ProbeRotationTests
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void FirstEachProbeHasOneTurnWhateverTheSharesAndTimes()
    {
        var rotation = new ProbeRotation([1, 100, 10]);
        for (int probe = 0; probe < 3; probe++)
        {
            Assert.Equal(probe, rotation.Next(out bool isFirst));
            Assert.True(isFirst);
            rotation.Add(probe, TimeSpan.FromSeconds(3 - probe));
        }

        rotation.Next(out bool isAnotherFirst);
        Assert.False(isAnotherFirst);
    }

    [Fact]
    public void TurnsOfTheSameLengthAreInTheProportionOfTheShares()
    {
        int[] turns = new int[3];
        var rotation = new ProbeRotation([30, 20, 10]);
        for (int i = 0; i < 600; i++)
        {
            int probe = rotation.Next(out _);
            rotation.Add(probe, Slice);
            turns[probe]++;
        }

        Assert.InRange(turns[0], 299, 301);
        Assert.InRange(turns[1], 199, 201);
        Assert.InRange(turns[2], 99, 101);
    }

    /// <summary>A CPU that is wrong in one probe's instructions alone is to be met soon, however small that probe's share.</summary>
    [Fact]
    public void AProbeWithASmallShareHasItInSmallPiecesAndSoSeveralTimesASecond()
    {
        int[] slices = new int[3];
        var time = TimeSpan.Zero;
        var rotation = new ProbeRotation([125, 100, 1]);
        while (time < TimeSpan.FromSeconds(10))
        {
            int probe = rotation.Next(out _);
            TimeSpan slice = rotation.SliceOf(probe);
            rotation.Add(probe, slice);
            time += slice;
            slices[probe]++;
        }

        Assert.Equal(TimeSpan.FromMilliseconds(20), rotation.SliceOf(0));
        Assert.Equal(TimeSpan.FromMilliseconds(16), rotation.SliceOf(1));
        Assert.Equal(TimeSpan.FromMilliseconds(0.5), rotation.SliceOf(2));
        Assert.InRange(slices[2], 85, 95);
    }

    [Fact]
    public void AProbeThatTookLongWaitsUntilTheOthersHaveHadTheirShare()
    {
        var rotation = new ProbeRotation([1, 1]);
        rotation.Next(out _);
        rotation.Add(0, TimeSpan.FromSeconds(0.4));
        rotation.Next(out _);
        rotation.Add(1, TimeSpan.FromSeconds(0.1));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(1, rotation.Next(out _));
            rotation.Add(1, TimeSpan.FromSeconds(0.1 + (i / 100.0)));
        }

        Assert.Equal(0, rotation.Next(out _));
    }

    /// <summary>The clock advances while a guest is paused.</summary>
    [Fact]
    public void AfterAPauseOfAnHourAProbeIsBackSoon()
    {
        var rotation = new ProbeRotation([1, 1]);
        rotation.Next(out _);
        rotation.Add(0, TimeSpan.FromHours(1));
        int others = 0;
        for (; rotation.Next(out _) == 1; others++)
        {
            rotation.Add(1, Slice);
        }

        Assert.InRange(others, 1, 50);
    }

    [Fact]
    public void OneAloneHasEveryTurn()
    {
        var rotation = new ProbeRotation([7]);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(0, rotation.Next(out bool isFirst));
            Assert.Equal(i == 0, isFirst);
            rotation.Add(0, Slice);
        }
    }

    /// <summary>The time of the longest turn is all that a probe can be ahead of its share, so over a run the times converge to the shares.</summary>
    [Property(Arbitrary = [typeof(RotationCase)])]
    public bool NoProbeIsEverMoreThanATurnAheadOfItsShare(RotationCase rotation) =>
        rotation.LargestLead() <= rotation.LongestTurn + 1e-9;

    /// <summary>Shares, and turns of random length up to a separate limit for each probe.</summary>
    public sealed record RotationCase(int[] Shares, int Seed, int Turns)
    {
        public static Arbitrary<RotationCase> Any { get; } = (
            from count in Gen.Choose(1, 8)
            from shares in Gen.Choose(1, 100).ArrayOf(count)
            from seed in Gen.Choose(0, int.MaxValue)
            from turns in Gen.Choose(count, 500)
            select new RotationCase(shares, seed, turns)).ToArbitrary();

        /// <summary>In seconds.</summary>
        public double LongestTurn => 0.05 * Shares.Length;

        /// <summary>The largest lead, in seconds, of a probe over its share, relative to the probe with the largest lag.</summary>
        public double LargestLead()
        {
            var random = new Random(Seed);
            var rotation = new ProbeRotation(Shares);
            double[] spent = new double[Shares.Length];
            double largest = 0;
            for (int turn = 0; turn < Turns; turn++)
            {
                int probe = rotation.Next(out bool isFirst);
                if (isFirst != turn < Shares.Length)
                {
                    return double.PositiveInfinity;
                }

                var time = TimeSpan.FromSeconds(random.NextDouble() * 0.05 * (probe + 1));
                rotation.Add(probe, time);
                spent[probe] += time.TotalSeconds;
                double least = spent.Index().Min(entry => entry.Item / Shares[entry.Index]);
                largest = Math.Max(largest, spent.Index().Max(entry => entry.Item - (least * Shares[entry.Index])));
            }

            return largest;
        }
    }
}
