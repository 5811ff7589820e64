using System.Globalization;
using System.Security.Cryptography;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Modes;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Arbitration;

/// <summary>
/// Explains what the probes of whole messages saw: are the inputs intact, what does a second opinion say, does it happen again,
/// does the CPU itself get it right, and where in the message, and in the cipher, is it wrong? For one thread at a time.
/// </summary>
/// <param name="devices">What is under test, for replays.</param>
internal sealed class MessageJudge(DevicesUnderTest devices)
{
    private const int ReplayCount = 64;

    // Behind an output: what an engine writes there is wrong, and must not hit anything else.
    private const int MarginBytes = 64;
    private const byte Margin = 0xa5;

    private readonly PortableModes _cpu = new(devices.Aesni);
    private readonly MessageUnit _remade = new();
    private readonly byte[] _tag = new byte[MessageShape.MaximumTagLength];

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit that it was seen in, as it stands in memory.</param>
    public Judgement Judge(MessageMiscompare miscompare, MessageUnit unit)
    {
        _remade.Make(miscompare.UnitSeed, unit.Shape, (AesKeySize)miscompare.KeySizeBits);
        bool damaged = !unit.IsSameAs(_remade, miscompare.MessageIndex);
        var words = new List<string> { Describe(miscompare) };
        Replay? replay = Replay(miscompare);
        Syndrome? syndrome = null;
        Verdict verdict = JudgeInputs(miscompare, words)
            ?? JudgeReplay(miscompare, replay, words, out syndrome);
        return new Judgement(verdict, words, damaged) { Replay = replay, Syndrome = syndrome };
    }

