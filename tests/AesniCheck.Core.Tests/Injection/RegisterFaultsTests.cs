using System.Numerics;
using AesniCheck.Basics;
using Xunit;

namespace AesniCheck.Injection;

public sealed class RegisterFaultsTests
{
    private const int Rounds = 1_000;

    public static TheoryData<string> Areas { get; } = [.. RegisterAreas.All.Select(area => area.Name)];

    [Fact]
    public void AFlipTurnsOneBitOverAndHasTheAreaLoaded()
    {
        byte[] image = ExtendedStateTests.Image(2432, enabled: 0xe7);
        var state = new ExtendedState(image, SavedLayouts.Zen5);

        RegisterChange change = RegisterFaults.Flip(state, RegisterArea.YmmUpper, (77UL << 32) | 5);

        Assert.Equal(1 << 5, image[576 + (5 * 16) + 9]);
        Assert.Equal(1UL << 2, state.InUse);
        Assert.Equal((RegisterArea.YmmUpper, 5, 77), (change.Area, change.Register, change.Bit));
        Assert.Equal(new byte[16], change.Before);
        Assert.Equal("00000000000000000020000000000000", Convert.ToHexString(change.After));
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void AFlipChangesOneBitOfTheAreaAndNothingElse(string name)
    {
        RegisterArea area = RegisterAreas.ByName(name);
        var generator = new SplitMix64(7);
        for (int i = 0; i < Rounds; i++)
        {
            byte[] before = RandomImage(ref generator);
            byte[] after = [.. before];
            RegisterChange change = RegisterFaults.Flip(StateOf(after), area, generator.Next());

            AssertOneRegisterChanged(before, after, change);
            Assert.Equal(1, change.Before.Zip(change.After, (old, value) => BitOperations.PopCount((uint)(old ^ value))).Sum());
            Assert.NotEqual(0, (change.Before[change.Bit!.Value / 8] ^ change.After[change.Bit.Value / 8]) >> (change.Bit.Value % 8) & 1);
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void ALostRegisterIsZeroAndNothingElseIsChanged(string name)
    {
        RegisterArea area = RegisterAreas.ByName(name);
        var generator = new SplitMix64(8);
        for (int i = 0; i < Rounds; i++)
        {
            byte[] before = RandomImage(ref generator);
            byte[] after = [.. before];
            RegisterChange? change = RegisterFaults.Zero(StateOf(after), area, generator.Next());

            AssertOneRegisterChanged(before, after, change);
            Assert.Null(change!.Bit);
            Assert.Equal(new byte[area.RegisterBytes], change.After);
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void ACopiedRegisterIsThatOfTheOtherAndNothingElseIsChanged(string name)
    {
        RegisterArea area = RegisterAreas.ByName(name);
        var generator = new SplitMix64(9);
        for (int i = 0; i < Rounds; i++)
        {
            byte[] before = RandomImage(ref generator);
            byte[] source = RandomImage(ref generator);
            byte[] sourceAfter = [.. source];
            byte[] after = [.. before];
            RegisterChange? change = RegisterFaults.Copy(StateOf(after), StateOf(sourceAfter), area, generator.Next());

            AssertOneRegisterChanged(before, after, change);
            Assert.Null(change!.Bit);
            Assert.Equal(StateOf(source).Register(area, change.Register!.Value).ToArray(), change.After);
            Assert.Equal(source, sourceAfter);
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void EveryRegisterAndBitIsFlipped(string name)
    {
        RegisterArea area = RegisterAreas.ByName(name);
        var generator = new SplitMix64(11);
        byte[] image = RandomImage(ref generator);
        RegisterChange[] flips = [.. Draw(generator, 20_000).Select(random => RegisterFaults.Flip(StateOf(image), area, random))];

        Assert.Equal(Enumerable.Range(area.FirstRegister, area.RegisterCount), flips.Select(flip => flip.Register!.Value).Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 8 * area.RegisterBytes), flips.Select(flip => flip.Bit!.Value).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void EveryRegisterThatMayBeChosenIs(string name)
    {
        RegisterArea area = RegisterAreas.ByName(name);
        var generator = new SplitMix64(12);
        byte[] image = RandomImage(ref generator);
        byte[] source = RandomImage(ref generator);
        int[] fit = [.. Enumerable.Range(area.FirstRegister, area.RegisterCount).Where(register => register % 3 != 1)];
        foreach (int register in Enumerable.Range(area.FirstRegister, area.RegisterCount).Except(fit))
        {
            StateOf(image).Register(area, register).Clear();
            StateOf(source).Register(area, register).Clear();
        }

        ulong[] randoms = Draw(generator, 2_000);
        Assert.Equal(fit, randoms.Select(random => RegisterFaults.Zero(StateOf([.. image]), area, random)!.Register!.Value).Distinct().Order());
        Assert.Equal(fit, randoms.Select(random => RegisterFaults.Copy(StateOf([.. image]), StateOf(source), area, random)!.Register!.Value).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void WhereNothingWouldChangeNothingIsChosen(string name)
    {
        RegisterArea area = RegisterAreas.ByName(name);
        byte[] blank = ExtendedStateTests.Image(2432, enabled: 0xe7);
        var generator = new SplitMix64(13);
        byte[] image = RandomImage(ref generator);

        Assert.Null(RegisterFaults.Zero(StateOf(blank), area, 5));
        Assert.Null(RegisterFaults.Copy(StateOf(image), StateOf([.. image]), area, 5));
        Assert.Empty(RegisterFaults.Exchange(StateOf(image), StateOf([.. image])));
        Assert.Equal(ExtendedStateTests.Image(2432, enabled: 0xe7), blank);
    }

    [Fact]
    public void TheSameRandomNumberMakesTheSameChoice()
    {
        var generator = new SplitMix64(3);
        byte[] image = RandomImage(ref generator);
        byte[] source = RandomImage(ref generator);
        foreach (ulong random in Draw(generator, 100))
        {
            AssertSame(RegisterFaults.Flip(StateOf([.. image]), RegisterArea.Xmm, random), RegisterFaults.Flip(StateOf([.. image]), RegisterArea.Xmm, random));
            AssertSame(RegisterFaults.Zero(StateOf([.. image]), RegisterArea.Xmm, random), RegisterFaults.Zero(StateOf([.. image]), RegisterArea.Xmm, random));
            AssertSame(
                RegisterFaults.Copy(StateOf([.. image]), StateOf(source), RegisterArea.Xmm, random),
                RegisterFaults.Copy(StateOf([.. image]), StateOf(source), RegisterArea.Xmm, random));
        }
    }

    [Fact]
    public void AnUnknownAreaIsRefusedWithTheNames() =>
        Assert.Contains("xmm, ymm-upper, zmm-upper, zmm16-31, opmask", Assert.Throws<ArgumentException>(() => RegisterAreas.ByName("mmx")).Message, StringComparison.Ordinal);

    /// <summary>Random registers, with AVX-512 switched on, and random areas in use.</summary>
    internal static byte[] RandomImage(ref SplitMix64 generator)
    {
        byte[] image = new byte[2432];
        generator.Fill(image);
        ExtendedStateTests.Image(512, enabled: 0xe7).AsSpan(464, 8).CopyTo(image.AsSpan(464));
        return image;
    }

    internal static ExtendedState StateOf(byte[] image) => new(image, SavedLayouts.Zen5);

    private static ulong[] Draw(SplitMix64 generator, int count)
    {
        ulong[] randoms = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            randoms[i] = generator.Next();
        }

        return randoms;
    }

    private static void AssertSame(RegisterChange? first, RegisterChange? second)
    {
        Assert.Equal((first!.Register, first.Bit), (second!.Register, second.Bit));
        Assert.Equal(first.After, second.After);
    }

    private static void AssertOneRegisterChanged(byte[] before, byte[] after, RegisterChange? change)
    {
        Assert.NotNull(change);
        byte[] expected = [.. before];
        ExtendedState state = StateOf(expected);
        Assert.Equal(state.Register(change.Area, change.Register!.Value).ToArray(), change.Before);
        Assert.NotEqual(change.Before, change.After);
        change.After.CopyTo(state.Register(change.Area, change.Register.Value));
        state.MarkInUse(change.Area);
        Assert.Equal(expected, after);
    }
}
