using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Schedule;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Explains the miscompares of the schedule probe: are the inputs intact, does it happen again, and which word was wrong first? Not
/// thread-safe.
/// </summary>
/// <param name="pass">The key expansion under test, for replays.</param>
/// <param name="instructions">Executes instructions one at a time.</param>
internal sealed unsafe class ScheduleJudge(SchedulePass pass, SingleInstructions instructions)
{
    private const int ReplayCount = 256;

    private readonly CauseJudge _cause = new(instructions);
    private readonly SoftwareKeySchedule _schedule = new();
    private readonly ScheduleUnit _remade = new();

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit in which it was seen, as it is in memory.</param>
    public Judgement Judge(ScheduleMiscompare miscompare, ScheduleUnit unit)
    {
        _remade.Make(miscompare.UnitSeed, (AesKeySize)miscompare.KeySizeBits);
        bool damaged = !ScalarBytes.AreEqual(unit.Key(miscompare.KeyIndex), _remade.Key(miscompare.KeyIndex))
            || !ScalarBytes.AreEqual(unit.RoundKeySpan(miscompare.KeyIndex, CipherDirection.Encrypt), _remade.RoundKeySpan(miscompare.KeyIndex, CipherDirection.Encrypt))
            || !ScalarBytes.AreEqual(unit.RoundKeySpan(miscompare.KeyIndex, CipherDirection.Decrypt), _remade.RoundKeySpan(miscompare.KeyIndex, CipherDirection.Decrypt));

        ReadOnlySpan<byte> right = _remade.RoundKeySpan(miscompare.KeyIndex, miscompare.Operation);
        var words = new List<string>();
        Replays replays = Replay(miscompare, right);
        Verdict verdict = JudgeInputs(miscompare, right, words) ?? JudgeWords(miscompare, right, replays, words);
        return new Judgement(verdict, words, damaged) { Replay = replays.ToReplay() };
    }

    private Replays Replay(ScheduleMiscompare miscompare, ReadOnlySpan<byte> right)
    {
        var replays = new Replays(miscompare.WrongRounds.Count > 0 ? miscompare.Actual : null);
        for (int i = 0; i < ReplayCount; i++)
        {
            pass.Expand(_remade.Key(miscompare.KeyIndex));
            replays.Add(new ReadOnlySpan<byte>(pass.RoundKeys(miscompare.Operation), right.Length), right);
        }

        return replays;
    }

    private Verdict? JudgeInputs(ScheduleMiscompare miscompare, ReadOnlySpan<byte> right, List<string> words)
    {
        if (!ScalarBytes.AreEqual(miscompare.Key, _remade.Key(miscompare.KeyIndex)))
        {
            words.Add("The key in memory differs from the one generated from the unit's seed: it changed after it was made.");
            return Verdict.Memory;
        }

        if (!ScalarBytes.AreEqual(miscompare.Expected, right))
        {
            int distance = Distance(miscompare.Expected, right);
            words.Add($"The expected round keys in memory differ in {BitNames.Of(distance)} from those that the reference now computes from the unit's seed.");
            return distance < Syndrome.SmallDistance ? Verdict.Memory : Verdict.Reference;
        }

        return null;
    }

    private Verdict JudgeWords(ScheduleMiscompare miscompare, ReadOnlySpan<byte> right, Replays replays, List<string> words)
    {
        if (miscompare.WrongRounds.Count == 0)
        {
            words.Add("The comparison saw a difference, but all round keys are correct when compared again.");
            return Verdict.Unexplained;
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"Of {miscompare.KeySizeBits / 32 + 7} round keys, these are wrong: {string.Join(", ", miscompare.WrongRounds)} ({(miscompare.Operation == CipherDirection.Encrypt ? "AESKEYGENASSIST" : "AESIMC of the keys of encryption")})."));
        if (miscompare.Operation == CipherDirection.Encrypt && DescribeFirstWord(miscompare, right) is { } first)
        {
            words.Add(first);
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture, $"Expanded again {replays.Tries} times at once by the same thread, the key schedule was {replays.Describe()}."));
        _schedule.Expand(_remade.Key(miscompare.KeyIndex));
        if (_cause.Judge(replays, trial => AesTrials.TryExpansion(trial, _schedule), words) is { } cause)
        {
            return cause.Verdict;
        }

        // In encryption's order all words that follow from a wrong word are wrong too, up to the last round key.
        bool standsAlone = miscompare.Operation == CipherDirection.Encrypt
            && miscompare.WrongRounds.Count == 1
            && miscompare.WrongRounds[0] < ((AesKeySize)miscompare.KeySizeBits).RoundCount;
        if (standsAlone)
        {
            words.Add("The round keys after it are correct: it changed after it was computed.");
        }

        return standsAlone ? Verdict.Memory : Verdict.RegisterState;
    }

    /// <summary>Describes the first wrong word, and whether it looks like another round constant.</summary>
    private static string? DescribeFirstWord(ScheduleMiscompare miscompare, ReadOnlySpan<byte> right)
    {
        int keyWords = miscompare.KeySizeBits / 32;
        int first = 0;
        while (Difference(miscompare.Actual, right, first) == 0)
        {
            first++;
        }

        uint difference = Difference(miscompare.Actual, right, first);
        string place = string.Create(CultureInfo.InvariantCulture, $"The first wrong word is w[{first}], in {BitNames.Of(System.Numerics.BitOperations.PopCount(difference))}");

        // Rcon is in the low byte only, and every later word includes it too.
        int constant = (first / keyWords) - 1;
        return first % keyWords != 0 || first == 0 || difference > 0xff
            ? place + "."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{place}: as if round constant {constant + 1} were 0x{AesTables.RoundConstants[constant] ^ difference:x2} instead of 0x{AesTables.RoundConstants[constant]:x2}.");
    }

    private static uint Difference(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int word) =>
        BitConverter.ToUInt32(left[(sizeof(uint) * word)..]) ^ BitConverter.ToUInt32(right[(sizeof(uint) * word)..]);

    private static int Distance(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int distance = 0;
        for (int word = 0; word < left.Length / sizeof(uint); word++)
        {
            distance += System.Numerics.BitOperations.PopCount(Difference(left, right, word));
        }

        return distance;
    }
}
