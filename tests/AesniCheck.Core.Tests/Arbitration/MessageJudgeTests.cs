using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Probes;
using AesniCheck.Probes.Message;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>The findings about messages with a wrong result.</summary>
public sealed class MessageJudgeTests
{
    private static readonly ScriptedModes Right = new(ModeEngines.Software);

    public MessageJudgeTests() => TestEngines.RequireAesni();

    private static ScriptedModes WrongEachTime => new(ModeEngines.Software) { Encrypted = (_, ciphertext, _) => ciphertext[40] ^= 0x02 };

    [Fact]
    public void ALibraryThatIsWrongWhereTheCpuIsRightIsNamedSo()
    {
        Finding finding = JudgeFlipped(PlatformProbe.ProbeName, WrongEachTime);

        Assert.Equal(Verdict.Library, finding.Verdict);
        Assert.Equal(new Replay(64, 64, 64), finding.Replay);
        Says(finding, "by scripted gave wrong output: 1 block of 16 bytes, at byte 40, 1 bit in all.");
        Says(finding, "Through the AES instructions, without that code, the same message was correct each time in 64 tries.");
    }

    [Fact]
    public void ALibraryOnACpuThatIsWrongTooIsTheCpu()
    {
        var cpu = new ScriptedEngine((_, encrypt, _, _, output) => output[3] ^= 1);
        Finding finding = JudgeFlipped(PlatformProbe.ProbeName, WrongEachTime, cpu, ScriptedInstructions.Wrong);

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Says(finding, "Through the AES instructions, without that code, the same message was wrong");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AKernelThatIsWrongWhereTheCpuIsRightIsNamedSoHoweverOften(bool again) =>
        Assert.Equal(Verdict.KernelPath, JudgeFlipped(KernelProbe.ProbeName, again ? WrongEachTime : Right).Verdict);

    [Fact]
    public void ACpuThatIsWrongEachTimeIsPersistent()
    {
        Finding finding = JudgeFlipped(ModeProbe.ProbeName, WrongEachTime, instructions: ScriptedInstructions.Wrong);
        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Says(finding, "Repeated at once 64 times by the same thread, it was wrong each time, in the same way.");
    }

    /// <summary>As .NET's ahead-of-time compiler did: the loop multiplied by a register in which something else was left, which differs each time.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CodeThatMultipliesByAStaleRegisterIsTheRuntimesHoweverItIsWrong(bool inTheSameWay)
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        var engine = new ScriptedModes(ModeEngines.Software)
        {
            Encrypted = (call, _, tag) => tag[call % 16] ^= (byte)(inTheSameWay ? 0 : call),
            Width = PclmulWidth.V256,
        };
        engine = inTheSameWay ? new ScriptedModes(ModeEngines.Software) { Encrypted = (_, _, tag) => tag[3] ^= 8, Width = PclmulWidth.V256 } : engine;
        ScriptedInstructions instructions = ScriptedInstructions.Right;
        Finding finding = Judge(WrongTag(unit), unit, engine, instructions: instructions);

        Assert.Equal(Verdict.Runtime, finding.Verdict);
        Assert.Equal(new Replay(64, 64, inTheSameWay ? 64 : 0), finding.Replay);
        Assert.Contains("VPCLMULQDQ ymm", instructions.Names);
        Says(finding, "Its instructions, executed one at a time from memory to memory on the same operands, were correct in all of");
        Says(finding, "the runtime or its compiler generated wrong code");
        Says(finding, "The engine aesni, by the same thread, got it correct each time in 64 tries.");
    }

    [Theory]
    [InlineData(PclmulWidth.V256, "VPCLMULQDQ ymm")]
    [InlineData(PclmulWidth.V512, "VPCLMULQDQ zmm")]
    internal void AMultiplierThatIsWrongByItselfIsTheCpu(PclmulWidth width, string name)
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        var engine = new ScriptedModes(ModeEngines.Software) { Encrypted = (_, _, tag) => tag[3] ^= 8, Width = width };
        Finding finding = Judge(WrongTag(unit), unit, engine, instructions: new ScriptedInstructions((instruction, _) => instruction == name));

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Says(finding, $"{name}, executed by itself from memory to memory, was wrong 4 of 4 times on the same operands");

