using System.Runtime.InteropServices;
using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using AesniCheck.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>A stressor's mark in any register of a worker is reported as a leak, with the owner of the mark.</summary>
public sealed unsafe class MarkTests
{
    private const int Cases = 12;

    public static TheoryData<ChainStep> Steps => [.. ChainSteps.All];

    public static TheoryData<RegisterKind> Kinds => [.. RegisterKinds.All];

    [Fact]
    public void AGuardThatHoldsAMarkIsALeak() =>
        Prop.ForAll(StressMarkTests.Any, Gen.Choose(0, 7).ToArbitrary(), Gen.Elements(0, 2, 4).ToArbitrary(), (mark, from, cleared) =>
        {
            byte[] expected = new byte[GuardValues.Length];
            GuardValues.Fill(3, 11, expected);
            byte[] actual = [.. expected];
            Span<ulong> lanes = MemoryMarshal.Cast<byte, ulong>(actual.AsSpan());
            lanes[from..].Fill(mark.Value);
            lanes[Math.Max(from + 1, 8 - cleared)..].Clear();
            var miscompare = new GuardMiscompare { Worker = 3, Probe = BlockProbe.ProbeName, UnitSeed = Evidence.Seed, Guard = 11, Expected = expected, Actual = actual };
            Judgement judgement = GuardJudge.Judge(miscompare);
            AssertIsLeak(judgement.Verdict, judgement.Explanation, mark, "A register that held a guard, and was not used in any computation, changed: ");

            // If one lane holds another value, the owner is unknown.
            lanes[from] ^= 1UL << 50;
            Assert.Equal(Verdict.RegisterState, GuardJudge.Judge(miscompare).Verdict);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AStateOfABlockThatBecameAMarkIsALeakWithItsRound()
    {
        TestEngines.RequireAesni();
        Prop.ForAll(StateCase.Any, StressMarkTests.Any, (random, mark) =>
        {
            BlockUnit unit = Evidence.Unit(random.KeySize);
            ReadOnlySpan<byte> input = Evidence.Block(random.Encrypt ? unit.PlaintextSpan : unit.CiphertextSpan, 17);
            byte[] actual = StateChange.Apply(unit.Key, random.Encrypt, input, random.Round, state => Marks.ToState(mark).CopyTo(state));
            Finding finding = Judge(ScriptedEngine.Right, unit, Evidence.Of(unit, 17, random.Encrypt, actual));
            AssertIsLeak(finding, mark, $"The state was a stressor's mark after round {random.Round}.");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void ARoundKeyOfABlockThatBecameAMarkIsALeakWithItsRound()
    {
        TestEngines.RequireAesni();
        Prop.ForAll(StateCase.Any, StressMarkTests.Any, (random, mark) =>
        {
            BlockUnit unit = Evidence.Unit(random.KeySize);
            var schedule = new SoftwareKeySchedule();
            schedule.Expand(unit.Key);
            AesState change = Marks.ToState(mark) ^ CipherTrace.RoundKey(schedule, random.Encrypt, random.Round);
            ReadOnlySpan<byte> input = Evidence.Block(random.Encrypt ? unit.PlaintextSpan : unit.CiphertextSpan, 17);
            byte[] actual = StateChange.Apply(unit.Key, random.Encrypt, input, random.Round, state => (AesState.FromBytes(state) ^ change).CopyTo(state));
            Finding finding = Judge(ScriptedEngine.Right, unit, Evidence.Of(unit, 17, random.Encrypt, actual));
            AssertIsLeak(finding, mark, $"Round key {random.Round} was a stressor's mark in its register.");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void AMarkThatComesAgainAndAgainIsNoCpuThatComputesWrongly()
    {
        TestEngines.RequireAesni();
        var mark = new StressMark(1, 1, 20);
        BlockUnit unit = Evidence.Unit();
        byte[] actual = StateChange.Apply(unit.Key, true, Evidence.Block(unit.PlaintextSpan, 17), 5, state => Marks.ToState(mark).CopyTo(state));
        var engine = new ScriptedEngine((_, _, _, _, output) => actual.CopyTo(output));
        Finding finding = Judge(engine, unit, Evidence.Of(unit, 17, true, actual));
        Assert.Equal(new Records.Replay(256, 256, 256), finding.Replay);
        AssertIsLeak(finding, mark, "after round 5.");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void AChainThatBecameAMarkIsALeakWithItsRound(ChainStep step)
    {
        TestEngines.RequireAesni();
        ChainUnit unit = ChainEvidence.Unit(step);
        Prop.ForAll(StressMarkTests.Any, Gen.Choose(0, 13).ToArbitrary(), Gen.Choose(0, ChainEvidence.RoundCount).ToArbitrary(), (mark, chain, round) =>
            AssertIsLeak(
                Judge(unit, ChainEvidence.Changed(unit, chain, round, _ => Marks.ToState(mark))),
                mark,
                $"The state of chain {chain} was a stressor's mark after round {round:N0} of 20,000.")).Check(Few);
    }

    [Theory]
    [InlineData(0, 4_000)]
    [InlineData(1, 19_999)]
    public void ARoundKeyOfChainsThatBecameAMarkIsALeakWithItsRound(int key, int round)
    {
        TestEngines.RequireAesni();
        var mark = new StressMark(ChainCpu, 1, 31);
        ChainUnit unit = ChainEvidence.Unit();
        AesState key0 = key == 0 ? Marks.ToState(mark) : ChainEvidence.Key(unit, 0);
        AesState key1 = key == 1 ? Marks.ToState(mark) : ChainEvidence.Key(unit, 1);
        byte[] ends = Ends(unit, chain => ChainEvidence.Go(unit.Step, key0, key1, ChainEvidence.Go(unit, ChainEvidence.Start(unit, chain), 0, round), round));
        AssertIsLeak(Judge(unit, ends), mark, $"a stressor's mark in place of round key {key} from round {round:N0} of 20,000 on.");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void AllRegistersOfAnotherThreadAreALeakIntoChains(ChainStep step)
    {
        TestEngines.RequireAesni();
        const int Round = 12_345;
        ChainUnit unit = ChainEvidence.Unit(step);
        byte[] ends = Ends(unit, chain => ChainEvidence.Go(step, Mark(0), Mark(1), Mark(chain + 2), Round));
        Finding finding = Judge(unit, ends);
        if (step.Spreads)
        {
            AssertIsLeak(finding, new StressMark(ChainCpu, 1, 2), "Both round keys and the state of chain 0 were a stressor's marks after round 12,345 of 20,000:");
        }
        else
        {
            // The register is unknown too.
            Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
            Assert.Contains(finding.Explanation, sentence => System.Text.RegularExpressions.Regex.IsMatch(
                sentence, @"were a stressor's marks after an unknown round: all registers changed there\. It held the contents of register \d+ of the switch stressor's thread 1 on CPU 2:"));
        }

        static AesState Mark(int register) => Marks.ToState(new StressMark(ChainCpu, 1, register));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AValueThatBecameAMarkIsALeakWithItsStep(RegisterKind kind)
    {
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        Arbitrary<int> values = Gen.Choose(0, kind.ValueCount - 1).ToArbitrary();
        Arbitrary<(int Step, int Lane)> places = (from step in Gen.Choose(0, RegisterUnit.StepCount) from lane in Gen.Choose(0, kind.LaneCount - 1) select (step, lane)).ToArbitrary();
        Prop.ForAll(StressMarkTests.Any, values, places, (mark, value, place) => AssertIsLeakIntoValue(unit, mark, value, place.Step, place.Lane)).Check(Few);
    }

    /// <summary>
    /// In the step after 3,060 the mask selects only the two bytes of the sum that are the CPU's number in the mark: it becomes another mark, of a
    /// nonexistent CPU. The remaining bytes allow both, so both are named; but if one belongs to a CPU nearby, only that one.
    /// </summary>
    [Theory]
    [InlineData(49_241, 251, 26)]
    [InlineData(ChainCpu, 1, 26)]
    public void ASumThatBecomesAnotherMarkInTheNextStepIsALeakWithBothOfThem(int cpu, int thread, int register) =>
        AssertIsLeakIntoValue(RegisterEvidence.Unit(RegisterKind.Opmask), new StressMark(cpu, thread, register), value: 8, step: 3_060, lane: 7);

    [Fact]
    public void OfTwoPossibleMarksTheOneOfACpuNearbyIsNamed()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Opmask);
        var mark = new StressMark(ChainCpu, 1, 26);
        Finding finding = Judge(unit, RegisterEvidence.Changed(unit, 3_060, all => RegisterEvidence.Value(RegisterKind.Opmask, all, 8)[7..].Fill(mark.Value)));
        AssertIsLeak(finding, mark, "was a stressor's mark after step 3,060 of 10,240.");
        Assert.DoesNotContain(finding.Explanation, sentence => sentence.Contains(" Or: ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AConstantThatBecameAMarkIsALeakWithItsStep(RegisterKind kind)
    {
        var mark = new StressMark(2, 1, 0);
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        byte[] ends = RegisterEvidence.Changed(unit, 8_000, _ => { }, constants => constants[..kind.LaneCount].Fill(mark.Value));
        AssertIsLeak(Judge(unit, ends), mark, "The constant was a stressor's mark from step 8,000 of 10,240 on.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AllRegistersOfAnotherThreadAreALeakIntoValues(RegisterKind kind)
    {
        RegisterUnit unit = RegisterEvidence.Unit(kind);
        byte[] ends = RegisterEvidence.Changed(
            unit,
            77,
            values =>
            {
                for (int value = 0; value < kind.ValueCount; value++)
                {
                    RegisterEvidence.Value(kind, values, value).Fill(new StressMark(2, 0, (value + 1) % 32).Value);
                }
            },
            constants => constants[..kind.LaneCount].Fill(new StressMark(2, 0, 0).Value));
        AssertIsLeak(Judge(unit, ends), new StressMark(2, 0, 0), "The constant, and value 0 as well, was a stressor's mark from step 77 of 10,240 on.");
    }

    // The CPU that the evidence of chains and registers is from.
    private const int ChainCpu = 2;

    private static Config Few => Config.QuickThrowOnFailure.WithMaxTest(Cases);

    private static byte[] Ends(ChainUnit unit, Func<int, AesState> end) =>
        ChainEvidence.With(unit, [.. Enumerable.Range(0, ChainUnit.ChainCount).Select(chain => (chain, end(chain)))]);

    private static Finding Judge(AesEngine engine, BlockUnit unit, Miscompare miscompare) =>
        new Arbiter(new DevicesUnderTest { Aesni = engine }).Judge(miscompare, unit, out _);

    private static Finding Judge(ChainUnit unit, byte[] actual) =>
        new Arbiter(new DevicesUnderTest { CreateChainPass = () => new ScriptedChainPass((_, _) => { }) }).Judge(ChainEvidence.Of(unit, actual), unit, out _);

    private static Finding Judge(RegisterUnit unit, byte[] actual) =>
        new Arbiter(new DevicesUnderTest { CreateRegisterPass = () => new ScriptedRegisterPass((_, _) => { }, RegisterKinds.All) })
            .Judge(RegisterEvidence.Of(unit, actual), unit, out _);

    /// <summary>A sum may stay a mark for some steps, or be another's: then the steps and the owners that are possible are named, the true ones among them.</summary>
    private static void AssertIsLeakIntoValue(RegisterUnit unit, StressMark mark, int value, int step, int lane)
    {
        Finding finding = Judge(unit, RegisterEvidence.Changed(unit, step, all => RegisterEvidence.Value(unit.Kind, all, value)[lane..].Fill(mark.Value)));
        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        string sentence = Assert.Single(finding.Explanation, sentence => sentence.Contains("was a stressor's mark", StringComparison.Ordinal) && sentence.Contains($"Value {value} ", StringComparison.Ordinal));
        System.Text.RegularExpressions.Match steps = System.Text.RegularExpressions.Regex.Match(sentence, @"after step ([\d,]+) of 10,240(?:, or one up to ([\d,]+))?\.");
        int first = int.Parse(steps.Groups[1].Value, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
        int last = steps.Groups[2].Success ? int.Parse(steps.Groups[2].Value, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture) : first;
        Assert.InRange(step, first, last);
        Assert.Contains(
            $"It held the contents of register {mark.Register} of the switch stressor's thread {mark.Thread} on CPU {mark.Cpu}: foreign register contents came in.", sentence, StringComparison.Ordinal);
        Assert.True(unit.Kind == RegisterKind.Opmask || first == last, sentence);
    }

    private static void AssertIsLeak(Finding finding, StressMark mark, string place) => AssertIsLeak(finding.Verdict, finding.Explanation, mark, place);

    private static void AssertIsLeak(Verdict verdict, IReadOnlyList<string> explanation, StressMark mark, string place)
    {
        Assert.Equal(Verdict.RegisterLeak, verdict);
        Assert.Contains(explanation, sentence => sentence.Contains(place, StringComparison.Ordinal) && sentence.EndsWith(
            $"It held the contents of register {mark.Register} of the switch stressor's thread {mark.Thread} on CPU {mark.Cpu}: foreign register contents came in.", StringComparison.Ordinal));
    }
}
