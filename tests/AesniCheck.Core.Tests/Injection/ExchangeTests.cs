using AesniCheck.Basics;
using Xunit;

namespace AesniCheck.Injection;

/// <summary>All vector registers of two threads change places, and nothing but these.</summary>
public sealed class ExchangeTests
{
    private const ulong Vectors = 0xe6;
    private const ulong XmmInUse = 2;

    [Fact]
    public void EachGetsWhatTheOtherHadAndNothingElse()
    {
        var generator = new SplitMix64(1);
        for (int i = 0; i < 500; i++)
        {
            byte[] first = RegisterFaultsTests.RandomImage(ref generator);
            byte[] second = RegisterFaultsTests.RandomImage(ref generator);
            byte[] target = [.. first];
            byte[] partner = [.. second];
            IReadOnlyList<RegisterChange> changes = RegisterFaults.Exchange(RegisterFaultsTests.StateOf(target), RegisterFaultsTests.StateOf(partner));

            Assert.Equal(RegisterAreas.All, changes.Select(change => change.Area));
            Assert.All(changes, change => Assert.Equal((null, null), (change.Register, change.Bit)));
            Assert.All(changes, change => Assert.Equal(AreaOf(first, change.Area), change.Before));
            Assert.All(changes, change => Assert.Equal(AreaOf(second, change.Area), change.After));
            AssertIs(target, first, second);
            AssertIs(partner, second, first);
        }
    }

    [Fact]
    public void AnAreaThatOneHasInItsInitialStateIsSoInTheOtherAfterwards()
    {
        byte[] target = ExtendedStateTests.Image(2432, enabled: 0xe7);
        byte[] partner = [.. target];
        RegisterFaultsTests.StateOf(target).Register(RegisterArea.YmmUpper, 3)[0] = 1;
        RegisterFaultsTests.StateOf(target).MarkInUse(RegisterArea.YmmUpper);

        RegisterChange change = Assert.Single(RegisterFaults.Exchange(RegisterFaultsTests.StateOf(target), RegisterFaultsTests.StateOf(partner)));

        Assert.Equal(RegisterArea.YmmUpper, change.Area);
        Assert.Equal(0UL, RegisterFaultsTests.StateOf(target).InUse);
        Assert.Equal(4UL, RegisterFaultsTests.StateOf(partner).InUse);
        Assert.Equal(1, RegisterFaultsTests.StateOf(partner).Register(RegisterArea.YmmUpper, 3)[0]);
    }

    [Fact]
    public void AreasThatAreAlikeAreLeftOut()
    {
        var generator = new SplitMix64(2);
        byte[] target = RegisterFaultsTests.RandomImage(ref generator);
        byte[] partner = [.. target];
        RegisterFaultsTests.StateOf(partner).Register(RegisterArea.Opmask, 1)[0] ^= 1;
        RegisterFaultsTests.StateOf(partner).Register(RegisterArea.Zmm16To31, 31)[63] ^= 1;

        IReadOnlyList<RegisterChange> changes = RegisterFaults.Exchange(RegisterFaultsTests.StateOf(target), RegisterFaultsTests.StateOf(partner));

        Assert.Equal([RegisterArea.Zmm16To31, RegisterArea.Opmask], changes.Select(change => change.Area));
    }

    [Fact]
    public void AreasThatAreNotSwitchedOnAreLeftAlone()
    {
        var generator = new SplitMix64(3);
        byte[] target = RegisterFaultsTests.RandomImage(ref generator);
        byte[] partner = RegisterFaultsTests.RandomImage(ref generator);
        target[464] = partner[464] = 0x7;
        byte[] before = AreaOf(target, RegisterArea.ZmmUpper);

        IReadOnlyList<RegisterChange> changes = RegisterFaults.Exchange(RegisterFaultsTests.StateOf(target), RegisterFaultsTests.StateOf(partner));

        Assert.Equal([RegisterArea.Xmm, RegisterArea.YmmUpper], changes.Select(change => change.Area));
        Assert.Equal(before, AreaOf(target, RegisterArea.ZmmUpper));
    }

    private static byte[] AreaOf(byte[] image, RegisterArea area) => RegisterFaultsTests.StateOf(image).Area(area).ToArray();

    private static void AssertIs(byte[] after, byte[] own, byte[] vectors)
    {
        byte[] expected = [.. own];
        foreach (RegisterArea area in RegisterAreas.All)
        {
            AreaOf(vectors, area).CopyTo(RegisterFaultsTests.StateOf(expected).Area(area));
        }

        // XMM is marked: MXCSR, which is not exchanged, is of its component.
        ulong inUse = (RegisterFaultsTests.StateOf(own).InUse & ~Vectors) | (RegisterFaultsTests.StateOf(vectors).InUse & Vectors) | XmmInUse;
        BitConverter.GetBytes(inUse).CopyTo(expected, 512);
        Assert.Equal(expected, after);
    }
}
