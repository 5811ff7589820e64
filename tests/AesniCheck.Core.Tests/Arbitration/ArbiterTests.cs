using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>The arbiter's findings about a faulty CPU or register.</summary>
public sealed class ArbiterTests
{
    public static TheoryData<AesKeySize, bool> Ways
    {
        get
        {
            var ways = new TheoryData<AesKeySize, bool>();
            foreach (AesKeySize keySize in AesKeySizes.All)
            {
                ways.Add(keySize, true);
                ways.Add(keySize, false);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ACpuThatIsWrongAgainAndAgainInTheSameWayIsPersistent(AesKeySize keySize, bool encrypt)
    {
        BlockUnit unit = Evidence.Unit(keySize);
        var engine = new ScriptedEngine((_, _, _, _, output) => output[3] ^= 0x10);
        BlockMiscompare miscompare = Evidence.Of(unit, 9, encrypt, Evidence.Flipped(unit, 9, encrypt, 3, 0x10));
        Finding finding = Judge(engine, unit, miscompare, ScriptedInstructions.Wrong);

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Assert.Equal(new Replay(256, 256, 256), finding.Replay);
        Says(finding, "wrong each time, in the same way");
        Says(finding, $"{(encrypt ? "AESENC" : "AESDEC")}, executed by itself from memory to memory, was wrong 4 of 4 times on the same operands");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void CodeThatIsWrongEachTimeWhereEachInstructionIsRightIsTheRuntimes(AesKeySize keySize, bool encrypt)
    {
        BlockUnit unit = Evidence.Unit(keySize);
        var engine = new ScriptedEngine((_, _, _, _, output) => output[3] ^= 0x10);
        Finding finding = Judge(engine, unit, Evidence.Of(unit, 9, encrypt, Evidence.Flipped(unit, 9, encrypt, 3, 0x10)), ScriptedInstructions.Right);

        Assert.Equal(Verdict.Runtime, finding.Verdict);
        Says(finding, "executed one at a time from memory to memory on the same operands, were correct in all of");
        Says(finding, "the runtime or its compiler generated wrong code");
    }

    [Theory]
    [InlineData(BlockBatch.Fourteen)]
    [InlineData(BlockBatch.Eight)]
    [InlineData(BlockBatch.One)]
    internal void ALoopThatIsWrongEachTimeWhereOtherCodeIsRightIsTheRuntimes(BlockBatch batch)
    {
        TestEngines.RequireAesni();
        BlockUnit unit = Evidence.Unit();
        BlockMiscompare miscompare = Evidence.Of(unit, 15, true, Evidence.Unrelated()) with { Batch = (int)batch };
        var devices = new DevicesUnderTest { Aesni = ScriptedEngine.Right, Instructions = ScriptedInstructions.Right, CreateBlockPass = _ => new MiscompiledPass(batch, 15) };
        Finding finding = new Arbiter(devices).Judge(miscompare, unit, out _);

        Assert.Equal(Verdict.Runtime, finding.Verdict);
        Assert.Equal(new Replay(256, 0, 0), finding.Replay);
        Says(finding, $"Repeated 64 times by the loop that saw it, {(int)batch} in flight, it was wrong 64 times");
        Says(finding, "the runtime or its compiler generated wrong code");

        // If the instructions are wrong too, the CPU is to blame.
        finding = new Arbiter(devices with { Instructions = ScriptedInstructions.Wrong }).Judge(miscompare, unit, out _);
        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
    }

    [Fact]
    public void ACpuThatIsWrongEveryOtherTimeIsSporadic()
    {
        BlockUnit unit = Evidence.Unit();
        var engine = new ScriptedEngine((call, _, _, _, output) => output[3] ^= (byte)(call % 2));
        Finding finding = Judge(engine, unit, Evidence.Of(unit, 9, true, Evidence.Flipped(unit, 9, true, 3, 0x01)));

        Assert.Equal(Verdict.CpuSporadic, finding.Verdict);
        Assert.Equal(new Replay(256, 128, 128), finding.Replay);
    }

    [Fact]
    public void WhatIsWrongOnceMoreInAnotherWayIsARegisterAndNoCpu()
    {
        BlockUnit unit = Evidence.Unit();
        var engine = new ScriptedEngine((call, _, _, _, output) => output[3] ^= (byte)(call == 200 ? 0x80 : 0));
        Finding finding = Judge(engine, unit, Evidence.Of(unit, 9, true, Evidence.Flipped(unit, 9, true, 3, 0x01)));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(256, 1, 0), finding.Replay);
        Says(finding, "Of 2 wrong results 0 resemble another.");
        Says(finding, "1 of 256 repetitions can be traced to a state that was lost or changed between two rounds.");
    }

    [Fact]
    public void RegistersThatAreLostInTheSameRoundByAccidentAreNoCpu()
    {
        TestEngines.RequireAesni();
        BlockUnit unit = Evidence.Unit();
        byte[] lost = StateChange.Apply(unit.Key, true, Evidence.Block(unit.PlaintextSpan, 9), 6, Array.Clear);
        var engine = new ScriptedEngine((call, _, _, _, output) =>
        {
            if (call == 77)
            {
                lost.CopyTo(output);
            }
        });
        Finding finding = Judge(engine, unit, Evidence.Of(unit, 9, true, lost));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(256, 1, 1), finding.Replay);
        Says(finding, "The state was all zero after round 6:");
    }

    [Fact]
    public void ACpuWhoseWrongBitsDifferButAreAlwaysInOnePlaceIsSporadic()
    {
        // One byte of AESENC's result is sometimes wrong, in different bits.
        TestEngines.RequireAesni();
        BlockUnit unit = Evidence.Unit();
        byte[] input = Evidence.Block(unit.PlaintextSpan, 9).ToArray();
        var engine = new ScriptedEngine((call, _, _, _, output) =>
        {
            if (call % 60 == 0)
            {
                StateChange.Apply(unit.Key, true, input, 4, state => state[7] ^= (byte)(1 << (call / 60))).CopyTo(output);
            }
        });
        Finding finding = Judge(engine, unit, Evidence.Of(unit, 9, true, StateChange.Apply(unit.Key, true, input, 4, state => state[7] ^= 0x80)));

        Assert.Equal(Verdict.CpuSporadic, finding.Verdict);
        Assert.Equal(new Replay(256, 4, 0), finding.Replay);
        Says(finding, "most went wrong in the same place");
    }

    [Fact]
    public void AComparisonThatWasWrongOverRightBlocksIsRegisterState()
    {
        BlockUnit unit = Evidence.Unit();
        BlockMiscompare miscompare = Evidence.Of(unit, 9, true, Evidence.Block(unit.CiphertextSpan, 9)) with { Kind = MiscompareKind.Accumulator };
        Finding finding = Judge(ScriptedEngine.Right, unit, miscompare);

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Null(finding.Syndrome);
        Says(finding, "a register used in the comparison changed");
    }

    [Fact]
    public void AWrongComparisonOnACpuThatIsWrongAgainIsTheCpu()
    {
        BlockUnit unit = Evidence.Unit();
        BlockMiscompare miscompare = Evidence.Of(unit, 9, true, Evidence.Block(unit.CiphertextSpan, 9)) with { Kind = MiscompareKind.Accumulator };
        var engine = new ScriptedEngine((_, _, _, _, output) => output[0] ^= 1);
        Assert.Equal(Verdict.CpuSporadic, Judge(engine, unit, miscompare, ScriptedInstructions.Wrong).Verdict);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ABitThatFlippedInTheRegisterIsNamedWithItsRound(AesKeySize keySize, bool encrypt)
    {
        TestEngines.RequireAesni();
        BlockUnit unit = Evidence.Unit(keySize);
        ReadOnlySpan<byte> input = Evidence.Block(encrypt ? unit.PlaintextSpan : unit.CiphertextSpan, 1023);
        for (int round = 0; round <= keySize.RoundCount; round++)
        {
            byte[] actual = StateChange.Apply(unit.Key, encrypt, input, round, state => state[7] ^= 0x04);
            Finding finding = Judge(ScriptedEngine.Right, unit, Evidence.Of(unit, 1023, encrypt, actual));

            Assert.Equal(Verdict.RegisterState, finding.Verdict);
            Assert.Equal((round, 1), (finding.Syndrome!.ClosestRound, finding.Syndrome.ClosestDistance));
            Says(finding, $"After round {round} the state differs from the correct one only in bit 2 of byte 7,");
        }
    }

    [Fact]
    public void ManyBitsThatFlippedAreCounted()
    {
        TestEngines.RequireAesni();
        BlockUnit unit = Evidence.Unit();
        byte[] actual = StateChange.Apply(unit.Key, true, Evidence.Block(unit.PlaintextSpan, 0), 4, state =>
        {
            // A bit in each column and one more: one round on or back they are many.
            foreach (int index in (int[])[0, 1, 4, 8, 12])
            {
                state[index] ^= 0x40;
            }
        });
        Finding finding = Judge(ScriptedEngine.Right, unit, Evidence.Of(unit, 0, true, actual));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, "After round 4 the state differs from the correct one only in 5 bits,");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ARegisterThatWasLostIsNamedWithItsRound(AesKeySize keySize, bool encrypt)
    {
        TestEngines.RequireAesni();
        BlockUnit unit = Evidence.Unit(keySize);
        ReadOnlySpan<byte> input = Evidence.Block(encrypt ? unit.PlaintextSpan : unit.CiphertextSpan, 3);
        for (int round = 0; round <= keySize.RoundCount; round++)
        {
            byte[] actual = StateChange.Apply(unit.Key, encrypt, input, round, Array.Clear);
            Finding finding = Judge(ScriptedEngine.Right, unit, Evidence.Of(unit, 3, encrypt, actual));

            Assert.Equal(Verdict.RegisterState, finding.Verdict);
            Says(finding, $"The state was all zero after round {round}:");
        }
    }

    [Fact]
    public void AnotherBlocksCiphertextIsALeak()
    {
        BlockUnit unit = Evidence.Unit();
        Finding finding = Judge(ScriptedEngine.Right, unit, Evidence.Of(unit, 9, true, Evidence.Block(unit.CiphertextSpan, 700)));
        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, "the ciphertext of block 700 of the same unit");
    }

    [Fact]
    public void ThePlaintextInPlaceOfTheCiphertextIsALeak()
    {
        BlockUnit unit = Evidence.Unit();
        Finding finding = Judge(ScriptedEngine.Right, unit, Evidence.Of(unit, 9, true, Evidence.Block(unit.PlaintextSpan, 9)));
        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, "the plaintext of block 9 of the same unit");
    }

    [Fact]
    public void ACpuThatDecryptsWhereItShouldEncryptIsCalledSelfInverting()
    {
        BlockUnit unit = Evidence.Unit();
        byte[] actual = new byte[16];
        AesEngines.Software.CreateCipher(unit.Key).Decrypt(Evidence.Block(unit.PlaintextSpan, 9), actual);
        var engine = new ScriptedEngine((_, _, key, input, output) => AesEngines.Software.CreateCipher(key).Decrypt(input, output));
        Finding finding = Judge(engine, unit, Evidence.Of(unit, 9, true, actual), ScriptedInstructions.Wrong);

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Says(finding, "self-inverting");
    }

    [Fact]
    public void WhatFitsNothingIsUnexplainedAndSaysWhatWasTried()
    {
        BlockUnit unit = Evidence.Unit();
        Finding finding = Judge(ScriptedEngine.Right, unit, Evidence.Of(unit, 9, true, Evidence.Unrelated()));

        Assert.Equal(Verdict.Unexplained, finding.Verdict);
        Assert.Equal(new Replay(256, 0, 0), finding.Replay);
        Says(finding, "far from the correct one at every round");
        Assert.DoesNotContain(finding.Explanation, sentence => sentence.Contains("self-inverting", StringComparison.Ordinal));
    }

    [Fact]
    public void AFindingCarriesItsEvidence()
    {
        BlockUnit unit = Evidence.Unit();
        BlockMiscompare miscompare = Evidence.Of(unit, 9, true, Evidence.Unrelated());
        Finding finding = Judge(ScriptedEngine.Right, unit, miscompare);

        Assert.Same(miscompare, finding.Evidence);
        Assert.Equal((miscompare.Time, miscompare.Probe, (int?)null), (finding.Time, finding.Probe, finding.Cpu));
    }

    [Fact]
    public void OneArbiterJudgesManyUnits()
    {
        var arbiter = new Arbiter(new DevicesUnderTest { Aesni = ScriptedEngine.Right });
        foreach (AesKeySize keySize in (AesKeySize[])[AesKeySize.Aes256, AesKeySize.Aes128, AesKeySize.Aes192])
        {
            BlockUnit unit = Evidence.Unit(keySize);
            Finding finding = arbiter.Judge(Evidence.Of(unit, 5, false, Evidence.Flipped(unit, 5, false, 2, 8)), unit, out bool damaged);
            Assert.False(damaged);
            Assert.Equal((Verdict.RegisterState, keySize.RoundCount), (finding.Verdict, finding.Syndrome!.ClosestRound));
        }
    }

    private static Finding Judge(AesEngine engine, BlockUnit unit, Miscompare miscompare, SingleInstructions? instructions = null)
    {
        Finding finding = new Arbiter(new DevicesUnderTest { Aesni = engine, Instructions = instructions ?? new CpuInstructions() }).Judge(miscompare, unit, out bool unitDamaged);
        Assert.False(unitDamaged);
        return finding;
    }

    private static void Says(Finding finding, string words) =>
        Assert.Contains(finding.Explanation, sentence => sentence.Contains(words, StringComparison.Ordinal));
}
