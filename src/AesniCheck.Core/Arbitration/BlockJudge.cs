using System.Globalization;
using AesniCheck.Ciphers;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Arbitration;

/// <summary>
/// Explains what the block probe saw: are the inputs intact, what does a second opinion say, does it happen again, where in the
/// cipher did the state go wrong, and does the wrong block belong to somebody? For one thread at a time.
/// </summary>
/// <param name="engine">The engine under test, for replays.</param>
/// <param name="owners">Finds whose a value was that was not computed here.</param>
internal sealed class BlockJudge(AesEngine engine, BlockOwners owners)
{
    private const int ReplayCount = 256;

    private readonly BlockUnit _remade = new();
    private readonly SoftwareKeySchedule _schedule = new();

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit that it was seen in, as it stands in memory.</param>
    public Judgement Judge(BlockMiscompare miscompare, BlockUnit unit)
    {
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        var words = new List<string>();

        _remade.Make(miscompare.UnitSeed, (AesKeySize)miscompare.KeySizeBits);
        _schedule.Expand(_remade.Key);
        ReadOnlySpan<byte> input = BlockOf(encrypt ? _remade.PlaintextSpan : _remade.CiphertextSpan, miscompare.BlockIndex);
        ReadOnlySpan<byte> expected = BlockOf(encrypt ? _remade.CiphertextSpan : _remade.PlaintextSpan, miscompare.BlockIndex);

        AesState[] right = CipherTrace.Forward(input, _schedule, encrypt);
        AesState[] wrong = CipherTrace.Backward(miscompare.Actual, _schedule, encrypt);

        // Against what the reference makes now. Where the actual block is that, it is the expected one that was wrong.
        Syndrome? syndrome = right[^1] == wrong[^1] ? null : Syndrome.Between(right, wrong);
        Replay replay = ReplayBlock(input, expected, miscompare.Actual, encrypt);

        Verdict? verdict = JudgeInputs(miscompare, unit, input, expected, encrypt, words, out bool unitDamaged)
            ?? JudgeRoundKeys(miscompare, encrypt, words)
            ?? JudgeMarks(right, wrong, encrypt, words)
            ?? JudgeReplay(replay, miscompare, words)
            ?? JudgeComparison(miscompare, words)
            ?? JudgeOwner(miscompare, wrong, words)
            ?? JudgeDistance(syndrome, words)
            ?? owners.Judge(miscompare, _remade, _schedule, right, wrong, words);
        if (verdict is null)
        {
            words.Add("The result is far from the right one at every round, was right each time it was computed again, and is no block of this unit.");
        }

        if (SelfInverting(miscompare, input, encrypt))
        {
            words.Add("The result is what the opposite operation makes of the same input: the AES unit is self-inverting.");
        }

        return new Judgement(verdict ?? Verdict.Unexplained, words, unitDamaged) { Syndrome = syndrome, Replay = replay };
    }

    private static ReadOnlySpan<byte> BlockOf(ReadOnlySpan<byte> blocks, int index) => blocks.Slice(index * AesCipher.BlockSize, AesCipher.BlockSize);

    private Replay ReplayBlock(ReadOnlySpan<byte> input, ReadOnlySpan<byte> expected, byte[] actual, bool encrypt)
    {
        int wrong = 0;
        int sameWrong = 0;
        AesCipher cipher = engine.CreateCipher(_remade.Key);
        Span<byte> output = stackalloc byte[AesCipher.BlockSize];
        for (int i = 0; i < ReplayCount; i++)
        {
            Transform(cipher, encrypt, input, output);
            if (!ScalarBytes.AreEqual(output, expected))
            {
                wrong++;
                sameWrong += ScalarBytes.AreEqual(output, actual) ? 1 : 0;
            }
        }

        return new Replay(ReplayCount, wrong, sameWrong);
    }