    private static string Describe(MessageMiscompare miscompare)
    {
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"AES-{miscompare.KeySizeBits}-{miscompare.Mode.ToString().ToUpperInvariant()} {(miscompare.Operation == CipherDirection.Encrypt ? "encryption" : "decryption")} of {miscompare.Input.Length:N0} bytes by {miscompare.Engine}");
        return miscompare.Fault switch
        {
            MessageFault.Output => $"{what} gave wrong output: {MessageDifference.Describe(miscompare.Expected, miscompare.Actual)}.",
            MessageFault.Tag => $"{what} gave right output with a wrong tag: GHASH, or the block that masks it.",
            MessageFault.RightTagRefused => $"{what} refused the right tag.",
            MessageFault.WrongTagAccepted => $"{what} took a tag with a bit changed.",
            MessageFault.Overrun => $"{what} gave right output, and wrote behind it.",
            _ => $"{what} was refused: {miscompare.Refusal}",
        };
    }

    /// <summary>Nobody is blamed before the inputs are known to be what they were meant to be, and the expected output to be right.</summary>
    private Verdict? JudgeInputs(MessageMiscompare miscompare, List<string> words)
    {
        int message = miscompare.MessageIndex;
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        if (!ScalarBytes.AreEqual(miscompare.Key, _remade.Key)
            || !ScalarBytes.AreEqual(miscompare.Iv, _remade.Iv(message))
            || !ScalarBytes.AreEqual(miscompare.AssociatedData, _remade.AssociatedData(message))
            || !ScalarBytes.AreEqual(miscompare.Input, encrypt ? _remade.Plaintext(message) : _remade.Ciphertext(message)))
        {
            words.Add("The key, the IV, the associated data or the input in memory is not what the unit's seed makes: it changed after it was made.");
            return Verdict.Memory;
        }

        ReadOnlySpan<byte> expected = encrypt ? _remade.Ciphertext(message) : _remade.Plaintext(message);
        if (!ScalarBytes.AreEqual(miscompare.Expected, expected) || !ScalarBytes.AreEqual(miscompare.ExpectedTag, _remade.Tag(message)))
        {
            int distance = MessageDifference.Bits(miscompare.Expected, expected) + MessageDifference.Bits(miscompare.ExpectedTag, _remade.Tag(message));
            words.Add($"The expected output in memory differs in {Words.Bits(distance)} from what the reference makes of the unit's seed now.");
            return distance < Syndrome.SmallDistance ? Verdict.Memory : Verdict.Reference;
        }

        return Try(ModeEngines.BouncyCastle, out bool agrees) && !agrees ? Verdict.Reference : null;

        bool Try(ModeEngine engine, out bool right)
        {
            right = IsRight(engine, miscompare, out byte[] output);
            if (right || !ScalarBytes.AreEqual(output, miscompare.Actual) || miscompare.Fault != MessageFault.Output)
            {
                right = true;
                return false;
            }

            words.Add("A second software implementation disagrees with the reference about this message, and agrees with the engine under test.");
            return true;
        }
    }

    private Verdict JudgeReplay(MessageMiscompare miscompare, Replay? replay, List<string> words, out Syndrome? syndrome)
    {
        syndrome = MessageDifference.Syndrome(miscompare);
        if (replay is not null)
        {
            words.Add(string.Create(
                CultureInfo.InvariantCulture, $"Done again {replay.Tries} times at once by the same thread, it was {Words.Describe(replay)}."));
        }

        if (miscompare.Probe is PlatformProbe.ProbeName or KernelProbe.ProbeName)
        {
            Replay own = Replay(_cpu, miscompare);
            words.Add(string.Create(
                CultureInfo.InvariantCulture, $"Through the AES instructions, without that code, the same message was {Words.Describe(own)} in {own.Tries} tries."));
            if (miscompare.Probe == KernelProbe.ProbeName)
            {
                words.AddRange(KernelComparison.Describe(devices.Kernel(), miscompare, engine => IsRight(engine, miscompare, out _)));
            }

            return own.JudgeCpu() is { } cpu ? cpu
                : miscompare.Probe == KernelProbe.ProbeName ? Verdict.KernelPath
                : replay?.Wrong > 0 ? Verdict.Library
                : JudgeOnce(syndrome, words);
        }

        return replay?.JudgeCpu() ?? JudgeOnce(syndrome, words);
    }

    /// <summary>It was wrong once, and never again.</summary>
    private static Verdict JudgeOnce(Syndrome? syndrome, List<string> words)
    {
        if (syndrome is null || syndrome.ClosestDistance >= Syndrome.SmallDistance)
        {
            return Verdict.Unexplained;
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"In the first wrong block the state behind round {syndrome.ClosestRound} differs from the right one in nothing but {Words.Bits(syndrome.ClosestXorMask)}, and all that follows is right for that state: it changed there."));
        return Verdict.RegisterState;
    }

    private Replay? Replay(MessageMiscompare miscompare)
    {
        // The kernel is asked for its drivers only where they are in question.
        IReadOnlyList<ModeEngine> engines = miscompare.Probe switch
        {
            KernelProbe.ProbeName => devices.Kernel().Engines,
            PlatformProbe.ProbeName => devices.PlatformEngines,
            _ => devices.ModeEngines,
        };
        ModeEngine? engine = engines.FirstOrDefault(engine => engine.Name == miscompare.Engine && engine.Supports(miscompare.Mode));
        try
        {
            return engine is null ? null : Replay(engine, miscompare);
        }
        catch (ModeUnavailableException)
        {
            // It can't be asked any more.
            return null;
        }
    }

    private Replay Replay(ModeEngine engine, MessageMiscompare miscompare)
    {
        int wrong = 0;
        int sameWrong = 0;
        for (int i = 0; i < ReplayCount; i++)
        {
            if (!IsRight(engine, miscompare, out byte[] output))
            {
                wrong++;
                sameWrong += ScalarBytes.AreEqual(output, miscompare.Actual) ? 1 : 0;
            }
        }

        return new Replay(ReplayCount, wrong, sameWrong);
    }

    /// <summary>Whether an engine gets the message right, in place where it was in place: output, tag, and its word on the tag that was there.</summary>
    private bool IsRight(ModeEngine engine, MessageMiscompare miscompare, out byte[] output)
    {
        int message = miscompare.MessageIndex;
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        byte[] memory = new byte[miscompare.Input.Length + MarginBytes];
        Span<byte> result = memory.AsSpan(0, miscompare.Input.Length);
        Span<byte> margin = memory.AsSpan(miscompare.Input.Length);
        margin.Fill(Margin);
        ReadOnlySpan<byte> input = encrypt ? _remade.Plaintext(message) : _remade.Ciphertext(message);
        if (miscompare.InPlace)
        {
            ScalarBytes.Copy(input, result);
            input = result;
        }

        Span<byte> tag = _tag.AsSpan(0, miscompare.ExpectedTag.Length);
        try
        {
            using ModeCipher cipher = engine.CreateCipher(miscompare.Mode);
            cipher.SetKey(_remade.Key);
            if (encrypt)
            {
                cipher.Encrypt(_remade.Iv(message), _remade.AssociatedData(message), input, result, tag);
                return ScalarBytes.AreEqual(result, _remade.Ciphertext(message)) && ScalarBytes.AreEqual(tag, _remade.Tag(message)) && IsWhole(margin);
            }

            bool tampered = miscompare.Fault == MessageFault.WrongTagAccepted;
            ReadOnlySpan<byte> given = tampered ? miscompare.ActualTag : _remade.Tag(message);
            bool accepted = cipher.Decrypt(_remade.Iv(message), _remade.AssociatedData(message), input, given, result);
            return accepted != tampered && (tampered || (ScalarBytes.AreEqual(result, _remade.Plaintext(message)) && IsWhole(margin)));
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            output = ScalarBytes.Copy(result);
        }
    }

    private static bool IsWhole(Span<byte> margin)
    {
        foreach (byte value in margin)
        {
            if (value != Margin)
            {
                return false;
            }
        }

        return true;
    }
}
