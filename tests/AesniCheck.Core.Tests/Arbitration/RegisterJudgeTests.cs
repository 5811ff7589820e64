using System.Runtime.InteropServices;
using AesniCheck.Probes;
using AesniCheck.Probes.Register;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>The findings about wrong values in wide registers.</summary>
public sealed unsafe class RegisterJudgeTests
{
    private const int Last = RegisterUnit.StepCount;

    public static TheoryData<RegisterKind> Kinds => [.. RegisterKinds.All];

    [Theory]
    [InlineData(RegisterKind.Ymm, 0, 0, 0, 0)]
    [InlineData(RegisterKind.Ymm, 14, 3, 63, 5_000)]
    [InlineData(RegisterKind.Zmm, 30, 7, 17, 1)]
    [InlineData(RegisterKind.Zmm, 12, 4, 40, Last)]
    [InlineData(RegisterKind.Opmask, 28, 2, 9, 10_000)]
    public void ABitThatFlippedInARegisterIsNamedWithItsValueAndLane(RegisterKind kind, int value, int lane, int bit, int step)
    {
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        RegisterMiscompare miscompare = RegisterEvidence.Of(
            unit, RegisterEvidence.Changed(unit, step, values => RegisterEvidence.Value(kind, values, value)[lane] ^= 1UL << bit));
        Finding finding = Judge(miscompare, unit);

        Assert.Equal([value], miscompare.WrongValues);
        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(64, 0, 0), finding.Replay);
        Says(finding, $"{Place(kind, value, lane, lane)}: the register, or that of its constant, changed.");
    }

    [Theory]
    [InlineData(RegisterKind.Ymm, 0, 1)]
    [InlineData(RegisterKind.Ymm, 14, 9_999)]
    [InlineData(RegisterKind.Zmm, 16, Last)]
    [InlineData(RegisterKind.Zmm, 31 - 1, 5_120)]
    [InlineData(RegisterKind.Opmask, 29, 0)]
    public void ARegisterThatWasLostIsNamedWithItsStep(RegisterKind kind, int value, int step)
    {
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        Finding finding = Judge(unit, RegisterEvidence.Changed(unit, step, values => RegisterEvidence.Value(kind, values, value).Clear()));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, $"{Place(kind, value, 0, kind.LaneCount - 1)}, was all zero after step {step:N0} of 10,240: the register was lost there.");
    }

    [Theory]
    [InlineData(RegisterKind.Ymm, 2)]
    [InlineData(RegisterKind.Zmm, 4)]
    [InlineData(RegisterKind.Zmm, 2)]
    public void AnUpperPartThatWasLostIsToldByItsBits(RegisterKind kind, int lane)
    {
        // As when registers are saved and restored by instructions of an older width.
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        Finding finding = Judge(unit, RegisterEvidence.Changed(unit, 4_242, values => RegisterEvidence.Value(kind, values, 3)[lane..].Clear()));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, $"{Place(kind, 3, lane, kind.LaneCount - 1)}, was all zero after step 4,242 of 10,240: the register was lost there.");
    }

    [Theory]
    [InlineData(RegisterKind.Ymm, 3, 8)]
    [InlineData(RegisterKind.Zmm, 0, 30)]
    [InlineData(RegisterKind.Opmask, 28, 29)]
    public void TwoValuesThatChangedPlacesAreALeakWithBothOwners(RegisterKind kind, int one, int other)
    {
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        Finding finding = Judge(unit, RegisterEvidence.Changed(unit, 777, values =>
        {
            ulong[] kept = RegisterEvidence.Value(kind, values, one).ToArray();
            RegisterEvidence.Value(kind, values, other).CopyTo(RegisterEvidence.Value(kind, values, one));
            kept.CopyTo(RegisterEvidence.Value(kind, values, other));
        }));

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"{Place(kind, one, 0, kind.LaneCount - 1)}, continued as value {other} of the same unit: the register held a value that belongs there, in this or another thread.");
        Says(finding, $"{Place(kind, other, 0, kind.LaneCount - 1)}, continued as value {one} of the same unit:");
    }

    [Theory]
    [InlineData(RegisterKind.Ymm, -500)]
    [InlineData(RegisterKind.Zmm, 3_000)]
    [InlineData(RegisterKind.Opmask, -1)]
    public void AValueOfAnotherThreadOnTheSameUnitIsALeakWhateverItsTime(RegisterKind kind, int ahead)
    {
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        ulong[] foreign = RegisterEvidence.At(unit, 6_000 + ahead);
        int owner = kind == RegisterKind.Opmask ? RegisterKinds.FirstSpare : 2;
        Finding finding = Judge(unit, RegisterEvidence.Changed(
            unit, 6_000, values => RegisterEvidence.Value(kind, foreign, owner).CopyTo(RegisterEvidence.Value(kind, values, owner + 1))));

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"{Place(kind, owner + 1, 0, kind.LaneCount - 1)}, continued as value {owner} of the same unit:");
    }

    [Theory]
    [InlineData(RegisterKind.Ymm, 11, -4_000)]
    [InlineData(RegisterKind.Zmm, 11, -1)]
    [InlineData(RegisterKind.Zmm, 30, 2_500)]
    [InlineData(RegisterKind.Opmask, 28, 7)]
    public void AValueOfItsOwnFromAnotherTimeIsARegisterAndNoLeak(RegisterKind kind, int value, int ahead)
    {
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        ulong[] stale = RegisterEvidence.At(unit, 5_000 + ahead);
        Finding finding = Judge(unit, RegisterEvidence.Changed(
            unit, 5_000, values => RegisterEvidence.Value(kind, stale, value).CopyTo(RegisterEvidence.Value(kind, values, value))));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, $"{Place(kind, value, 0, kind.LaneCount - 1)}, continued as at another time: the register held its own value from then.");
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(27, 10_000)]
    public void ASumThatChangedIsItsRegisterOrTheMaskThatSteersIt(int value, int step)
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Opmask);
        Finding finding = Judge(unit, RegisterEvidence.Changed(unit, step, values => RegisterEvidence.Value(RegisterKind.Opmask, values, value)[6] ^= 0x80));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, $"{Place(RegisterKind.Opmask, value, 6, 6)}: an opmask register, or a sum that it masks, changed.");
    }

    [Fact]
    public void ABitOfAnOpmaskIsThreeSumsAndNoSource()
    {
        // Mask 2 had the bit of byte 9, once, that it must not have, or the other way round: byte 1 of lane 1.
        const int Mask = 2;
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Opmask);
        RegisterMiscompare miscompare = RegisterEvidence.Of(unit, RegisterEvidence.Changed(unit, 3_333, values =>
        {
            for (int sum = 1; sum <= RegisterKinds.SumsPerOpmask; sum++)
            {
                ref ulong lane = ref RegisterEvidence.Value(RegisterKind.Opmask, values, Mask + (sum * RegisterKinds.OpmaskCount))[1];
                lane = RegisterStep.AddBytes(lane, unit.Constants[1] & 0xff00);
            }
        }));
        Finding finding = Judge(miscompare, unit);

        Assert.Equal([9, 16, 23], miscompare.WrongValues);
        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(3, finding.Explanation.Count(sentence => sentence.EndsWith("bits 64 to 127: an opmask register, or a sum that it masks, changed.", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AConstantThatChangedIsInManyValuesOfWhichFourAreTold(RegisterKind kind)
    {
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        RegisterMiscompare miscompare = RegisterEvidence.Of(
            unit, RegisterEvidence.Changed(unit, 8_000, _ => { }, constants => constants[1] ^= 1UL << 33));
        Finding finding = Judge(miscompare, unit);

        Assert.Equal(kind.ValueCount, miscompare.WrongValues.Count);
        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(4, finding.Explanation.Count(sentence => sentence.StartsWith("Value ", StringComparison.Ordinal)));
        Says(finding, $"{Place(kind, 0, 1, 1)}: the register, or that of its constant, changed.");
    }

    [Theory]
    [InlineData(RegisterEvent.None, null)]
    [InlineData(RegisterEvent.Pause, "The loop included pauses.")]
    [InlineData(RegisterEvent.PageFault, "The loop included page faults.")]
    public void WhatHappenedInTheLoopIsTold(RegisterEvent registerEvent, string? words)
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Ymm);
        Finding finding = Judge(RegisterEvidence.Of(unit, FlippedAtEnd(unit), registerEvent), unit);
        Assert.Equal(words, finding.Explanation.FirstOrDefault(sentence => sentence.StartsWith("The loop included ", StringComparison.Ordinal)));
    }

    [Fact]
    public void ACpuThatIsWrongEachTimeIsPersistent()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Ymm);
        Finding finding = Judge(unit, FlippedAtEnd(unit), (_, ends) => ends[5] ^= 1);

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Assert.Equal(new Replay(64, 64, 64), finding.Replay);
        Says(finding, "wrong each time, in the same way");
    }

    [Fact]
    public void ARegisterThatIsLostEachTimeIsNoCpuThatComputesWrongly()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Zmm);
        byte[] lost = RegisterEvidence.Changed(unit, 5_000, values => RegisterEvidence.Value(RegisterKind.Zmm, values, 7).Clear());
        ulong[] ends = MemoryMarshal.Cast<byte, ulong>(lost).ToArray();
        Finding finding = Judge(unit, lost, (_, actual) => ends.CopyTo(actual));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(64, 64, 64), finding.Replay);
        Says(finding, "was all zero after step 5,000 of 10,240: the register was lost there.");
    }

    [Fact]
    public void ACpuThatIsWrongAtTimesIsSporadic()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Ymm);
        Finding finding = Judge(unit, FlippedAtEnd(unit), (call, ends) => ends[5] ^= call % 8 == 0 ? 1UL : 0);

        Assert.Equal(Verdict.CpuSporadic, finding.Verdict);
        Assert.Equal(new Replay(64, 8, 8), finding.Replay);
        Assert.DoesNotContain(finding.Explanation, sentence => sentence.Contains("changed", StringComparison.Ordinal));
    }

    [Fact]
    public void RegistersThatChangeAtTimesInOtherWaysAreNoCpu()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Ymm);
        Finding finding = Judge(unit, FlippedAtEnd(unit), (call, ends) => ends[(call / 8) + 6] ^= call % 8 == 0 ? 1UL : 0);

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(64, 8, 0), finding.Replay);
        Says(finding, "Of 9 wrong results 0 resemble another.");
        Says(finding, "the register, or that of its constant, changed.");
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("start")]
    [InlineData("end")]
    public void ABitThatFlippedInMemoryIsMemoryAndTheUnitIsDamaged(string where)
    {
        foreach (RegisterKind kind in RegisterKinds.All)
        {
            RegisterUnit unit = RegisterEvidence.Unit(kind);
            byte[] right = unit.ExpectedSpan.ToArray();
            (where switch { "constant" => unit.Constants, "start" => unit.Starts, _ => unit.Ends })[3] ^= 0x2000;
            Finding finding = Judge(unit, where == "end" ? right : FlippedAtEnd(unit), damaged: true);

            Assert.Equal(Verdict.Memory, finding.Verdict);
            Says(finding, where == "end" ? "differ in 1 bit from" : "changed after it was made");
        }
    }

    [Fact]
    public void ExpectedValuesThatAreSomethingElseAltogetherAreTheReference()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Ymm);
        byte[] right = unit.ExpectedSpan.ToArray();
        Evidence.Unrelated().CopyTo(new Span<byte>(unit.Ends, 16));
        Assert.Equal(Verdict.Reference, Judge(unit, right, damaged: true).Verdict);
    }

    [Fact]
    public void AUnitThatChangedOnlyAfterwardsIsDamagedWhateverTheVerdict()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Zmm);
        RegisterMiscompare miscompare = RegisterEvidence.Of(unit, FlippedAtEnd(unit));
        unit.Ends[(31 * 8) - 1] ^= 1;
        Assert.Equal(Verdict.RegisterState, Judge(miscompare, unit, damaged: true).Verdict);
    }

    [Fact]
    public void AWrongComparisonOverRightValuesIsUnexplained()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Ymm);
        Finding finding = Judge(unit, unit.ExpectedSpan.ToArray());
        Assert.Equal(Verdict.Unexplained, finding.Verdict);
        Says(finding, "all values are correct when compared again");
    }

    private static string Place(RegisterKind kind, int value, int firstLane, int lastLane) =>
        $"Value {value} of {kind.ValueCount} in {(kind == RegisterKind.Ymm ? "YMM" : "ZMM")} registers, bits {64 * firstLane} to {(64 * lastLane) + 63}";

    private static byte[] FlippedAtEnd(RegisterUnit unit)
    {
        byte[] ends = unit.ExpectedSpan.ToArray();
        ends[5 * sizeof(ulong)] ^= 1;
        return ends;
    }

    private static Finding Judge(RegisterUnit unit, byte[] actual, RegisterChange? change = null, bool damaged = false) =>
        Judge(RegisterEvidence.Of(unit, actual), unit, change, damaged);

    private static Finding Judge(RegisterMiscompare miscompare, RegisterUnit unit, RegisterChange? change = null, bool damaged = false)
    {
        var devices = new DevicesUnderTest { CreateRegisterPass = () => new ScriptedRegisterPass(change ?? ((_, _) => { }), RegisterKinds.All) };
        Finding finding = new Arbiter(devices).Judge(miscompare, unit, out bool unitDamaged);
        Assert.Equal(damaged, unitDamaged);
        return finding;
    }

    private static void Says(Finding finding, string words) =>
        Assert.Contains(finding.Explanation, sentence => sentence.Contains(words, StringComparison.Ordinal));
}
