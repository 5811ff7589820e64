using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Chain;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Explains the miscompares of the chain probe: are the inputs intact, does it happen again, and after which round of which chain did
/// the state go wrong, in which bits, or whose state was it? Not thread-safe.
/// </summary>
/// <param name="pass">The loops under test, for replays.</param>
/// <param name="instructions">Executes instructions one at a time.</param>
/// <param name="owners">Finds the owner of a value that was not computed here.</param>
internal sealed unsafe class ChainJudge(ChainPass pass, SingleInstructions instructions, ChainOwners owners)
{
    private const int ReplayCount = 64;
    private const int RegistersThatAesNames = 16;

    // Each wrong chain has a wrong step in it; a chain takes a millisecond or two.
    private const int TriedChains = 2;
    private const int TracedRepetitions = 8;

    private readonly CauseJudge _cause = new(instructions);
    private readonly ChainUnit _remade = new();
    private readonly AlignedMemory _ends = new(ChainUnit.StateBytes);

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit in which it was seen, as it is in memory.</param>
    public Judgement Judge(ChainMiscompare miscompare, ChainUnit unit)
    {
        _remade.Make(miscompare.UnitSeed, miscompare.Step);
        bool damaged = !ScalarBytes.AreEqual(unit.KeySpan, _remade.KeySpan)
            || !ScalarBytes.AreEqual(unit.InitialSpan, _remade.InitialSpan)
            || !ScalarBytes.AreEqual(unit.ExpectedSpan, _remade.ExpectedSpan);

        var words = new List<string>();
        Replays replays = Replay(miscompare);
        if (JudgeInputs(miscompare, words) is { } inputs)
        {
            return new Judgement(inputs, words, damaged) { Replay = replays.ToReplay() };
        }

        var evidence = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"Run again {replays.Tries} times at once by the same thread, the chains were {replays.Describe()}."),
        };

        // A register that was lost, or held a value computed elsewhere, does not mean that AES computes wrong results, however often it
        // happens. A state that is off by some bits may mean either, if it happens again.
        var trace = new ChainTrace(miscompare.Step, ChainUnit.StateAt(_remade.Keys, 0), ChainUnit.StateAt(_remade.Keys, 1), miscompare.StepCount);
        AesState[][] right = [.. Enumerable.Range(0, ChainUnit.ChainCount).Select(chain => RightStates(trace, chain))];
        var causeWords = new List<string>();
        var places = new ChainPlaces(trace, right, ScalarBytes.Copy(_remade.ExpectedSpan));
        Cause? cause = _cause.Judge(replays, trial => TryChains(trial, trace, places.WrongChains(miscompare, replays)), causeWords, places.ToPlaces());
        Verdict states = JudgeStates(miscompare, trace, right, words, evidence, cause, out Syndrome? syndrome, out bool isCertain);
        isCertain &= cause is not { IsShown: true };
        evidence.AddRange(isCertain && cause is not null ? [] : causeWords);
        if (cause is null && replays.Wrong > 0)
        {
            DescribeRepetitions(replays, places, evidence);
        }

        return new Judgement(isCertain ? states : cause?.Verdict ?? states, [.. words, .. evidence], damaged) { Syndrome = syndrome, Replay = replays.ToReplay() };
    }

    private Replays Replay(ChainMiscompare miscompare)
    {
        var replays = new Replays(miscompare.WrongChains.Count > 0 ? miscompare.Actual : null);
        for (int i = 0; i < ReplayCount; i++)
        {
            pass.Run(miscompare.Step, _remade.Keys, _remade.Starts, _ends.Pointer, ChainUnit.StepCount);
            replays.Add(_ends.Span, _remade.ExpectedSpan);
        }

        return replays;
    }

    /// <summary>Returns the correct states; repeats the computation if its end is wrong, since a register may be lost in it.</summary>
    private AesState[] RightStates(ChainTrace trace, int chain)
    {
        AesState[] states = trace.Forward(ChainUnit.StateAt(_remade.Starts, chain));
        return states[^1] == ChainUnit.StateAt(_remade.Ends, chain) ? states : trace.Forward(ChainUnit.StateAt(_remade.Starts, chain));
    }

    private void TryChains(InstructionTrial trial, ChainTrace trace, IReadOnlyList<int> chains)
    {
        foreach (int chain in chains.Take(TriedChains))
        {
            AesTrials.TryChain(trial, trace, ChainUnit.StateAt(_remade.Starts, chain));
        }
    }

    /// <summary>Describes the wrong repetitions.</summary>
    private static void DescribeRepetitions(Replays replays, ChainPlaces places, List<string> words)
    {
        int traced = 0;
        int lost = replays.CountAgain(ends => traced++ < TracedRepetitions && places.IsLostRegister(ends));
        if (lost > 0)
        {
            words.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{lost} of {replays.Tries} repetitions can be traced to a register that was lost or changed{(traced > TracedRepetitions ? $"; {TracedRepetitions} were examined" : "")}."));
        }
    }

    private Verdict? JudgeInputs(ChainMiscompare miscompare, List<string> words)
    {
        if (!ScalarBytes.AreEqual(miscompare.RoundKeys, _remade.KeySpan) || !ScalarBytes.AreEqual(miscompare.Starts, _remade.InitialSpan))
        {
            words.Add("A round key or a start in memory differs from the one generated from the unit's seed: it changed after it was made.");
            return Verdict.Memory;
        }

        if (!ScalarBytes.AreEqual(miscompare.Expected, _remade.ExpectedSpan))
        {
            int distance = Enumerable.Range(0, ChainUnit.ChainCount).Sum(chain => ChainWords.State(miscompare.Expected, chain).DistanceTo(ChainUnit.StateAt(_remade.Ends, chain)));
            words.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The expected ends in memory differ in {BitNames.Of(distance)} from those that the reference now computes from the unit's seed."));
            return distance < Syndrome.SmallDistance ? Verdict.Memory : Verdict.Reference;
        }

        return null;
    }

    private Verdict JudgeStates(
        ChainMiscompare miscompare,
        ChainTrace trace,
        AesState[][] right,
        List<string> words,
        List<string> evidence,
        Cause? cause,
        out Syndrome? syndrome,
        out bool isCertain)
    {
        syndrome = null;
        isCertain = false;
        if (miscompare.WrongChains.Count == 0)
        {
            words.Add("The comparison saw a difference, but all ends are correct when compared again.");
            return Verdict.Unexplained;
        }

        // If a wrong byte does not spread, some chain may end correctly by chance.
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
            else if (Place(miscompare.Step, chain, between, wrong, cause) is { } place)
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

        Verdict? owner = owners.Judge(miscompare, trace, right, unplaced, cause is not null, words, evidence);
        isCertain |= owner is not null;
        return verdict == Verdict.RegisterLeak ? Verdict.RegisterLeak : owner ?? verdict ?? Verdict.Unexplained;
    }

    private static string? MarkPlace(int chain, AesState[] wrong)
    {
        int round = Array.FindLastIndex(wrong, state => Marks.Find(state) is not null);
        return round < 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The state of chain {chain} was a stressor's mark after round {round:N0} of {wrong.Length - 1:N0}. {Phrases.Describe(Marks.Find(wrong[round])!.Value)}");
    }

    private static string? Place(ChainStep step, int chain, Syndrome between, AesState[] wrong, Cause? cause)
    {
        int zero = Array.IndexOf(wrong, default);
        if (zero >= 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The state of chain {chain} was all zero after round {zero:N0} of {wrong.Length - 1:N0}: {(cause is { IsShown: true } ? "there it went wrong" : "its register was lost there")}.");
        }

        if (between.ClosestDistance >= ChainPlaces.SmallDistance)
        {
            return null;
        }

        return step.Spreads
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"After round {between.ClosestRound:N0} of {wrong.Length - 1:N0} the state of chain {chain} differs from the correct one only in {BitNames.Of(between.ClosestXorMask)}, and everything after is consistent with that state: {(cause is null ? "its register changed there" : "there it went wrong")}.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Chain {chain} ended wrong in {(between.DifferingBytes.Count == 1 ? "1 byte" : $"{between.DifferingBytes.Count} bytes")} only, since its steps do not spread errors: {(cause is null ? "its register changed" : "it went wrong")}, after an unknown round.");
    }

    /// <summary>Looks for a round key that changed in its register: all chains are wrong, in every step from there on.</summary>
    private static Verdict? JudgeKeys(ChainMiscompare miscompare, ChainTrace trace, AesState[][] right, List<string> words)
    {
        foreach ((int key, string change, AesState changed, StressMark? mark) in ChangedKeys(trace, miscompare))
        {
            // Some other key may fit one chain by chance, but not all of them from the same round on.
            ChainTrace changedTrace = key == 0 ? trace with { Key0 = changed } : trace with { Key1 = changed };
            IReadOnlyList<int> rounds = changedTrace.Changes(right, chain => ChainWords.State(miscompare.Actual, chain));
            if (rounds.Count > 0)
            {
                words.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"All chains are correct for a different round key: {change} of round key {key} from {ChainWords.Since(rounds, right[0].Length - 1)}. {(mark is { } held ? Phrases.Describe(held) : "Its register changed there.")}"));
                return mark is null ? Verdict.RegisterState : Verdict.RegisterLeak;
            }
        }

        return null;
    }

    /// <summary>Looks for both keys and the states as marks of the same thread: then all of its registers came in.</summary>
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
                        $"Both round keys and the state of chain {chain} were a stressor's marks {Round(trace, found.Round)}: all registers changed there. {Phrases.Describe(found.Mark)}"));
                    return Verdict.RegisterLeak;
                }
            }
        }

        return null;
    }

    // If nothing spreads, marks under marks as keys become marks again.
    private static string Round(ChainTrace trace, int round) => trace.Step.Spreads
        ? string.Create(CultureInfo.InvariantCulture, $"after round {round:N0} of {2 * trace.StepCount:N0}")
        : "after an unknown round";

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
                yield return (key, BitNames.Of(mask), right ^ AesState.FromBytes(mask), null);
            }

            foreach (StressMark mark in Marks.Of(miscompare.CpuBefore, miscompare.CpuAfter))
            {
                yield return (key, "a stressor's mark in place", Marks.ToState(mark), mark);
            }
        }
    }
}
