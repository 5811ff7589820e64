using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Ciphers.Portable;
using AesniCheck.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>Instructions executed one at a time: their expected results, and the conclusions from wrong ones.</summary>
public sealed class InstructionTrialTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    [Fact]
    public void TheInstructionsOfThisCpuAreWhatGeneralPurposeRegistersGive()
    {
        TestEngines.RequireAesni();
        var cpu = new CpuInstructions();
        Prop.ForAll(Numbers(6).ToArbitrary(), Gen.Choose(1, 10).ToArbitrary(), (numbers, round) =>
        {
            var trial = new InstructionTrial(cpu);
            AesState state = State(numbers[0], numbers[1]);
            foreach (AesInstruction instruction in Enum.GetValues<AesInstruction>())
            {
                trial.Try(instruction, state, State(numbers[2], numbers[3]));
            }

            trial.TryAssist((uint)numbers[4], round);
            Assert.Equal((6 * InstructionTrial.Repetitions, 0), (trial.Count, trial.Wrong));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void TheInstructionsOfGhashAreWhatGeneralPurposeRegistersGive(int bits)
    {
        var width = (PclmulWidth)bits;
        Assert.SkipUnless(width.IsSupported, "This CPU or runtime has no carry-less multiplication at that width.");
        var cpu = new CpuInstructions();
        int halves = 2 * width.BlockCount;
        Prop.ForAll(Numbers(3 * halves).ToArbitrary(), numbers =>
        {
            var trial = new InstructionTrial(cpu);
            foreach (GhashInstruction instruction in Enum.GetValues<GhashInstruction>())
            {
                trial.Try(instruction, width, [.. Enumerable.Range(0, instruction.OperandCount).Select(index => numbers[(index * halves)..((index + 1) * halves)])]);
            }

            Assert.Equal((8 * InstructionTrial.Repetitions, 0), (trial.Count, trial.Wrong));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void GhashInStepsIsGhash(int bits) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 700).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (seed, length, groups) =>
        {
            var random = new Random(seed);
            byte[] key = new byte[16];
            byte[] grouped = new byte[groups * AesniGcmLoop.GroupSize];
            byte[] data = new byte[length];
            random.NextBytes(key);
            random.NextBytes(grouped);
            random.NextBytes(data);
            var software = new SoftwareGhash();
            software.SetKey(key);
            software.Update(grouped);
            software.Update(data);
            software.UpdateLengths(3, length);
            byte[] expected = new byte[16];
            software.CopyTo(expected);

            var trial = new InstructionTrial(ScriptedInstructions.Right);
            var ghash = new GhashTrial(trial, (PclmulWidth)bits, key);
            ghash.UpdateGroups(grouped);
            ghash.Update(data);
            ghash.UpdateLengths(3, length);
            Assert.Equal(expected, ghash.Hash);
            Assert.True(trial.IsAllRight);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData(CipherMode.Gcm, CipherDirection.Encrypt, 256, "VPCLMULQDQ ymm,AESENC,AESENCLAST,AESKEYGENASSIST,VPSHUFB ymm")]
    [InlineData(CipherMode.Gcm, CipherDirection.Decrypt, 512, "VPCLMULQDQ zmm,VPTERNLOGQ zmm,AESENC,VPXOR zmm,VPSHUFD zmm")]
    [InlineData(CipherMode.Cbc, CipherDirection.Decrypt, 128, "AESDEC,AESDECLAST,AESIMC")]
    internal void WhatAMessageTakesIsTried(CipherMode mode, CipherDirection operation, int bits, string names)
    {
        TestEngines.RequireAesni();
        MessageUnit unit = MessageEvidence.Unit(mode);
        var device = ScriptedInstructions.Right;
        var trial = new InstructionTrial(device);
        MessageTrial.Try(
            trial,
            new TrialMessage(
                mode, operation, unit.Key.ToArray(), unit.Iv(3).ToArray(), unit.AssociatedData(3).ToArray(), unit.Plaintext(3).ToArray(), unit.Ciphertext(3).ToArray(), unit.Tag(3).Length),
            (PclmulWidth)bits);
        Assert.Subset(device.Names, names.Split(',').ToHashSet());
        Assert.True(trial.IsAllRight);
        Assert.Contains("were correct in all of", trial.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrongOnceIsNoWrongCpu()
    {
        InstructionTrial trial = Try(new ScriptedInstructions((_, count) => count == 2));
        Assert.Equal((false, false, 1), (trial.IsCpuWrong, trial.IsAllRight, trial.Wrong));
        Assert.Contains("none twice on the same operands", trial.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrongTwiceOnTheSameOperandsIsAWrongCpu()
    {
        InstructionTrial trial = Try(new ScriptedInstructions((name, count) => name == "AESENC" && count % 2 == 0));
        Assert.True(trial.IsCpuWrong);
        Assert.Contains("AESENC, executed by itself from memory to memory, was wrong 2 of 4 times", trial.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrongTwiceAndThenNeverAgainIsNoWrongCpu() =>
        Assert.False(Try(new ScriptedInstructions((_, count) => count <= 2)).IsCpuWrong);

    private static InstructionTrial Try(SingleInstructions device)
    {
        var trial = new InstructionTrial(device);
        trial.Try(AesInstruction.Encrypt, State(1, 2), State(3, 4));
        return trial;
    }

    private static AesState State(ulong low, ulong high) => new((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));

    private static Gen<ulong[]> Numbers(int count) => Gen.Choose(0, int.MaxValue).Select(seed =>
    {
        var random = new SplitMix64((ulong)seed);
        return Enumerable.Range(0, count).Select(_ => random.Next()).ToArray();
    });
}
