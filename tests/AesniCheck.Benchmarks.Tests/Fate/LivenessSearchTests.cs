using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace AesniCheck.Benchmarks.Fate;

public sealed class LivenessSearchTests
{
    private static readonly RegisterPart Xmm9 = new(IsMask: false, Register: 9, Bit: 3);
    private static readonly RegisterPart Xmm1 = new(IsMask: false, Register: 1, Bit: 3);

    [Fact]
    public void WhatEveryWayOverwritesIsDead() => Assert.True(Search(Xmm9, code =>
    {
        Label other = code.CreateLabel();
        code.je(other);
        code.vpxor(xmm9, xmm9, xmm9);
        code.movups(__[rsp], xmm9);
        code.ret();
        code.Label(ref other);
        code.movups(xmm9, __[rsp]);
        code.jmp(Code.Begin);
    }).IsDead);

    [Fact]
    public void WhatOneWayReadsIsNot()
    {
        Liveness found = Search(Xmm9, code =>
        {
            Label other = code.CreateLabel();
            code.jne(other);
            code.ret();
            code.Label(ref other);
            code.vpaddd(xmm1, xmm2, xmm9);
            code.ret();
        });

        Assert.False(found.IsDead);
        Assert.Equal(Code.Begin + 3, found.Address);
        Assert.Equal("vpaddd xmm1,xmm2,xmm9", found.Why);
    }

    [Fact]
    public void ALoopThatNeverReadsItEnds() => Assert.True(Search(Xmm9, code =>
    {
        Label loop = code.CreateLabel();
        code.Label(ref loop);
        code.vpaddd(xmm1, xmm1, xmm2);
        code.dec(ecx);
        code.jne(loop);
        code.ret();
    }).IsDead);

    [Fact]
    public void ACallKeepsIt()
    {
        Assert.True(Search(Xmm9, code =>
        {
            code.call(rax);
            code.ret();
        }).IsDead);
        Assert.False(Search(Xmm9, code =>
        {
            code.call(rax);
            code.movups(__[rsp], xmm9);
            code.ret();
        }).IsDead);
    }

    [Fact]
    public void AFunctionThatIsCalledMayTakeAnArgument()
    {
        Assert.False(Search(Xmm1, code => CallAndReturn(code, function => function.movups(__[rsp], xmm1))).IsDead);
        Assert.True(Search(Xmm1, code => CallAndReturn(code, function => function.movups(__[rsp], xmm2))).IsDead);
        Assert.True(Search(Xmm9, code => CallAndReturn(code, function => function.movups(__[rsp], xmm9))).IsDead);
        Assert.False(Search(Xmm1, code =>
        {
            code.call(rax);
            code.vzeroall();
            code.ret();
        }).IsDead);
    }

    [Fact]
    public void BehindASystemCallNothingIsHandedOn()
    {
        Assert.True(Search(Xmm1, code => CallAndReturn(code, function => function.movups(__[rsp], xmm1)), isInSystemCall: true).IsDead);
        Assert.False(Search(Xmm1, code => code.movups(__[rsp], xmm1), isInSystemCall: true).IsDead);
    }

    [Fact]
    public void AJumpThroughMemoryIsFollowed()
    {
        Assert.True(Search(Xmm9, code => JumpThroughMemory(code, function => function.vpxor(xmm9, xmm9, xmm9))).IsDead);
        Assert.False(Search(Xmm9, code => JumpThroughMemory(code, function => function.movups(__[rsp], xmm9))).IsDead);
    }

    [Fact]
    public void AResultMayBeGivenBack()
    {
        Assert.False(Search(Xmm1, code => code.ret()).IsDead);
        Assert.True(Search(Xmm1, code => code.ret(), isInSystemCall: true).IsDead);
        Assert.True(Search(Xmm1 with { Bit = 128 }, code => code.ret()).IsDead);
    }

    [Fact]
    public void WhereTheCodeGoesElsewhereNothingIsKnown()
    {
        Assert.False(Search(Xmm9, code => code.jmp(rax)).IsDead);
        Assert.False(Search(Xmm9, code => code.nop()).IsDead);
    }

    [Fact]
    public void AtTheEndOfASignalHandlerItIsReplaced() => Assert.True(Search(Xmm9, code =>
    {
        code.db(0x48, 0xc7, 0xc0, 15, 0, 0, 0);
        code.syscall();
        code.movups(__[rsp], xmm9);
    }).IsDead);

    private static void CallAndReturn(Assembler code, Action<Assembler> write)
    {
        Label function = code.CreateLabel();
        code.call(function);
        code.vzeroall();
        code.ret();
        code.Label(ref function);
        write(code);
        code.ret();
    }

    private static void JumpThroughMemory(Assembler code, Action<Assembler> write)
    {
        // Six bytes, then the address of the following instruction.
        Label pointer = code.CreateLabel();
        code.jmp(__qword_ptr[pointer]);
        code.Label(ref pointer);
        code.dq(Code.Begin + 6 + sizeof(ulong));
        write(code);
        code.ret();
    }

    private static Liveness Search(RegisterPart part, Action<Assembler> write, bool isInSystemCall = false) =>
        new LivenessSearch(Code.Of(write).Read, new RegisterUses()).Search(Code.Begin, part, isInSystemCall);
}
