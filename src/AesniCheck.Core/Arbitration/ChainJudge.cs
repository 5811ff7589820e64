using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Arbitration;

/// <summary>
/// Explains what the chain probe saw: are the inputs intact, does it happen again, and behind which round of which chain did
/// the state go wrong, in which bits, or whose was it? For one thread at a time.
/// </summary>
/// <param name="pass">The loops under test, for replays.</param>
/// <param name="owners">Finds whose a value was that was not computed here.</param>
internal sealed unsafe class ChainJudge(ChainPass pass, ChainOwners owners)
{
    /// <summary>
    /// Of 20,001 pairs of unrelated states the nearest comes under 24 bits less than once in a hundred million chains.
    /// </summary>
    private const int SmallDistance = 24;

    private const int ReplayCount = 64;
    private const int RegistersThatAesNames = 16;

    private readonly ChainUnit _remade = new();
    private readonly AlignedMemory _ends = new(ChainUnit.StateBytes);

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit that it was seen in, as it stands in memory.</param>
    public Judgement Judge(ChainMiscompare miscompare, ChainUnit unit)
    {
        _remade.Make(miscompare.UnitSeed, miscompare.Step);
        bool damaged = !ScalarBytes.AreEqual(unit.KeySpan, _remade.KeySpan)
            || !ScalarBytes.AreEqual(unit.StartSpan, _remade.StartSpan)
            || !ScalarBytes.AreEqual(unit.EndSpan, _remade.EndSpan);

        var words = new List<string>();
        Replay replay = Replay(miscompare);
        Syndrome? syndrome = null;
        if (JudgeInputs(miscompare, words) is { } inputs)
        {
            return new Judgement(inputs, words, damaged) { Replay = replay };
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture, $"Run again {replay.Tries} times at once by the same thread, the chains were {Words.Describe(replay)}."));

