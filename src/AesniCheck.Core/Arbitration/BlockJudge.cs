using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Schedule;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Explains the miscompares of the block probe: are the inputs intact, what does a second implementation compute, does it happen
/// again, where in the cipher did the state go wrong, and does the wrong block have another owner? Not thread-safe.
/// </summary>
/// <param name="engine">The engine under test, for replays.</param>
/// <param name="expansion">The key expansion under test, for replays.</param>
/// <param name="instructions">Executes instructions one at a time.</param>
/// <param name="loop">Repeats a group with the loop that saw it.</param>
/// <param name="owners">Finds the owner of a value that was not computed here.</param>
internal sealed class BlockJudge(AesEngine engine, SchedulePass expansion, SingleInstructions instructions, BlockLoopReplays loop, BlockOwners owners)
{
    private const int ReplayCount = 256;

    private readonly CauseJudge _cause = new(instructions);
    private readonly RoundKeyJudge _roundKeys = new(expansion, new CauseJudge(instructions));
    private readonly BlockUnit _remade = new();
    private readonly SoftwareKeySchedule _schedule = new();

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit in which it was seen, as it is in memory.</param>
    public Judgement Judge(BlockMiscompare miscompare, BlockUnit unit)
    {
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        var words = new List<string>();
        var evidence = new List<string>();

        _remade.Make(miscompare.UnitSeed, (AesKeySize)miscompare.KeySizeBits);
        _schedule.Expand(_remade.Key);
        ReadOnlySpan<byte> input = BlockOf(encrypt ? _remade.PlaintextSpan : _remade.CiphertextSpan, miscompare.BlockIndex);
        ReadOnlySpan<byte> expected = BlockOf(encrypt ? _remade.CiphertextSpan : _remade.PlaintextSpan, miscompare.BlockIndex);

        AesState[] right = CipherTrace.Forward(input, _schedule, encrypt);
        if (right[^1] != AesState.FromBytes(expected))
        {
            // A register may be lost during this computation.
            right = CipherTrace.Forward(input, _schedule, encrypt);
        }

        AesState[] wrong = CipherTrace.Backward(miscompare.Actual, _schedule, encrypt);

        // Compared with the reference's present result. If the actual block equals that, the expected one was wrong.
        Syndrome? syndrome = right[^1] == wrong[^1] ? null : Syndrome.Between(right, wrong);
        var places = new BlockPlaces(_schedule, encrypt, right);
        Replays replays = ReplayBlock(input, expected, miscompare.Kind == MiscompareKind.Block ? miscompare.Actual : null, encrypt, places);

        Verdict? verdict = JudgeInputs(miscompare, unit, input, expected, encrypt, words, out bool unitDamaged)
            ?? _roundKeys.Judge(miscompare, _schedule, _remade.Key, words)
            ?? JudgeMarks(right, wrong, encrypt, words)
            ?? JudgeReplays(replays, places, miscompare, evidence)
            ?? JudgeComparison(miscompare, places.CountLost(replays), words)
            ?? JudgeOwner(miscompare, wrong, words)
            ?? JudgeDistance(syndrome, words)
            ?? owners.Judge(miscompare, _remade, _schedule, right, wrong, words, evidence)
            ?? JudgeRest(replays, places, words);

        if (words.Count == 0)
        {
            words.Add(Where(miscompare, syndrome));
        }

        if (SelfInverting(miscompare, input, encrypt))
        {
            words.Add($"The result equals the opposite operation's result for the same input{(verdict is Verdict.CpuPersistent or Verdict.CpuSporadic ? ": the AES unit is self-inverting" : "")}.");
        }

        return new Judgement(verdict.Value, [.. words, .. evidence], unitDamaged) { Syndrome = syndrome, Replay = replays.ToReplay() };
    }

    private static ReadOnlySpan<byte> BlockOf(ReadOnlySpan<byte> blocks, int index) => blocks.Slice(index * AesCipher.BlockSize, AesCipher.BlockSize);

    private Replays ReplayBlock(ReadOnlySpan<byte> input, ReadOnlySpan<byte> expected, byte[]? actual, bool encrypt, BlockPlaces places)
    {
        var replays = new Replays(actual, actual is null || !places.IsZero(actual));
        AesCipher cipher = engine.CreateCipher(_remade.Key);
        Span<byte> output = stackalloc byte[AesCipher.BlockSize];
        for (int i = 0; i < ReplayCount; i++)
        {
            Transform(cipher, encrypt, input, output);
            replays.Add(output, expected, result => !places.IsZero(result));
        }

        return replays;
    }