    /// <summary>Nobody is blamed before key, input and expected output are known to be what they were meant to be.</summary>
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
            // Two of three: a second opinion that stands alone accuses nobody, and clears nobody.
            bool agreesWithHardware = ScalarBytes.AreEqual(second, miscompare.Actual);
            words.Add($"A second software implementation disagrees with the reference about this block, and {(agreesWithHardware ? "agrees" : "disagrees also")} with the engine under test.");
            if (agreesWithHardware)
            {
                return Verdict.Reference;
            }
        }

        if (!ScalarBytes.AreEqual(miscompare.Key, _remade.Key) || !ScalarBytes.AreEqual(miscompare.Input, input))
        {
            words.Add("The key or the input in memory is not what the unit's seed makes: it changed after it was made.");
            return Verdict.Memory;
        }

        if (!ScalarBytes.AreEqual(miscompare.Expected, expected))
        {
            int distance = AesState.FromBytes(miscompare.Expected).DistanceTo(AesState.FromBytes(expected));
            words.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The expected block in memory differs in {Words.Bits(distance)} from what the reference makes of the unit's seed now."));
            return distance < Syndrome.SmallDistance ? Verdict.Memory : Verdict.Reference;
        }

        return null;
    }

    private Verdict? JudgeRoundKeys(BlockMiscompare miscompare, bool encrypt, List<string> words)
    {
        int[] wrong = [.. Enumerable.Range(0, _schedule.KeySize.RoundCount + 1).Where(round => Used(round) != Right(round))];
        foreach (int round in wrong)
        {
            words.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Round key {round} of the key schedule that was used differs in {Words.Bits(Used(round).DistanceTo(Right(round)))} from the right one."));
        }

        // Where others follow from it, it came out wrong when the key was expanded. One alone changed where it stood; but nothing follows from the last
        // key, nor from any of decryption, and what is far from the right one was another register's, or nothing, before it was stored.
        return wrong.Length == 0 ? null
            : wrong.Any(round => ExpandAgain(encrypt, round) != Right(round)) ? Verdict.CpuPersistent
            : wrong.Length == 1 && ((encrypt && wrong[0] < _schedule.KeySize.RoundCount) || Used(wrong[0]).DistanceTo(Right(wrong[0])) < Syndrome.SmallDistance) ? Verdict.Memory
            : Verdict.RegisterState;

        AesState Right(int round) => CipherTrace.RoundKey(_schedule, encrypt, round);

        AesState Used(int round) => AesState.FromBytes(miscompare.RoundKeys.AsSpan(round * AesCipher.BlockSize));
    }

    /// <summary>What the hardware makes of that round key now.</summary>
    private unsafe AesState ExpandAgain(bool encrypt, int round)
    {
        var schedule = new AesniKeySchedule();
        schedule.Expand(_remade.Key);
        byte* keys = encrypt ? schedule.EncryptionKeys : schedule.DecryptionKeys;
        AesState key = AesState.FromBytes(new ReadOnlySpan<byte>(keys + (round * AesCipher.BlockSize), AesCipher.BlockSize));
        GC.KeepAlive(schedule);
        return key;
    }

    /// <summary>A stressor's mark in place of a state, or of a round key: no CPU computes that, however often it happens.</summary>
    private Verdict? JudgeMarks(AesState[] right, AesState[] wrong, bool encrypt, List<string> words)
    {
        for (int round = 0; round < wrong.Length; round++)
        {
            if (Marks.Find(wrong[round]) is { } mark)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"The state was a stressor's mark behind round {round}. {Words.Describe(mark)}"));
                return Verdict.RegisterLeak;
            }

            // The key is what comes last in a round, so both states show what was used.
            if (Marks.Find(right[round] ^ wrong[round] ^ CipherTrace.RoundKey(_schedule, encrypt, round)) is { } key)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"Round key {round} was a stressor's mark in its register. {Words.Describe(key)}"));
                return Verdict.RegisterLeak;
            }
        }

        return null;
    }

    private static Verdict? JudgeReplay(Replay replay, BlockMiscompare miscompare, List<string> words)
    {
        words.Add(string.Create(
            CultureInfo.InvariantCulture, $"Computed again {replay.Tries} times at once by the same thread, the block was {Words.Describe(replay)}."));
        return replay.Wrong > 0 && miscompare.Kind != MiscompareKind.Block ? Verdict.CpuSporadic : replay.JudgeCpu();
    }

    private static Verdict? JudgeComparison(BlockMiscompare miscompare, List<string> words)
    {
        if (miscompare.Kind == MiscompareKind.Store)
        {
            words.Add("The block was right in its register when it was compared, and is wrong in memory: its store was lost, or it changed there.");
            return Verdict.Memory;
        }

        if (miscompare.Kind != MiscompareKind.Accumulator)
        {
            return null;
        }

        words.Add("The vector comparison saw a difference, but the blocks that were stored are right: a register that took part in the comparison changed.");
        return Verdict.RegisterState;
    }

    /// <summary>A state that is all zero, or a block that is another block's, was not computed: it came from somewhere.</summary>
    private Verdict? JudgeOwner(BlockMiscompare miscompare, AesState[] wrong, List<string> words)
    {
        int zero = Array.IndexOf(wrong, default);
        if (zero >= 0)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"The state was all zero behind round {zero}: the register was lost there."));
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
                    CultureInfo.InvariantCulture, $"The result is the {kind} of block {block} of the same unit: a register held what belongs elsewhere."));
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
            $"Behind round {syndrome.ClosestRound} the state differs from the right one in nothing but {Words.Bits(syndrome.ClosestXorMask)}, and all that follows is right for that state: it changed there."));
        return Verdict.RegisterState;
    }

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
