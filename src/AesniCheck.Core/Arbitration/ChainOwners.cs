using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Chain;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Finds the owner of a value that came into the registers of chains: another chain of the same unit, or a unit that other workers, or this
/// worker a moment ago, had in their registers. Not thread-safe.
/// </summary>
/// <param name="units">The units in use around the miscompare; null if unknown.</param>
internal sealed unsafe class ChainOwners(IRecentUnits? units)
{
    /// <summary>For each kind of unit, so twice as many in all. Those of chains take some ten milliseconds each.</summary>
    private const int UnitsToSearch = 12;

    private readonly SearchLimit _limit = new(searches: 4);
    private readonly SoftwareKeySchedule _schedule = new();

    /// <summary>Looks for a state from a chain, in another place or at another time: it was computed, but the register held a value that belongs elsewhere.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="trace">The rounds of the chains.</param>
    /// <param name="right">The correct states of each chain.</param>
    /// <param name="unplaced">The states that lead to the end of each chain that is still unexplained. Explained ones are removed.</param>
    /// <param name="isWrongAgain">Whether the same work was wrong again: then no long search is needed.</param>
    /// <param name="words">Receives what happened to each chain.</param>
    /// <param name="evidence">Receives where a search found nothing.</param>
    public Verdict? Judge(
        ChainMiscompare miscompare,
        ChainTrace trace,
        AesState[][] right,
        Dictionary<int, AesState[]> unplaced,
        bool isWrongAgain,
        List<string> words,
        List<string> evidence)
    {
        Verdict? verdict = JudgeUnit(miscompare, right, unplaced, words);
        if (!isWrongAgain && units is not null && unplaced.Count > 0)
        {
            verdict = JudgeOthers(units, miscompare, trace, right, unplaced, words, evidence) ?? verdict;
        }

        foreach (int chain in unplaced.Keys)
        {
            ChainWords.Tell(words, miscompare, chain, string.Create(
                CultureInfo.InvariantCulture, $"The state of chain {chain} is far from the correct one after every round, and does not belong to a chain of this unit."));
        }

        return verdict;
    }

    private static Verdict? JudgeUnit(ChainMiscompare miscompare, AesState[][] right, Dictionary<int, AesState[]> unplaced, List<string> words)
    {
        Verdict? verdict = null;
        for (int owner = 0; owner < right.Length && unplaced.Count > 0; owner++)
        {
            var rounds = new Dictionary<AesState, int>();
            for (int round = 0; round < right[owner].Length; round++)
            {
                rounds.TryAdd(right[owner][round], round);
            }

            foreach ((int chain, AesState[] wrong) in unplaced.ToArray())
            {
                // From there on it followed the owner's states; or only that state is the owner's, if it came in between two rounds of a step.
                int round = Array.FindLastIndex(wrong, rounds.ContainsKey);
                if (round < 0)
                {
                    continue;
                }

                unplaced.Remove(chain);
                int ahead = rounds[wrong[round]] - round;
                verdict = owner == chain ? verdict ?? Verdict.RegisterState : Verdict.RegisterLeak;
                string time = ahead == 0 ? "at the same round" : string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(ahead):N0} {(Math.Abs(ahead) == 1 ? "round" : "rounds")} {(ahead > 0 ? "ahead" : "behind")}");
                ChainWords.Tell(words, miscompare, chain, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Chain {chain} continued as chain {owner} of the same unit, {time}: its register held {(owner == chain ? "its own value from another time" : "a value that belongs to that chain, here or in another thread")}."));
            }
        }

        return verdict;
    }