    /// <summary>Checks that key, input and expected output are intact, before anything is blamed.</summary>
    private Verdict? JudgeInputs(
        BlockMiscompare miscompare, BlockUnit unit, ReadOnlySpan<byte> input, ReadOnlySpan<byte> expected, bool encrypt, List<string> words, out bool unitDamaged)
    {
        unitDamaged = !ScalarBytes.AreEqual(unit.Key, _remade.Key)
            || !ScalarBytes.AreEqual(unit.PlaintextSpan, _remade.PlaintextSpan)
            || !ScalarBytes.AreEqual(unit.CiphertextSpan, _remade.CiphertextSpan);

        Span<byte> second = stackalloc byte[AesCipher.BlockSize];
        Transform(AesEngines.BouncyCastle.CreateCipher(_remade.Key), encrypt, input, second);
        if (!ScalarBytes.AreEqual(second, expected))
        {
            // Two of three: a second opinion that no other supports blames nothing, and clears nothing.
            bool agreesWithHardware = ScalarBytes.AreEqual(second, miscompare.Actual);
            words.Add($"A second software implementation disagrees with the reference about this block, and {(agreesWithHardware ? "agrees" : "also disagrees")} with the engine under test.");
            if (agreesWithHardware)
            {
                return Verdict.Reference;
            }
        }

        if (!ScalarBytes.AreEqual(miscompare.Key, _remade.Key) || !ScalarBytes.AreEqual(miscompare.Input, input))
        {
            words.Add("The key or the input in memory differs from the one generated from the unit's seed: it changed after it was made.");
            return Verdict.Memory;
        }

        if (!ScalarBytes.AreEqual(miscompare.Expected, expected))
        {
            int distance = AesState.FromBytes(miscompare.Expected).DistanceTo(AesState.FromBytes(expected));
            words.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The expected block in memory differs in {BitNames.Of(distance)} from the block that the reference now computes from the unit's seed."));
            return distance < Syndrome.SmallDistance ? Verdict.Memory : Verdict.Reference;
        }

        return null;
    }

