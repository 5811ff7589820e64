using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Ciphers.Portable;
using AesniCheck.Probes;
using AesniCheck.Probes.Message;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Explains the miscompares of the message probes: are the inputs intact, what does a second implementation compute, does it happen
/// again, is the CPU itself correct, and where in the message, and in the cipher, is the error? Not thread-safe.
/// </summary>
/// <param name="devices">The devices under test, for replays.</param>
internal sealed class MessageJudge(DevicesUnderTest devices)
{
    private readonly PortableModes _cpu = new(devices.Aesni);
    private readonly CauseJudge _cause = new(devices.Instructions);
    private readonly MessageUnit _remade = new();
    private readonly MessageReplays _replays = new();

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit in which it was seen, as it is in memory.</param>
    public Judgement Judge(MessageMiscompare miscompare, MessageUnit unit)
    {
        _remade.Make(miscompare.UnitSeed, unit.Shape, (AesKeySize)miscompare.KeySizeBits);
        bool damaged = !unit.IsSameAs(_remade, miscompare.MessageIndex);
        var words = new List<string> { Describe(miscompare) };
        ModeEngine? engine = EngineOf(miscompare);
        Replays? replays = engine is null ? null : TryReplay(engine, miscompare);
        Syndrome? syndrome = null;
        Verdict verdict = JudgeInputs(miscompare, words)
            ?? JudgeReplays(miscompare, engine, replays, words, out syndrome);
        return new Judgement(verdict, words, damaged) { Replay = replays?.ToReplay(), Syndrome = syndrome };
    }

