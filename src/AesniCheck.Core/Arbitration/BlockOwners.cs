using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Finds the owner of a value that came into a register of the block probe: another block of the same unit, or a unit that other workers, or this
/// worker a moment ago, had in their registers. Not thread-safe.
/// </summary>
/// <param name="units">The units in use around the miscompare; null if unknown.</param>
internal sealed unsafe class BlockOwners(IRecentUnits? units)
{
    /// <summary>For each kind of unit, so twice as many in all. Each takes a millisecond or two, and some ten for chains.</summary>
    private const int UnitsToSearch = 12;

    // A group of blocks that goes wrong as a whole makes up to fourteen miscompares.
    private readonly SearchLimit _limit = new(searches: 8);
    private readonly SoftwareKeySchedule _foreignSchedule = new();

    private enum Place
    {
        /// <summary>The loaded block.</summary>
        Input,

        /// <summary>The state after a round.</summary>
        State,

        /// <summary>The key of a round.</summary>
        RoundKey,

        /// <summary>The state after a round, and the key of the next.</summary>
        StateAndKey,
    }

    /// <summary>Looks for a value that was computed, or is a key, but belongs elsewhere.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">Its unit, made again from its seed.</param>
    /// <param name="schedule">The expanded key.</param>
    /// <param name="right">The states of the correct computation.</param>
    /// <param name="wrong">The states that lead to the actual block.</param>
    /// <param name="words">Receives whose value it was.</param>
    /// <param name="evidence">Receives where a search found nothing.</param>
    public Verdict? Judge(
        BlockMiscompare miscompare,
        BlockUnit unit,
        SoftwareKeySchedule schedule,
        AesState[] right,
        AesState[] wrong,
        List<string> words,
        List<string> evidence)
    {
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        IReadOnlyList<Sought> own = SoughtIn(schedule, encrypt, right, wrong);
        if (Find(own, (table, met) => UnitStates.Search(unit, schedule, table, met)) is { } found)
        {
            bool isItsOwn = found.Sought.Place == Place.RoundKey ? found.Met.Part == UnitState.RoundKey : found.Met.Part == miscompare.BlockIndex;
            words.Add($"{Describe(found, "the same unit")}: its register held {(isItsOwn ? "its own value from another time" : "a value that belongs elsewhere, here or in another thread")}.");
            return isItsOwn ? Verdict.RegisterState : Verdict.RegisterLeak;
        }

        if (units is null)
        {
            return null;
        }

        if (!_limit.Allows(miscompare.Time))
        {
            evidence.Add("No other units were searched: too many recent searches found nothing.");
            return null;
        }

        return JudgeOthers(units, miscompare, encrypt, own, wrong, words, evidence);
    }

    /// <summary>Looks for a value of another unit. It belongs to another worker, or to this one's past; the value does not show which.</summary>
    private Verdict? JudgeOthers(
        IRecentUnits recent, BlockMiscompare miscompare, bool encrypt, IReadOnlyList<Sought> own, AesState[] wrong, List<string> words, List<string> evidence)
    {
        int others = 0;
        foreach (BlockUnit other in recent.Remake<BlockUnit>(UnitsToSearch))
        {
            if (other.Seed == miscompare.UnitSeed)
            {
                continue;
            }

            others++;
            _foreignSchedule.Expand(other.Key);
            IEnumerable<AesState> keys =
                from direction in (bool[])[true, false]
                from round in Enumerable.Range(0, _foreignSchedule.KeySize.RoundCount + 1)
                select CipherTrace.RoundKey(_foreignSchedule, direction, round);
            if (Find([.. own, .. UnderKeys(keys, encrypt, wrong)], (table, met) => UnitStates.Search(other, _foreignSchedule, table, met)) is { } found)
            {
                words.Add($"{Describe(found, Phrases.Name(other))}: its register held a value that {Phrases.Elsewhere}.");
                return Verdict.RegisterLeak;
            }
        }

        foreach (ChainUnit other in recent.Remake<ChainUnit>(UnitsToSearch))
        {
            others++;
            AesState[] keys = [ChainUnit.StateAt(other.Keys, 0), ChainUnit.StateAt(other.Keys, 1)];
            if (Find([.. own, .. UnderKeys(keys, encrypt, wrong)], (table, met) => UnitStates.Search(other, table, met)) is { } found)
            {
                words.Add($"{Describe(found, Phrases.Name(other))}: its register held a value that {Phrases.Elsewhere}.");
                return Verdict.RegisterLeak;
            }
        }

        evidence.Add(string.Create(CultureInfo.InvariantCulture, $"No value of the {others} other recent {(others == 1 ? "unit" : "units")} explains it."));
        _limit.RecordFailedSearch(miscompare.Time);
        return null;
    }

    /// <summary>Returns the values that a register must have held, for each place where a single wrong value would explain the result.</summary>
    private static List<Sought> SoughtIn(SoftwareKeySchedule schedule, bool encrypt, AesState[] right, AesState[] wrong)
    {
        List<Sought> sought = [new(Place.Input, 0, wrong[0] ^ CipherTrace.RoundKey(schedule, encrypt, 0))];
        for (int round = 0; round < wrong.Length; round++)
        {
            // The key is added last in a round, so the correct and the actual state show the key that was used.
            sought.Add(new(Place.State, round, wrong[round]));
            sought.Add(new(Place.RoundKey, round, right[round] ^ wrong[round] ^ CipherTrace.RoundKey(schedule, encrypt, round)));
        }

        return sought;
    }

    /// <summary>Returns the states that must have preceded a round if its key was foreign too: the loops load each key for one round.</summary>
    private static IEnumerable<Sought> UnderKeys(IEnumerable<AesState> keys, bool encrypt, AesState[] wrong) =>
        from key in keys
        from round in Enumerable.Range(1, wrong.Length - 1)
        select new Sought(Place.StateAndKey, round - 1, CipherTrace.Undo(wrong[round], key, encrypt, round == wrong.Length - 1));

    private static Found? Find(IReadOnlyList<Sought> sought, Action<StateTable, Action<int, UnitState>> search)
    {
        var table = new StateTable(sought.Count);
        for (int tag = 0; tag < sought.Count; tag++)
        {
            table.Add(sought[tag].Value, tag);
        }

        Found? first = null;
        search(table, (tag, state) => first ??= new Found(sought[tag], state));
        return first;
    }

    private static string Describe(Found found, string unit)
    {
        string place = found.Sought.Place switch
        {
            Place.Input => "The loaded block",
            Place.State => string.Create(CultureInfo.InvariantCulture, $"The state after round {found.Sought.Round}"),
            Place.RoundKey => string.Create(CultureInfo.InvariantCulture, $"Round key {found.Sought.Round}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"With a round key of that unit in place of round key {found.Sought.Round + 1}, the state after round {found.Sought.Round}"),
        };
        return $"{place} was {found.Met.Describe(unit)}";
    }

    private readonly record struct Sought(Place Place, int Round, AesState Value);

    private readonly record struct Found(Sought Sought, UnitState Met);
}