    /// <summary>Looks for a value of another unit. It belongs to another worker, or to this one's past; the value does not show which.</summary>
    private Verdict? JudgeOthers(
        IRecentUnits recent,
        ChainMiscompare miscompare,
        ChainTrace trace,
        AesState[][] right,
        Dictionary<int, AesState[]> unplaced,
        List<string> words,
        List<string> evidence)
    {
        if (!_limit.Allows(miscompare.Time))
        {
            evidence.Add("No other units were searched: too many recent searches found nothing.");
            return null;
        }

        int stride = right[0].Length;
        int before = unplaced.Count;
        var sought = new StateTable(before * stride);
        foreach ((int chain, AesState[] wrong) in unplaced)
        {
            for (int round = 0; round < stride; round++)
            {
                sought.Add(wrong[round], (chain * stride) + round);
            }
        }

        int others = 0;
        foreach (ChainUnit other in recent.Remake<ChainUnit>(UnitsToSearch))
        {
            if (other.Seed == miscompare.UnitSeed)
            {
                continue;
            }

            others++;
            string name = Phrases.Name(other);
            if (miscompare.WrongChains.Count > ChainUnit.ChainCount / 2
                && (IsForeignKey(other, name, miscompare, trace, right, words) || IsAllForeign(other, name, miscompare, trace, words)))
            {
                unplaced.Clear();
                return Verdict.RegisterLeak;
            }

            UnitStates.Search(other, sought, (tag, state) => Take(tag, state.Describe(name)));
            if (unplaced.Count == 0)
            {
                return Verdict.RegisterLeak;
            }
        }

        foreach (BlockUnit other in recent.Remake<BlockUnit>(UnitsToSearch))
        {
            others++;
            string name = Phrases.Name(other);
            _schedule.Expand(other.Key);
            UnitStates.Search(other, _schedule, sought, (tag, state) => Take(tag, state.Describe(name)));
            if (unplaced.Count == 0)
            {
                return Verdict.RegisterLeak;
            }
        }

        evidence.Add(string.Create(
            CultureInfo.InvariantCulture, $"No value of the {others} other recent {(others == 1 ? "unit" : "units")} explains {(unplaced.Count == before ? "it" : "the others")}."));
        if (unplaced.Count < before)
        {
            return Verdict.RegisterLeak;
        }

        _limit.RecordFailedSearch(miscompare.Time);
        return null;

        void Take(int tag, string what)
        {
            int chain = tag / stride;
            if (unplaced.Remove(chain))
            {
                ChainWords.Tell(words, miscompare, chain, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The state of chain {chain} after round {tag % stride:N0} of {stride - 1:N0} was {what}: its register held a value that {Phrases.Elsewhere}."));
            }
        }
    }

    /// <summary>Looks for a round key of the other unit in place of one of this unit.</summary>
    private static bool IsForeignKey(ChainUnit other, string name, ChainMiscompare miscompare, ChainTrace trace, AesState[][] right, List<string> words)
    {
        for (int key = 0; key < 2; key++)
        {
            for (int foreign = 0; foreign < 2; foreign++)
            {
                AesState changed = ChainUnit.StateAt(other.Keys, foreign);
                ChainTrace changedTrace = key == 0 ? trace with { Key0 = changed } : trace with { Key1 = changed };
                IReadOnlyList<int> rounds = changedTrace.Changes(right, chain => ChainWords.State(miscompare.Actual, chain));
                if (rounds.Count > 0)
                {
                    words.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"All chains are correct for a different round key: round key {foreign} of {name} in place of round key {key} from {ChainWords.Since(rounds, right[0].Length - 1)}: its register held a value that {Phrases.Elsewhere}."));
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Looks for both round keys and the states of the other unit. If its step is the same, the states under its keys are its own all the way back, and
    /// the time of the change is unknown.
    /// </summary>
    private static bool IsAllForeign(ChainUnit other, string name, ChainMiscompare miscompare, ChainTrace trace, List<string> words)
    {
        int chain = miscompare.WrongChains[0];
        ChainTrace foreign = trace with { Key0 = ChainUnit.StateAt(other.Keys, 0), Key1 = ChainUnit.StateAt(other.Keys, 1) };
        AesState[] way = foreign.Backward(ChainWords.State(miscompare.Actual, chain));
        var sought = new StateTable(way.Length);
        for (int round = 0; round < way.Length; round++)
        {
            sought.Add(way[round], round);
        }

        UnitState? met = null;
        UnitStates.Search(other, sought, (_, state) => met ??= state);
        if (met is not { } found)
        {
            return false;
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"Both round keys were those of {name}, and the state of chain {chain} was that of chain {found.Part} of it: all registers changed, to what {Phrases.Elsewhere}."));
        return true;
    }
}