        // The width decides: another one is not in question.
        Assert.Equal(Verdict.Runtime, Judge(WrongTag(unit), unit, engine, instructions: new ScriptedInstructions((instruction, _) => instruction.StartsWith("VPCLMULQDQ", StringComparison.Ordinal) && instruction != name)).Verdict);
    }

    [Fact]
    public void ATagThatIsWrongAgainInOtherWaysIsNoCpu()
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        var engine = new ScriptedModes(ModeEngines.Software) { Encrypted = (call, _, tag) => tag[call / 4 % 16] ^= (byte)(call % 16 == 0 ? call : 0) };
        Finding finding = Judge(WrongTag(unit), unit, engine, instructions: ScriptedInstructions.Right);

        Assert.Equal(Verdict.Unexplained, finding.Verdict);
        Assert.Equal(new Replay(64, 4, 0), finding.Replay);
        Says(finding, "Of 5 wrong results 0 resemble another.");
    }

    [Fact]
    public void TwoRefusalsAreNotKnownToBeAlike()
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        var engine = new ScriptedModes(ModeEngines.Software) { Decrypted = (call, accepted, _) => accepted && call % 20 != 0 };
        MessageMiscompare miscompare = MessageEvidence.Of(unit, CipherDirection.Decrypt, unit.Plaintext(3).ToArray(), MessageFault.RightTagRefused);
        Finding finding = Judge(miscompare, unit, engine, instructions: ScriptedInstructions.Right);

        Assert.Equal(Verdict.Unexplained, finding.Verdict);
        Assert.Equal(new Replay(64, 3, 3), finding.Replay);
    }

    [Fact]
    public void ALibraryThatIsWrongOnceMoreInAnotherWayIsARegister()
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Ctr);
        var engine = new ScriptedModes(ModeEngines.Software) { Encrypted = (call, ciphertext, _) => ciphertext[40] ^= (byte)(call == 9 ? 0x40 : 0) };
        MessageMiscompare miscompare = MessageEvidence.Of(unit, CipherDirection.Encrypt, MessageEvidence.Flipped(unit, CipherDirection.Encrypt, 40, 0x02));
        Assert.Equal(Verdict.RegisterState, Judge(miscompare with { Probe = PlatformProbe.ProbeName }, unit, engine).Verdict);
    }

    [Fact]
    public void ACpuThatIsWrongAtTimesIsSporadic()
    {
        var engine = new ScriptedModes(ModeEngines.Software) { Encrypted = (call, ciphertext, _) => ciphertext[40] ^= (byte)(call % 4 == 0 ? 2 : 0) };
        Finding finding = JudgeFlipped(ModeProbe.ProbeName, engine);
        Assert.Equal(Verdict.CpuSporadic, finding.Verdict);
        Assert.Equal(new Replay(64, 16, 16), finding.Replay);
    }

    [Fact]
    public void WhatIsWrongInPlaceAloneIsDoneAgainInPlace()
    {
        // Out of place, the plaintext of this unit is not at the address of the ciphertext.
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Ctr);
        var engine = new InPlaceModes(ModeEngines.Software);
        MessageMiscompare miscompare = MessageEvidence.Of(unit, CipherDirection.Encrypt, MessageEvidence.Flipped(unit, CipherDirection.Encrypt, 0, 1)) with
        {
            Engine = engine.Name,
            Probe = PlatformProbe.ProbeName,
        };
        Assert.Equal(Verdict.Library, Judge(miscompare with { InPlace = true }, unit, engine).Verdict);
        Assert.Equal(new Replay(64, 0, 0), Judge(miscompare, unit, engine).Replay);
    }

    [Fact]
    public void ALibraryThatWritesBehindTheOutputIsNamedSo()
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        var engine = new ScriptedModes(ModeEngines.Software)
        {
            Encrypted = (_, ciphertext, _) => MessageEvidence.Poison(ciphertext, ciphertext.Length, 1),
        };
        MessageMiscompare miscompare = MessageEvidence.Of(unit, CipherDirection.Encrypt, unit.Ciphertext(3).ToArray(), MessageFault.Overrun);
        Assert.Equal(Verdict.Library, Judge(miscompare with { Probe = PlatformProbe.ProbeName }, unit, engine).Verdict);
    }

    [Theory]
    [InlineData(MessageFault.Tag, "correct output with a wrong tag")]
    [InlineData(MessageFault.RightTagRefused, "refused the correct tag")]
    [InlineData(MessageFault.WrongTagAccepted, "accepted a tag with a changed bit")]
    [InlineData(MessageFault.Refused, "was refused: not today")]
    public void EveryFaultThatCanBeDoneAgainIs(MessageFault fault, string words)
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        var engine = new ScriptedModes(ModeEngines.Software)
        {
            Encrypted = (_, _, tag) => tag[0] ^= 1,
            Decrypted = (_, accepted, _) => fault switch
            {
                MessageFault.Refused => throw new System.Security.Cryptography.CryptographicException("not today"),
                MessageFault.WrongTagAccepted => true,
                _ => false,
            },
        };
        CipherDirection operation = fault == MessageFault.Tag ? CipherDirection.Encrypt : CipherDirection.Decrypt;
        byte[] actual = fault == MessageFault.Refused ? [] : (fault == MessageFault.Tag ? unit.Ciphertext(3) : unit.Plaintext(3)).ToArray();
        MessageMiscompare miscompare = MessageEvidence.Of(unit, operation, actual, fault) with { Refusal = "not today" };
        miscompare.ActualTag[0] ^= (byte)(fault is MessageFault.Tag or MessageFault.WrongTagAccepted ? 1 : 0);
        Finding finding = Judge(miscompare, unit, engine, instructions: ScriptedInstructions.Wrong);

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Says(finding, words);
    }

    [Theory]
    [InlineData(CipherMode.Ecb, CipherDirection.Encrypt)]
    [InlineData(CipherMode.Ecb, CipherDirection.Decrypt)]
    [InlineData(CipherMode.Cbc, CipherDirection.Encrypt)]
    [InlineData(CipherMode.Cbc, CipherDirection.Decrypt)]
    [InlineData(CipherMode.Cfb, CipherDirection.Encrypt)]
    [InlineData(CipherMode.Cfb, CipherDirection.Decrypt)]
    [InlineData(CipherMode.Ctr, CipherDirection.Encrypt)]
    [InlineData(CipherMode.Ctr, CipherDirection.Decrypt)]
    [InlineData(CipherMode.Gcm, CipherDirection.Encrypt)]
    [InlineData(CipherMode.Gcm, CipherDirection.Decrypt)]
    internal void ABitThatFlippedInTheCipherIsNamedWithItsRound(CipherMode mode, CipherDirection operation)
    {
        MessageUnit unit = MessageEvidence.Unit(mode, AesKeySize.Aes256);
        foreach (int block in (int[])[0, 1, 8])
        {
            foreach (int round in (int[])[0, 6, 14])
            {
                byte[] actual = MessageEvidence.FlippedBehind(unit, operation, block, round, byteIndex: 9, mask: 0x20);
                Finding finding = Judge(MessageEvidence.Of(unit, operation, actual), unit, Right);

                Assert.Equal(Verdict.RegisterState, finding.Verdict);
                Assert.Equal((round, 1), (finding.Syndrome!.ClosestRound, finding.Syndrome.ClosestDistance));
                Says(finding, $"the state after round {round} differs from the correct one only in bit 5 of byte 9,");
            }
        }
    }

    [Fact]
    public void WhatWasWrongOnceAndFitsNothingIsUnexplained()
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Cbc);
        byte[] actual = unit.Ciphertext(3).ToArray();
        Evidence.Unrelated().CopyTo(actual.AsSpan(32));
        Assert.Equal(Verdict.Unexplained, Judge(MessageEvidence.Of(unit, CipherDirection.Encrypt, actual), unit, Right).Verdict);
    }

    [Fact]
    public void ATagThatWasWrongOnceIsUnexplained()
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        MessageMiscompare miscompare = MessageEvidence.Of(unit, CipherDirection.Encrypt, unit.Ciphertext(3).ToArray(), MessageFault.Tag);
        miscompare.ActualTag[0] ^= 1;
        Assert.Equal(Verdict.Unexplained, Judge(miscompare, unit, Right).Verdict);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("iv")]
    [InlineData("associated data")]
    [InlineData("input")]
    public void AnInputThatChangedInMemoryIsMemoryAndTheUnitIsDamaged(string where)
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        unit.Make(MessageEvidence.Seed, unit.Shape with { AssociatedLengths = [33] }, AesKeySize.Aes192);
        MessageEvidence.Poison(where switch { "key" => unit.Key, "iv" => unit.Iv(3), "associated data" => unit.AssociatedData(3), _ => unit.Plaintext(3) }, 5, 0x10);
        byte[] actual = MessageEvidence.Flipped(unit, CipherDirection.Encrypt, 7, 1);
        Finding finding = Judge(MessageEvidence.Of(unit, CipherDirection.Encrypt, actual), unit, Right, damaged: true);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Says(finding, "changed after it was made");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnExpectedBitThatChangedInMemoryIsMemoryAndTheUnitIsDamaged(bool tag)
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Gcm);
        byte[] right = unit.Ciphertext(3).ToArray();
        MessageEvidence.Poison(tag ? unit.Tag(3) : unit.Ciphertext(3), 5, 0x10);
        Finding finding = Judge(
            MessageEvidence.Of(unit, CipherDirection.Encrypt, right, tag ? MessageFault.Tag : MessageFault.Output), unit, Right, damaged: true);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Says(finding, "differs in 1 bit from");
    }

    [Fact]
    public void AnExpectedOutputThatIsSomethingElseAltogetherIsTheReference()
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Cbc);
        byte[] right = unit.Ciphertext(3).ToArray();
        for (int i = 0; i < 32; i++)
        {
            MessageEvidence.Poison(unit.Ciphertext(3), i, 0x5a);
        }

        Assert.Equal(Verdict.Reference, Judge(MessageEvidence.Of(unit, CipherDirection.Encrypt, right), unit, Right, damaged: true).Verdict);
    }

    [Fact]
    public void TheKernelsSoftwareIsComparedWith()
    {
        Finding finding = JudgeKernel("kernel:ctr-aes-aesni", "kernel:ctr-aes-aesni", "kernel:ctr(aes-lib)", "kernel:ctr(aes-generic)");

        Says(finding, "The kernel's own software, kernel:ctr(aes-generic), gets it right.");
        Assert.DoesNotContain(finding.Explanation, sentence => sentence.Contains("no software AES", StringComparison.Ordinal));
    }

    [Fact]
    public void AKernelWithoutSoftwareIsSaidToBe()
    {
        Finding finding = JudgeKernel("kernel:ctr-aes-aesni", "kernel:ctr-aes-aesni", "kernel:ctr(aes-lib)");

        Says(finding, "This kernel has no software AES for comparison in CTR.");
        Says(finding, "The kernel's library, which may use the AES instructions too, kernel:ctr(aes-lib), gets it right.");
    }

    [Theory]
    [InlineData("kernel:ctr(aes-lib)", true)]
    [InlineData("kernel:ctr(aes-generic)", false)]
    public void TheLibraryIsNotItsOwnCounterpartAndSoftwareNeedsNone(string engine, bool missing)
    {
        Finding finding = JudgeKernel(engine, engine);

        Assert.Equal(missing, finding.Explanation.Any(sentence => sentence.Contains("no software AES", StringComparison.Ordinal)));
        Assert.DoesNotContain(finding.Explanation, sentence => sentence.Contains("The kernel's library", StringComparison.Ordinal));
    }

    [Fact]
    public void AnEngineThatIsNotThereIsNotAskedAgain()
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Cbc);
        MessageMiscompare miscompare = MessageEvidence.Of(unit, CipherDirection.Encrypt, MessageEvidence.Flipped(unit, CipherDirection.Encrypt, 40, 2)) with { Engine = "gone" };
        Assert.Null(Judge(miscompare, unit, Right).Replay);
    }

    /// <summary>Bit 3 of byte 3 of the tag is wrong.</summary>
    private static MessageMiscompare WrongTag(MessageUnit unit)
    {
        MessageMiscompare miscompare = MessageEvidence.Of(unit, CipherDirection.Encrypt, unit.Ciphertext(3).ToArray(), MessageFault.Tag);
        miscompare.ActualTag[3] ^= 8;
        return miscompare;
    }

    // The first engine is the one that was wrong; they are all right now.
    private static Finding JudgeKernel(string wrong, params string[] engines)
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Ctr);
        MessageMiscompare miscompare = MessageEvidence.Of(unit, CipherDirection.Encrypt, MessageEvidence.Flipped(unit, CipherDirection.Encrypt, 40, 0x02)) with
        {
            Probe = KernelProbe.ProbeName,
            Engine = wrong,
        };
        var kernel = new KernelDevices([.. engines.Select(name => new NamedModes(ModeEngines.Software, name))], [], null)
        {
            Software = [.. engines.Where(name => name.Contains("aes-generic", StringComparison.Ordinal))],
            Library = [.. engines.Where(name => name.Contains("aes-lib", StringComparison.Ordinal))],
        };
        return new Arbiter(new DevicesUnderTest { Kernel = () => kernel }).Judge(miscompare, unit, out _);
    }

    private static Finding JudgeFlipped(string probe, ModeEngine engine, AesEngine? cpu = null, SingleInstructions? instructions = null)
    {
        MessageUnit unit = MessageEvidence.Unit(CipherMode.Ctr);
        byte[] actual = MessageEvidence.Flipped(unit, CipherDirection.Encrypt, 40, 0x02);
        return Judge(MessageEvidence.Of(unit, CipherDirection.Encrypt, actual) with { Probe = probe }, unit, engine, cpu: cpu, instructions: instructions);
    }

    private static Finding Judge(MessageMiscompare miscompare, MessageUnit unit, ModeEngine engine, bool damaged = false, AesEngine? cpu = null, SingleInstructions? instructions = null)
    {
        var devices = new DevicesUnderTest
        {
            Instructions = instructions ?? new CpuInstructions(),
            Aesni = cpu ?? AesEngines.Aesni,
            ModeEngines = miscompare.Probe == ModeProbe.ProbeName ? [engine] : [],
            PlatformEngines = miscompare.Probe == PlatformProbe.ProbeName ? [engine] : [],
            Kernel = () => miscompare.Probe == KernelProbe.ProbeName
                ? new KernelDevices([engine], [], null)
                : throw new InvalidOperationException("The kernel is not in question."),
        };
        Finding finding = new Arbiter(devices).Judge(miscompare, unit, out bool unitDamaged);
        Assert.Equal(damaged, unitDamaged);
        return finding;
    }

    private static void Says(Finding finding, string words) =>
        Assert.Contains(finding.Explanation, sentence => sentence.Contains(words, StringComparison.Ordinal));
}

/// <summary>Modes of another engine that get the first byte wrong in place.</summary>
internal sealed class InPlaceModes(ModeEngine real) : ModeEngine
{
    public override string Name => "in-place";

    public override bool Supports(CipherMode mode) => real.Supports(mode);

    public override MessageCipher CreateCipher(CipherMode mode) => new Cipher(real.CreateCipher(mode));

    private sealed class Cipher(MessageCipher real) : MessageCipher
    {
        public override void SetKey(ReadOnlySpan<byte> key) => real.SetKey(key);

        public override void Encrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
        {
            bool inPlace = plaintext == ciphertext;
            real.Encrypt(iv, associatedData, plaintext, ciphertext, tag);
            ciphertext[0] ^= (byte)(inPlace ? 1 : 0);
        }

        public override bool Decrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext) =>
            real.Decrypt(iv, associatedData, ciphertext, tag, plaintext);
    }
}

/// <summary>Modes of another engine under another name.</summary>
internal sealed class NamedModes(ModeEngine real, string name) : ModeEngine
{
    public override string Name => name;

    public override bool Supports(CipherMode mode) => real.Supports(mode);

    public override MessageCipher CreateCipher(CipherMode mode) => real.CreateCipher(mode);
}
