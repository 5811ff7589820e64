using System.Numerics;
using AesniCheck.Planning;
using Xunit;

namespace AesniCheck.Injection;

public sealed class BitFlipTests
{
    public static TheoryData<string> Areas { get; } = [.. RegisterAreas.All.Select(area => area.Name)];

    [Fact]
    public void OneBitIsTurnedOverAndTheAreaMarkedInUse()
    {
        byte[] image = ExtendedStateTests.Image(2432, enabled: 0xe7);
        var state = new ExtendedState(image, SavedLayouts.Zen5);

        RegisterChange change = new BitFlip(RegisterArea.YmmUpper, 5, 77).ApplyTo(state);

        Assert.Equal(1 << 5, image[576 + (5 * 16) + 9]);
        Assert.Equal(1UL << 2, state.InUse);
        Assert.Equal((RegisterArea.YmmUpper, 5, 77), (change.Area, change.Register, change.Bit));
        Assert.Equal(new byte[16], change.Before);
        Assert.Equal("00000000000000000020000000000000", Convert.ToHexString(change.After));
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void NothingElseIsChanged(string name)
    {
        RegisterArea area = RegisterAreas.ByName(name);
        var generator = new SplitMix64(7);
        for (int i = 0; i < 1_000; i++)
        {
            byte[] before = new byte[2432];
            generator.Fill(before);
            byte[] after = [.. before];
            BitFlip.Choose(area, ref generator).ApplyTo(new ExtendedState(after, SavedLayouts.Zen5));

            // XSTATE_BV aside, which has a bit set or had it.
            int[] changed = [.. Enumerable.Range(0, before.Length).Where(at => at is < 512 or >= 520 && before[at] != after[at])];
            int place = Assert.Single(changed);
            Assert.InRange(place, SavedLayouts.Zen5.OffsetOf(area), SavedLayouts.Zen5.OffsetOf(area) + area.ByteCount - 1);
            Assert.Equal(1, BitOperations.PopCount((uint)(before[place] ^ after[place])));
            Assert.Equal(new ExtendedState(before, SavedLayouts.Zen5).InUse | (1UL << area.Component), new ExtendedState(after, SavedLayouts.Zen5).InUse);
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void EveryRegisterAndBitIsChosen(string name)
    {
        RegisterArea area = RegisterAreas.ByName(name);
        var generator = new SplitMix64(11);
        BitFlip[] flips = [.. Enumerable.Range(0, 20_000).Select(_ => BitFlip.Choose(area, ref generator))];

        Assert.Equal(Enumerable.Range(area.FirstRegister, area.RegisterCount), flips.Select(flip => flip.Register).Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 8 * area.RegisterBytes), flips.Select(flip => flip.Bit).Distinct().Order());
    }

    [Fact]
    public void TheSameSeedMakesTheSameChoices()
    {
        var first = new SplitMix64(3);
        var second = new SplitMix64(3);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(BitFlip.Choose(RegisterArea.Xmm, ref first), BitFlip.Choose(RegisterArea.Xmm, ref second)));
    }

    [Fact]
    public void AnUnknownAreaIsRefusedWithTheNames() =>
        Assert.Contains("xmm, ymm-upper, zmm-upper, zmm16-31, opmask", Assert.Throws<ArgumentException>(() => RegisterAreas.ByName("mmx")).Message, StringComparison.Ordinal);
}