        // A register that was lost, or held what was computed elsewhere, is no AES that computes wrongly, however often it happens. A
        // state that is off by some bits may be either, if it happens again.
        Verdict states = JudgeStates(miscompare, words, replay.JudgeCpu() is not null, out syndrome, out bool isCertain);
        Verdict verdict = isCertain ? states : replay.JudgeCpu() ?? states;
        return new Judgement(verdict, words, damaged) { Syndrome = syndrome, Replay = replay };
    }

    private Replay Replay(ChainMiscompare miscompare)
    {
        int wrong = 0;
        int sameWrong = 0;
        for (int i = 0; i < ReplayCount; i++)
        {
            pass.Run(miscompare.Step, _remade.Keys, _remade.Starts, _ends.Pointer, ChainUnit.StepCount);
            if (!ScalarBytes.AreEqual(_ends.Span, _remade.EndSpan))
            {
                wrong++;
                sameWrong += ScalarBytes.AreEqual(_ends.Span, miscompare.Actual) ? 1 : 0;
            }
        }

        return new Replay(ReplayCount, wrong, sameWrong);
    }

    private Verdict? JudgeInputs(ChainMiscompare miscompare, List<string> words)
    {
        if (!ScalarBytes.AreEqual(miscompare.RoundKeys, _remade.KeySpan) || !ScalarBytes.AreEqual(miscompare.Starts, _remade.StartSpan))
        {
            words.Add("A round key or a start in memory is not what the unit's seed makes: it changed after it was made.");
            return Verdict.Memory;
        }

        if (!ScalarBytes.AreEqual(miscompare.Expected, _remade.EndSpan))
        {
            int distance = Enumerable.Range(0, ChainUnit.ChainCount).Sum(chain => ChainWords.State(miscompare.Expected, chain).DistanceTo(ChainUnit.StateAt(_remade.Ends, chain)));
            words.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The expected ends in memory differ in {Words.Bits(distance)} from what the reference makes of the unit's seed now."));
            return distance < Syndrome.SmallDistance ? Verdict.Memory : Verdict.Reference;
        }

        return null;
    }

    private Verdict JudgeStates(ChainMiscompare miscompare, List<string> words, bool isWrongAgain, out Syndrome? syndrome, out bool isCertain)
    {
        syndrome = null;
        isCertain = false;
        if (miscompare.WrongChains.Count == 0)
        {
            words.Add("The comparison saw a difference, but all ends, looked at again, are right.");
            return Verdict.Unexplained;
        }

        var trace = new ChainTrace(miscompare.Step, ChainUnit.StateAt(_remade.Keys, 0), ChainUnit.StateAt(_remade.Keys, 1), miscompare.StepCount);
        AesState[][] right = [.. Enumerable.Range(0, ChainUnit.ChainCount).Select(chain => trace.Forward(ChainUnit.StateAt(_remade.Starts, chain)))];

        // Where a wrong byte does not spread, one chain or another comes right again by chance.
        if (miscompare.WrongChains.Count > ChainUnit.ChainCount / 2 && (JudgeKeys(miscompare, trace, right, words) ?? JudgeAllMarks(miscompare, trace, words)) is { } keys)
        {
            isCertain = true;
            return keys;
        }

        var unplaced = new Dictionary<int, AesState[]>();
        Verdict? verdict = null;
        foreach (int chain in miscompare.WrongChains)
        {
            AesState[] wrong = trace.Backward(ChainWords.State(miscompare.Actual, chain));
            Syndrome between = Syndrome.Between(right[chain], wrong);
            syndrome ??= between;
            if (MarkPlace(chain, wrong) is { } marked)
            {
                verdict = Verdict.RegisterLeak;
                isCertain = true;
                ChainWords.Tell(words, miscompare, chain, marked);
            }
            else if (Place(miscompare.Step, chain, between, wrong) is { } place)
            {
                verdict ??= Verdict.RegisterState;
                isCertain |= Array.IndexOf(wrong, default) >= 0;
                ChainWords.Tell(words, miscompare, chain, place);
            }
            else
            {
                unplaced.Add(chain, wrong);
            }
        }

        Verdict? owner = owners.Judge(miscompare, trace, right, unplaced, isWrongAgain, words);
        isCertain |= owner is not null;
        return verdict == Verdict.RegisterLeak ? Verdict.RegisterLeak : owner ?? verdict ?? Verdict.Unexplained;
    }

    private static string? MarkPlace(int chain, AesState[] wrong)
    {
        int round = Array.FindLastIndex(wrong, state => Marks.Find(state) is not null);
        return round < 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The state of chain {chain} was a stressor's mark behind round {round:N0} of {wrong.Length - 1:N0}. {Words.Describe(Marks.Find(wrong[round])!.Value)}");
    }

    private static string? Place(ChainStep step, int chain, Syndrome between, AesState[] wrong)
    {
        int zero = Array.IndexOf(wrong, default);
        if (zero >= 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The state of chain {chain} was all zero behind round {zero:N0} of {wrong.Length - 1:N0}: its register was lost there.");
        }

        if (between.ClosestDistance >= SmallDistance)
        {
            return null;
        }

        return step.Spreads
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Behind round {between.ClosestRound:N0} of {wrong.Length - 1:N0} the state of chain {chain} differs from the right one in nothing but {Words.Bits(between.ClosestXorMask)}, and all that follows is right for that state: its register changed there.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Chain {chain} ended wrong in {(between.DifferingBytes.Count == 1 ? "1 byte" : $"{between.DifferingBytes.Count} bytes")} alone, which its steps don't spread: its register changed, behind a round that can't be told.");
    }

    /// <summary>A round key that changes in its register puts all chains wrong, in every step from there on.</summary>
    private static Verdict? JudgeKeys(ChainMiscompare miscompare, ChainTrace trace, AesState[][] right, List<string> words)
    {
        foreach ((int key, string change, AesState changed, StressMark? mark) in ChangedKeys(trace, miscompare))
        {
            // Some other key may fit one chain by chance, and none fits all of them from the same round on.
            ChainTrace changedTrace = key == 0 ? trace with { Key0 = changed } : trace with { Key1 = changed };
            IReadOnlyList<int> rounds = changedTrace.Changes(right, chain => ChainWords.State(miscompare.Actual, chain));
            if (rounds.Count > 0)
            {
                words.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"All chains are right for another round key: {change} of round key {key} from {ChainWords.Since(rounds, right[0].Length - 1)}. {(mark is { } held ? Words.Describe(held) : "Its register changed there.")}"));
                return mark is null ? Verdict.RegisterState : Verdict.RegisterLeak;
            }
        }

        return null;
    }

    /// <summary>Where both keys and the states were marks of the same thread, another's registers came in as a whole.</summary>
    private static Verdict? JudgeAllMarks(ChainMiscompare miscompare, ChainTrace trace, List<string> words)
    {
        int chain = miscompare.WrongChains[0];
        AesState end = ChainWords.State(miscompare.Actual, chain);
        foreach (StressMark key0 in Marks.Of(miscompare.CpuBefore, miscompare.CpuAfter).Where(mark => mark.Register < RegistersThatAesNames))
        {
            for (int register = 0; register < RegistersThatAesNames; register++)
            {
                ChainTrace foreign = trace with { Key0 = Marks.ToState(key0), Key1 = Marks.ToState(key0 with { Register = register }) };
                if (foreign.FindMark(end) is { } found && found.Mark == key0 with { Register = found.Mark.Register })
                {
                    words.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Both round keys and the state of chain {chain} were a stressor's marks {Round(trace, found.Round)}: all registers changed there. {Words.Describe(found.Mark)}"));
                    return Verdict.RegisterLeak;
                }
            }
        }

        return null;
    }

    // Where nothing spreads, marks with marks for keys come round to marks again.
    private static string Round(ChainTrace trace, int round) => trace.Step.Spreads
        ? string.Create(CultureInfo.InvariantCulture, $"behind round {round:N0} of {2 * trace.StepCount:N0}")
        : "behind a round that can't be told";

    private static IEnumerable<(int Key, string Change, AesState Changed, StressMark? Mark)> ChangedKeys(ChainTrace trace, ChainMiscompare miscompare)
    {
        for (int key = 0; key < 2; key++)
        {
            AesState right = key == 0 ? trace.Key0 : trace.Key1;
            yield return (key, "zero in place", default, null);
            for (int bit = 0; bit < 8 * AesCipher.BlockSize; bit++)
            {
                byte[] mask = new byte[AesCipher.BlockSize];
                mask[bit / 8] = (byte)(1 << (bit % 8));
                yield return (key, Words.Bits(mask), right ^ AesState.FromBytes(mask), null);
            }

            foreach (StressMark mark in Marks.Of(miscompare.CpuBefore, miscompare.CpuAfter))
            {
                yield return (key, "a stressor's mark in place", Marks.ToState(mark), mark);
            }
        }
    }
}