    /// <summary>Looks for a stressor's mark in place of a state or a round key: no CPU computes that, however often it happens.</summary>
    private Verdict? JudgeMarks(AesState[] right, AesState[] wrong, bool encrypt, List<string> words)
    {
        for (int round = 0; round < wrong.Length; round++)
        {
            if (Marks.Find(wrong[round]) is { } mark)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"The state was a stressor's mark after round {round}. {Phrases.Describe(mark)}"));
                return Verdict.RegisterLeak;
            }

            // The key is added last in a round, so the correct and the actual state show the key that was used.
            if (Marks.Find(right[round] ^ wrong[round] ^ CipherTrace.RoundKey(_schedule, encrypt, round)) is { } key)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"Round key {round} was a stressor's mark in its register. {Phrases.Describe(key)}"));
                return Verdict.RegisterLeak;
            }
        }

        return null;
    }

    private Verdict? JudgeReplays(Replays replays, BlockPlaces places, BlockMiscompare miscompare, List<string> words)
    {
        words.Add(string.Create(
            CultureInfo.InvariantCulture, $"Computed again {replays.Tries} times at once by the same thread, the block was {replays.Describe()}."));
        byte[] input = BlockOf(miscompare.Operation == CipherDirection.Encrypt ? _remade.PlaintextSpan : _remade.CiphertextSpan, miscompare.BlockIndex).ToArray();
        Cause? cause = _cause.Judge(replays, TryBlock, words, places.ToPlaces());
        if (cause is null && loop.Replay(miscompare, _remade) is { Wrong: > 0 } again)
        {
            words.Add(string.Create(
                CultureInfo.InvariantCulture, $"Repeated {again.Tries} times by the loop that saw it, {miscompare.Batch} in flight, it was {again.Describe()}."));
            cause = _cause.Judge(again, TryBlock, words, new Places { IsLostRegister = result => places.IsLostRegister(result[..AesCipher.BlockSize]) });
        }

        Verdict? verdict = cause?.Verdict;
        if (verdict is null && places.CountLost(replays) is > 0 and int lost)
        {
            words.Add(string.Create(
                CultureInfo.InvariantCulture, $"{lost} of {replays.Tries} repetitions can be traced to a state that was lost or changed between two rounds."));
        }

        // The miscompare was not a wrong block.
        return verdict == Verdict.CpuPersistent && miscompare.Kind != MiscompareKind.Block ? Verdict.CpuSporadic : verdict;

        void TryBlock(InstructionTrial trial) => AesTrials.TryBlock(trial, _schedule, miscompare.Operation == CipherDirection.Encrypt, input);
    }

    private static Verdict? JudgeComparison(BlockMiscompare miscompare, int lost, List<string> words)
    {
        if (miscompare.Kind == MiscompareKind.Store)
        {
            words.Add(lost > 0
                ? "The block was correct in its register when it was compared, but is wrong in memory: since registers change here, its register may have changed before the store."
                : "The block was correct in its register when it was compared, but is wrong in memory: its store was lost, or memory changed.");
            return lost > 0 ? Verdict.RegisterState : Verdict.Memory;
        }

        if (miscompare.Kind != MiscompareKind.Accumulator)
        {
            return null;
        }

        words.Add("The vector comparison saw a difference, but the stored blocks are correct: a register used in the comparison changed.");
        return Verdict.RegisterState;
    }

    /// <summary>Judges a block that nothing explains; the damaged repetitions may show the kind of fault.</summary>
    private static Verdict JudgeRest(Replays replays, BlockPlaces places, List<string> words)
    {
        int lost = places.CountLost(replays);
        words.Add($"The result is far from the correct one at every round, {(replays.Wrong == 0 ? "was correct each time it was computed again, " : "")}and does not belong to a block of this unit.");
        return lost > 0 && lost == replays.Wrong ? Verdict.RegisterState : Verdict.Unexplained;
    }

    /// <summary>Looks for the origin of a state that is all zero, or of a block that is another block's: neither was computed here.</summary>
    private Verdict? JudgeOwner(BlockMiscompare miscompare, AesState[] wrong, List<string> words)
    {
        int zero = Array.IndexOf(wrong, default);
        if (zero >= 0)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"The state was all zero after round {zero}: the register was lost there."));
            return Verdict.RegisterState;
        }

        for (int block = 0; block < BlockUnit.BlockCount; block++)
        {
            string? kind = ScalarBytes.AreEqual(miscompare.Actual, BlockOf(_remade.PlaintextSpan, block)) ? "plaintext"
                : ScalarBytes.AreEqual(miscompare.Actual, BlockOf(_remade.CiphertextSpan, block)) ? "ciphertext"
                : null;
            if (kind is not null)
            {
                words.Add(string.Create(
                    CultureInfo.InvariantCulture, $"The result is the {kind} of block {block} of the same unit: a register held a value that belongs elsewhere."));
                return Verdict.RegisterLeak;
            }
        }

        return null;
    }

    private static Verdict? JudgeDistance(Syndrome? syndrome, List<string> words)
    {
        if (syndrome is null || syndrome.ClosestDistance >= Syndrome.SmallDistance)
        {
            return null;
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"After round {syndrome.ClosestRound} the state differs from the correct one only in {BitNames.Of(syndrome.ClosestXorMask)}, and everything after is consistent with that state: it changed there."));
        return Verdict.RegisterState;
    }

    /// <summary>Returns where a wrong block of a CPU, or of wrong code, went wrong.</summary>
    private static string Where(BlockMiscompare miscompare, Syndrome? syndrome) =>
        syndrome is null ? "The vector comparison saw a difference, but the stored blocks are correct."
        : syndrome.ClosestDistance < Syndrome.SmallDistance ? string.Create(
            CultureInfo.InvariantCulture,
            $"After round {syndrome.ClosestRound} the state of block {miscompare.BlockIndex} differs from the correct one only in {BitNames.Of(syndrome.ClosestXorMask)}, and everything after is consistent with that state: there it went wrong.")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Block {miscompare.BlockIndex} differs in {BitNames.Of(syndrome.HammingDistance)} from the correct result, and its state in {BitNames.Of(syndrome.ClosestDistance)} or more after every round.");

    private bool SelfInverting(BlockMiscompare miscompare, ReadOnlySpan<byte> input, bool encrypt)
    {
        Span<byte> opposite = stackalloc byte[AesCipher.BlockSize];
        Transform(AesEngines.Software.CreateCipher(_remade.Key), !encrypt, input, opposite);
        return ScalarBytes.AreEqual(opposite, miscompare.Actual);
    }

    private static void Transform(AesCipher cipher, bool encrypt, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (encrypt)
        {
            cipher.Encrypt(input, output);
        }
        else
        {
            cipher.Decrypt(input, output);
        }
    }
}
