using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>
/// Whatever comes out when work is done again, no CPU is blamed unless the same wrongness comes again, and no sentence contradicts the verdict. The
/// instructions are right, each by itself.
/// </summary>
public sealed class RepetitionTests
{
    private const int Block = 17;

    /// <summary>How a result is wrong.</summary>
    private enum Way
    {
        Right,
        Flip,
        Zero,
        Unrelated,
        AsFirst,
    }

    [Fact]
    public void NoCpuIsBlamedForABlockUnlessTheSameWrongnessComesAgain()
    {
        TestEngines.RequireAesni();
        BlockUnit unit = Evidence.Unit();
        byte[] right = Evidence.Block(unit.CiphertextSpan, Block).ToArray();
        Prop.ForAll(Wrongs(1).ToArbitrary(), Wrongs(40).ToArbitrary(), (first, replays) =>
        {
            byte[] seen = first[0].Way is Way.Right or Way.AsFirst ? ResultOf(unit, first[0] with { Way = Way.Flip }, right) : ResultOf(unit, first[0], right);
            byte[][] again = [.. replays.Select(wrong => ResultOf(unit, wrong, seen))];
            var engine = new ScriptedEngine((call, _, _, _, output) => again[call % again.Length].CopyTo(output));
            Finding finding = Judge(engine, unit, Evidence.Of(unit, Block, true, seen));

            bool repeats = Repeats([seen, .. Enumerable.Range(1, 256).Select(call => again[call % again.Length])], right);
            AssertIsConsistent(finding, repeats);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void NoCpuIsBlamedForABlockThatIsWrongAFewTimesMoreInOtherWays()
    {
        TestEngines.RequireAesni();
        BlockUnit unit = Evidence.Unit();
        byte[] right = Evidence.Block(unit.CiphertextSpan, Block).ToArray();
        Prop.ForAll(Wrongs(8).ToArbitrary(), wrongs =>
        {
            byte[][] results = [.. wrongs.Select(wrong => ResultOf(unit, wrong with { Way = wrong.Way == Way.Right ? Way.Flip : wrong.Way }, right))];
            results = [.. results.Where(result => !result.SequenceEqual(right)).DistinctBy(Convert.ToHexString)];
            if (results.Length == 0)
            {
                return;
            }

            var engine = new ScriptedEngine((call, _, _, _, output) =>
            {
                if (call % 30 == 0 && call / 30 < results.Length)
                {
                    results[call / 30].CopyTo(output);
                }
            });
            Finding finding = Judge(engine, unit, Evidence.Of(unit, Block, true, results[0]));
            Assert.NotEqual(Verdict.Runtime, finding.Verdict);
            AssertIsConsistent(finding, repeats: false);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void NoCpuIsBlamedForChainsUnlessTheSameWrongnessComesAgain()
    {
        TestEngines.RequireAesni();
        ChainUnit unit = ChainEvidence.Unit();
        Prop.ForAll(Gen.Choose(0, 4).ArrayOf(8).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (kinds, seed) =>
        {
            var random = new Random(seed);
            byte[] right = unit.ExpectedSpan.ToArray();
            byte[] seen = Flipped(right, random);
            byte[][] again = [.. kinds.Select(kind => kind switch { 0 or 1 => right, 2 => seen, _ => Flipped(right, random) })];
            byte[] Result(int call) => again[call % again.Length];
            var devices = new DevicesUnderTest
            {
                CreateChainPass = () => new ScriptedChainPass((call, ends) => Result(call).CopyTo(ends)),
                Instructions = ScriptedInstructions.Right,
            };
            Finding finding = new Arbiter(devices).Judge(ChainEvidence.Of(unit, seen), unit, out _);
            AssertIsConsistent(finding, Repeats([seen, .. Enumerable.Range(1, 64).Select(Result)], right));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    [Fact]
    public void NoCpuIsBlamedForRegistersUnlessTheSameWrongnessComesAgain()
    {
        RegisterUnit unit = RegisterEvidence.Unit(RegisterKind.Ymm);
        Prop.ForAll(Gen.Choose(0, 4).ArrayOf(8).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (kinds, seed) =>
        {
            var random = new Random(seed);
            byte[] right = unit.ExpectedSpan.ToArray();
            byte[] seen = Flipped(right, random);
            byte[][] again = [.. kinds.Select(kind => kind switch { 0 or 1 => right, 2 => seen, _ => Flipped(right, random) })];
            byte[] Result(int call) => again[call % again.Length];
            var devices = new DevicesUnderTest
            {
                CreateRegisterPass = () => new ScriptedRegisterPass((call, ends) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(Result(call)).CopyTo(ends), RegisterKinds.All),
            };
            Finding finding = new Arbiter(devices).Judge(RegisterEvidence.Of(unit, seen), unit, out _);
            AssertIsConsistent(finding, Repeats([seen, .. Enumerable.Range(1, 64).Select(Result)], right));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    private static Gen<Wrong[]> Wrongs(int count) => (
        from way in Gen.Elements(Enum.GetValues<Way>())
        from round in Gen.Choose(0, 10)
        from bit in Gen.Choose(0, 127)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Wrong(way, round, bit, seed)).ArrayOf(count);

    /// <summary>Most of the wrong results came more than once, or three and more in one place; as few places as there are, that is up to chance here.</summary>
    private static bool Repeats(byte[][] results, byte[] right)
    {
        byte[][] wrong = [.. results.Where(result => !result.SequenceEqual(right))];
        int again = wrong.GroupBy(Convert.ToHexString).Where(group => group.Count() > 1).Sum(group => group.Count());
        return 2 * again > wrong.Length;
    }

    private static byte[] ResultOf(BlockUnit unit, Wrong wrong, byte[] first)
    {
        byte[] input = Evidence.Block(unit.PlaintextSpan, Block).ToArray();
        switch (wrong.Way)
        {
            case Way.Flip:
                return StateChange.Apply(unit.Key, true, input, wrong.Round, state => state[wrong.Bit / 8] ^= (byte)(1 << (wrong.Bit % 8)));
            case Way.Zero:
                return StateChange.Apply(unit.Key, true, input, wrong.Round, Array.Clear);
            case Way.Unrelated:
                byte[] bytes = new byte[16];
                new Random(wrong.Seed).NextBytes(bytes);
                return bytes;
            case Way.AsFirst:
                return first;
            default:
                return Evidence.Block(unit.CiphertextSpan, Block).ToArray();
        }
    }

    private static byte[] Flipped(byte[] right, Random random)
    {
        byte[] result = [.. right];
        result[random.Next(result.Length)] ^= (byte)(1 << random.Next(8));
        return result;
    }

    private static void AssertIsConsistent(Finding finding, bool repeats)
    {
        string words = string.Join('\n', finding.Explanation);
        if (finding.Verdict is Verdict.CpuPersistent or Verdict.CpuSporadic)
        {
            Assert.True(repeats || words.Contains("most went wrong in the same place", StringComparison.Ordinal), words);
        }

        string[] contradictions = finding.Verdict switch
        {
            Verdict.CpuPersistent or Verdict.CpuSporadic or Verdict.Runtime => ["register changed", "register was lost", "it changed there", "or memory changed", "resemble another", "can be traced to"],
            _ => ["computes it wrongly", "generated wrong code", "same place; randomly damaged registers"],
        };
        Assert.All(contradictions, contradiction => Assert.DoesNotContain(contradiction, words, StringComparison.Ordinal));
    }

    private static Finding Judge(AesEngine engine, BlockUnit unit, Miscompare miscompare) =>
        new Arbiter(new DevicesUnderTest { Aesni = engine, Instructions = ScriptedInstructions.Right }).Judge(miscompare, unit, out _);

    private sealed record Wrong(Way Way, int Round, int Bit, int Seed);
}
