using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Basics;

public sealed class SplitMix64Tests
{
    /// <summary>The first outputs for seed 1234567, as the reference implementation prints them.</summary>
    private static readonly ulong[] Published =
    [
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
    ];

    [Fact]
    public void TheFirstOutputsAreThePublishedOnes()
    {
        var generator = new SplitMix64(1_234_567);
        Assert.All(Published, output => Assert.Equal(output, generator.Next()));
    }

    [Fact]
    public void AnyOutputCanBeHadWithoutThoseBefore() =>
        Prop.ForAll<ulong>(seed =>
        {
            var generator = new SplitMix64(seed);
            return Enumerable.Range(0, 100).All(index => SplitMix64.At(seed, (ulong)index) == generator.Next());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void MemoryIsFilledLittleEndian()
    {
        byte[] bytes = new byte[16];
        var generator = new SplitMix64(1_234_567);
        generator.Fill(bytes);
        Assert.Equal(Published[0], bytes[..8].Select((value, index) => (ulong)value << (8 * index)).Aggregate((a, b) => a | b));
        Assert.Equal(Published[1], bytes[8..].Select((value, index) => (ulong)value << (8 * index)).Aggregate((a, b) => a | b));
        Assert.Equal(Published[2], generator.Next());
    }
}
