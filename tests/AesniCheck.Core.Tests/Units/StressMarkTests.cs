using AesniCheck.Basics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Units;

public sealed class StressMarkTests
{
    internal static Arbitrary<StressMark> Any { get; } = (
        from cpu in Gen.Choose(0, ushort.MaxValue)
        from thread in Gen.Choose(0, byte.MaxValue)
        from register in Gen.Choose(0, StressMark.RegisterCount - 1)
        select new StressMark(cpu, thread, register)).ToArbitrary();

    [Fact]
    public void AMarkIsReadAsWhatItWasMadeOf() =>
        Prop.ForAll(Any, mark => StressMark.Parse(mark.Value) == mark).QuickCheckThrowOnFailure();

    [Fact]
    public void AFewBitsMakeAnotherMarkOrNone() =>
        Prop.ForAll(Any, mark => Enumerable.Range(0, 64).All(bit => StressMark.Parse(mark.Value ^ (1UL << bit)) is { } other ? bit < 32 && other != mark : bit is >= 5 and < 8 or >= 32))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void RandomValuesAreNoMarks()
    {
        // One in 2^35 is a mark: 2^20 values of a fixed seed contain none.
        var random = new SplitMix64(20_260_411);
        Assert.All(Enumerable.Range(0, 1 << 20), _ => Assert.Null(StressMark.Parse(random.Next())));
    }

    [Fact]
    public void LanesAreMarksOrZeroBesideOne() =>
        Prop.ForAll(Any, Gen.Choose(0, 7).ToArbitrary(), (mark, place) =>
        {
            ulong[] lanes = new ulong[8];
            bool none = StressMark.Find(lanes) is null && StressMark.Find([]) is null;
            lanes.AsSpan(place).Fill(mark.Value);
            bool some = StressMark.Find(lanes) == mark;
            lanes[7 - place] ^= 1UL << 40;
            return none && some && StressMark.Find(lanes) is null;
        }).QuickCheckThrowOnFailure();
}