    private static string Describe(MessageMiscompare miscompare)
    {
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"AES-{miscompare.KeySizeBits}-{miscompare.Mode.ToString().ToUpperInvariant()} {(miscompare.Operation == CipherDirection.Encrypt ? "encryption" : "decryption")} of {miscompare.Input.Length:N0} bytes by {miscompare.Engine}");
        return miscompare.Fault switch
        {
            MessageFault.Output => $"{what} gave wrong output: {MessageDifference.Describe(miscompare.Expected, miscompare.Actual)}.",
            MessageFault.Tag => $"{what} gave correct output with a wrong tag: GHASH or the mask block is wrong.",
            MessageFault.RightTagRefused => $"{what} refused the correct tag.",
            MessageFault.WrongTagAccepted => $"{what} accepted a tag with a changed bit.",
            MessageFault.Overrun => $"{what} gave correct output, but wrote past its end.",
            MessageFault.Underrun => $"{what} gave correct output, but wrote before its start.",
            _ => $"{what} was refused: {miscompare.Refusal}",
        };
    }

    /// <summary>Checks that the inputs are intact, and the expected output is correct, before anything is blamed.</summary>
    private Verdict? JudgeInputs(MessageMiscompare miscompare, List<string> words)
    {
        int message = miscompare.MessageIndex;
        bool encrypt = miscompare.Operation == CipherDirection.Encrypt;
        if (!ScalarBytes.AreEqual(miscompare.Key, _remade.Key)
            || !ScalarBytes.AreEqual(miscompare.Iv, _remade.Iv(message))
            || !ScalarBytes.AreEqual(miscompare.AssociatedData, _remade.AssociatedData(message))
            || !ScalarBytes.AreEqual(miscompare.Input, encrypt ? _remade.Plaintext(message) : _remade.Ciphertext(message)))
        {
            words.Add("The key, the IV, the associated data or the input in memory differs from the one generated from the unit's seed: it changed after it was made.");
            return Verdict.Memory;
        }

        ReadOnlySpan<byte> expected = encrypt ? _remade.Ciphertext(message) : _remade.Plaintext(message);
        if (!ScalarBytes.AreEqual(miscompare.Expected, expected) || !ScalarBytes.AreEqual(miscompare.ExpectedTag, _remade.Tag(message)))
        {
            int distance = MessageDifference.Bits(miscompare.Expected, expected) + MessageDifference.Bits(miscompare.ExpectedTag, _remade.Tag(message));
            words.Add($"The expected output in memory differs in {BitNames.Of(distance)} from the output that the reference now computes from the unit's seed.");
            return distance < Syndrome.SmallDistance ? Verdict.Memory : Verdict.Reference;
        }

        if (miscompare.Fault != MessageFault.Output
            || _replays.IsRight(ModeEngines.BouncyCastle, miscompare, _remade, out byte[] output)
            || !ScalarBytes.AreEqual(output, miscompare.Actual))
        {
            return null;
        }

        words.Add("A second software implementation disagrees with the reference about this message, and agrees with the engine under test.");
        return Verdict.Reference;
    }

    private Verdict JudgeReplays(MessageMiscompare miscompare, ModeEngine? engine, Replays? replays, List<string> words, out Syndrome? syndrome)
    {
        syndrome = MessageDifference.Syndrome(miscompare);
        if (replays is not null)
        {
            words.Add(string.Create(
                CultureInfo.InvariantCulture, $"Repeated at once {replays.Tries} times by the same thread, it was {replays.Describe()}."));
        }

        if (OwnerOf(miscompare) != CodeOwner.Program)
        {
            return JudgeForeign(miscompare, replays, syndrome, words);
        }

        Cause? cause = replays is null ? null : _cause.Judge(replays, trial => MessageTrial.Try(trial, TrialOf(miscompare), WidthOf(engine!)), words);
        if (cause is not null)
        {
            DescribeOthers(miscompare, words);
        }

        return cause?.Verdict ?? JudgeOnce(syndrome, words);
    }

    /// <summary>Judges foreign code: it is wrong if the CPU itself, without that code, is correct.</summary>
    private Verdict JudgeForeign(MessageMiscompare miscompare, Replays? replays, Syndrome? syndrome, List<string> words)
    {
        Replays own = _replays.Replay(_cpu, miscompare, _remade);
        words.Add(string.Create(
            CultureInfo.InvariantCulture, $"Through the AES instructions, without that code, the same message was {own.Describe()} in {own.Tries} tries."));
        if (OwnerOf(miscompare) == CodeOwner.Kernel)
        {
            words.AddRange(KernelComparison.Describe(devices.Kernel(), miscompare, generic => _replays.IsRight(generic, miscompare, _remade, out _)));
        }

        var causeWords = new List<string>();
        Cause? cause = _cause.Judge(own, trial => MessageTrial.Try(trial, TrialOf(miscompare), width: null), causeWords);
        if (cause is { Verdict: Verdict.Runtime })
        {
            // Two unrelated pieces of code were not both miscompiled.
            words.Add("The AES instructions, executed one at a time, were correct, but two unrelated pieces of code are wrong, which suggests a CPU that fails only at full speed.");
            return own.IsRepeated ? Verdict.CpuPersistent : Verdict.Unexplained;
        }

        words.AddRange(causeWords);
        if (cause is not null)
        {
            return cause.Verdict;
        }

        return OwnerOf(miscompare) == CodeOwner.Kernel ? Verdict.KernelPath
            : replays is { } again && (again.IsRepeated || again.IsAlwaysWrong) ? Verdict.Library
            : JudgeOnce(syndrome, words);
    }

    /// <summary>Runs the other engines of the mode on the same message, to show whether the shared instructions are correct.</summary>
    private void DescribeOthers(MessageMiscompare miscompare, List<string> words)
    {
        foreach (ModeEngine other in (ModeEngine[])[.. devices.ModeEngines, _cpu])
        {
            if (other.Name != miscompare.Engine && other.Supports(miscompare.Mode)
                && other.SupportsLengths(miscompare.Mode, miscompare.Iv.Length, miscompare.ExpectedTag.Length, miscompare.Input.Length)
                && TryReplay(other, miscompare) is { } replays)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"The engine {other.Name}, by the same thread, got it {replays.Describe()} in {replays.Tries} tries."));
            }
        }
    }

    private TrialMessage TrialOf(MessageMiscompare miscompare) => new(
        miscompare.Mode,
        miscompare.Operation,
        ScalarBytes.Copy(_remade.Key),
        ScalarBytes.Copy(_remade.Iv(miscompare.MessageIndex)),
        ScalarBytes.Copy(_remade.AssociatedData(miscompare.MessageIndex)),
        ScalarBytes.Copy(_remade.Plaintext(miscompare.MessageIndex)),
        ScalarBytes.Copy(_remade.Ciphertext(miscompare.MessageIndex)),
        miscompare.ExpectedTag.Length);

    /// <summary>Returns the width of an engine's multiplications; the narrowest if it does not state one.</summary>
    private static PclmulWidth WidthOf(ModeEngine engine) => engine.GhashWidth ?? PclmulWidth.V128;

    /// <summary>Judges an error that occurred once and never again.</summary>
    private static Verdict JudgeOnce(Syndrome? syndrome, List<string> words)
    {
        if (syndrome is null || syndrome.ClosestDistance >= Syndrome.SmallDistance)
        {
            return Verdict.Unexplained;
        }

        words.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"In the first wrong block the state after round {syndrome.ClosestRound} differs from the correct one only in {BitNames.Of(syndrome.ClosestXorMask)}, and everything after is consistent with that state: it changed there."));
        return Verdict.RegisterState;
    }

    private static CodeOwner OwnerOf(MessageMiscompare miscompare) => ProbeList.Find(miscompare.Probe)?.Owner ?? CodeOwner.Program;

    private ModeEngine? EngineOf(MessageMiscompare miscompare) =>
        ProbeList.Find(miscompare.Probe)?.MessageEngines(devices).FirstOrDefault(engine => engine.Name == miscompare.Engine && engine.Supports(miscompare.Mode));

    /// <returns>The replays; null if the engine is no longer available.</returns>
    private Replays? TryReplay(ModeEngine engine, MessageMiscompare miscompare)
    {
        try
        {
            return _replays.Replay(engine, miscompare, _remade);
        }
        catch (ModeUnavailableException)
        {
            return null;
        }
    }
}
