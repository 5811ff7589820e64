using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace AesniCheck.Benchmarks.Fate;

public sealed class FateTrackerTests
{
    private static readonly RegisterPart Xmm9 = new(IsMask: false, Register: 9, Bit: 3);

    [Fact]
    public void ABitThatIsOverwrittenFirstIsWithoutEffect()
    {
        RegisterFate fate = Follow(code =>
        {
            code.vpaddd(xmm1, xmm2, xmm3);
            code.vpxor(xmm9, xmm9, xmm9);
            code.movups(__[rsp], xmm9);
        });

        Assert.Equal((FateKind.Overwritten, "vpxor xmm9,xmm9,xmm9", 1), (fate.Kind, fate.Instruction, fate.Steps));
        Assert.True(fate.IsWithoutEffect);
    }

    [Fact]
    public void ABitThatIsReadHasAnEffect()
    {
        RegisterFate fate = Follow(code =>
        {
            code.nop();
            code.aesenc(xmm1, xmm9);
        });

        Assert.Equal((FateKind.Read, Code.Begin + 1, "aesenc xmm1,xmm9"), (fate.Kind, fate.Address, fate.Instruction));
        Assert.False(fate.IsWithoutEffect);
    }

    [Fact]
    public void ASystemCallIsReachedButNotMade()
    {
        Assert.Equal(FateKind.SystemCall, Follow(code => code.syscall()).Kind);
        Assert.Equal(FateKind.SignalReturn, Follow(code =>
        {
            // As C libraries write it: MOV RAX with 32 bits.
            code.db(0x48, 0xc7, 0xc0, 15, 0, 0, 0);
            code.syscall();
        }).Kind);
    }

    [Fact]
    public void WhatCannotBeFollowedIsUndecided()
    {
        Assert.Equal(FateKind.Undecided, Follow(code => code.nop()).Kind);
        Assert.Equal(FateKind.Undecided, Follow(code => code.nop(), canStep: false).Kind);
        RegisterFate fate = Follow(code =>
        {
            for (int i = 0; i < 50; i++)
            {
                code.nop();
            }
        });
        Assert.Equal((FateKind.Undecided, 20), (fate.Kind, fate.Steps));
        Assert.False(fate.IsWithoutEffect);
    }

    private static RegisterFate Follow(Action<Assembler> write, bool canStep = true)
    {
        var code = Code.Of(write);
        var tracker = new FateTracker(code.Read, new RegisterUses(), TimeProvider.System) { MaximumSteps = 20, MaximumTime = TimeSpan.MaxValue };
        return tracker.Follow(new StraightThread(code, canStep), Xmm9);
    }

    /// <summary>Takes one instruction after the other.</summary>
    private sealed class StraightThread(Code code, bool canStep) : ISteppedThread
    {
        public ulong InstructionPointer { get; private set; } = Code.Begin;

        public bool TryStep()
        {
            byte[] bytes = new byte[15];
            _ = code.Read(InstructionPointer, bytes);
            InstructionPointer = Decoder.Create(64, bytes, InstructionPointer).Decode().NextIP;
            return canStep;
        }
    }
}
