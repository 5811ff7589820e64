using AesniCheck.Injection;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace AesniCheck.Benchmarks.Fate;

public sealed class RegisterUseTests
{
    private static readonly RegisterUses Uses = new();

    [Fact]
    public void AnOperandThatIsComputedWithIsRead()
    {
        Assert.Equal(RegisterUse.Read, Of(code => code.vaesenc(xmm1, xmm2, xmm3), Vector(2, 127)));
        Assert.Equal(RegisterUse.Read, Of(code => code.aesenc(xmm1, xmm2), Vector(1, 0)));
        Assert.Equal(RegisterUse.Read, Of(code => code.movups(__[rsp], xmm1), Vector(1, 5)));
        Assert.Equal(RegisterUse.None, Of(code => code.vaesenc(xmm1, xmm2, xmm3), Vector(4, 0)));
    }

    [Fact]
    public void WhatIsAboveTheWidthOfAnOperandIsNotRead()
    {
        Assert.Equal(RegisterUse.None, Of(code => code.vaesenc(xmm1, xmm2, xmm3), Vector(2, 128)));
        Assert.Equal(RegisterUse.None, Of(code => code.vpxor(ymm1, ymm2, ymm3), Vector(2, 256)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vpxor(ymm1, ymm2, ymm3), Vector(2, 255)));
    }

    [Fact]
    public void AWriteOfNewerEncodingClearsTheRestOfTheRegister()
    {
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vmovups(xmm1, __[rsp]), Vector(1, 0)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vmovups(xmm1, __[rsp]), Vector(1, 511)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vpaddd(zmm17, zmm18, zmm19), Vector(17, 300)));
    }

    [Fact]
    public void AWriteOfLegacyEncodingLeavesTheRestOfTheRegister()
    {
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.movups(xmm1, __[rsp]), Vector(1, 127)));
        Assert.Equal(RegisterUse.None, Of(code => code.movups(xmm1, __[rsp]), Vector(1, 128)));
        Assert.Equal(RegisterUse.None, Of(code => code.pxor(xmm1, xmm1), Vector(1, 128)));
    }

    [Fact]
    public void ARegisterAgainstItselfIsNotRead()
    {
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vpxor(xmm1, xmm1, xmm1), Vector(1, 200)));
        Assert.Equal(RegisterUse.None, Of(code => code.vpxor(xmm1, xmm2, xmm2), Vector(2, 0)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.pcmpeqd(xmm1, xmm1), Vector(1, 0)));
        Assert.Equal(RegisterUse.None, Of(code => code.vpcmpeqd(ymm1, ymm2, ymm2), Vector(2, 0)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vpternlogd(zmm1, zmm1, zmm1, 0xff), Vector(1, 0)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.kxorq(k1, k1, k1), Mask(1, 63)));

        Assert.Equal(RegisterUse.Read, Of(code => code.vpxor(xmm1, xmm2, xmm3), Vector(2, 0)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vpcmpeqd(ymm1, ymm2, ymm3), Vector(2, 0)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vpternlogd(zmm1, zmm2, zmm3, 0xfe), Vector(1, 0)));
    }

    [Fact]
    public void AMaskedWriteThatMergesReadsWhatItMayKeep()
    {
        Assert.Equal(RegisterUse.Read, Of(code => code.vpaddq(zmm1.k2, zmm3, zmm4), Vector(1, 0)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vpaddq(zmm1.k2.z, zmm3, zmm4), Vector(1, 0)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vpaddq(zmm1.k2.z, zmm3, zmm4), Mask(2, 0)));
    }

    [Fact]
    public void AScalarOperandIsReadAtItsLowEndAlone()
    {
        Assert.Equal(RegisterUse.Read, Of(code => code.vmovq(rax, xmm1), Vector(1, 63)));
        Assert.Equal(RegisterUse.None, Of(code => code.vmovq(rax, xmm1), Vector(1, 64)));
        Assert.Equal(RegisterUse.None, Of(code => code.vmovd(eax, xmm1), Vector(1, 32)));
        Assert.Equal(RegisterUse.None, Of(code => code.movsd(__qword_ptr[rsp], xmm1), Vector(1, 64)));
        Assert.Equal(RegisterUse.None, Of(code => code.vaddsd(xmm1, xmm2, xmm3), Vector(3, 64)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vaddsd(xmm1, xmm2, xmm3), Vector(2, 64)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vaddsd(xmm1, xmm3, xmm3), Vector(3, 64)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vmovq(xmm1, xmm1), Vector(1, 64)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.movq(xmm1, xmm2), Vector(1, 127)));
    }

    [Fact]
    public void WhatIsReadElsewhereThanAtTheLowEndIsRead()
    {
        Assert.Equal(RegisterUse.Read, Of(code => code.movhps(__qword_ptr[rsp], xmm1), Vector(1, 127)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vpextrq(rax, xmm1, 1), Vector(1, 127)));
        Assert.Equal(RegisterUse.Read, Of(code => code.insertps(xmm1, xmm2, 0xc0), Vector(2, 127)));
        Assert.Equal(RegisterUse.Read, Of(code => code.blendvps(xmm1, xmm2), Vector(0, 127)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vextracti128(__xmmword_ptr[rsp], ymm2, 1), Vector(2, 255)));
        Assert.Equal(RegisterUse.Read, Of(code => code.vpgatherdd(xmm1, __[rax + xmm2], xmm3), Vector(2, 127)));
    }

    [Fact]
    public void TheUpperHalvesCanBeClearedAlone()
    {
        Assert.Equal(RegisterUse.None, Of(code => code.vzeroupper(), Vector(15, 127)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vzeroupper(), Vector(15, 128)));
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.vzeroall(), Vector(0, 127)));
        Assert.Equal(RegisterUse.None, Of(code => code.vzeroall(), Vector(16, 0)));
        Assert.Equal(RegisterUse.None, Of(code => code.vzeroupper(), Mask(1, 0)));
    }

    [Fact]
    public void ASaveOfAllRegistersReadsThem()
    {
        Assert.Equal(RegisterUse.Read, Of(code => code.xsavec(__[rsp]), Vector(31, 511)));
        Assert.Equal(RegisterUse.Read, Of(code => code.fxsave(__[rsp]), Vector(15, 127)));
        Assert.Equal(RegisterUse.None, Of(code => code.fxsave(__[rsp]), Vector(15, 128)));
        Assert.Equal(RegisterUse.None, Of(code => code.xrstor(__[rsp]), Vector(15, 128)));
    }

    [Fact]
    public void MaskInstructionsHaveWidths()
    {
        Assert.Equal(RegisterUse.Overwritten, Of(code => code.kmovw(k1, eax), Mask(1, 63)));
        Assert.Equal(RegisterUse.Read, Of(code => code.kortestw(k1, k2), Mask(2, 15)));
        Assert.Equal(RegisterUse.None, Of(code => code.kortestw(k1, k2), Mask(2, 16)));
        Assert.Equal(RegisterUse.Read, Of(code => code.kunpckwd(k1, k2, k3), Mask(3, 15)));
        Assert.Equal(RegisterUse.None, Of(code => code.kmovw(k1, eax), Vector(1, 0)));
    }

    [Fact]
    public void ABitOfAnAreaIsABitOfARegister()
    {
        Assert.Equal(Vector(3, 7), RegisterPart.Of(new RegisterChange(RegisterArea.Xmm, 3, 7, [], [])));
        Assert.Equal(Vector(3, 135), RegisterPart.Of(new RegisterChange(RegisterArea.YmmUpper, 3, 7, [], [])));
        Assert.Equal(Vector(3, 263), RegisterPart.Of(new RegisterChange(RegisterArea.ZmmUpper, 3, 7, [], [])));
        Assert.Equal(Vector(17, 7), RegisterPart.Of(new RegisterChange(RegisterArea.Zmm16To31, 17, 7, [], [])));
        Assert.Equal(Mask(3, 7), RegisterPart.Of(new RegisterChange(RegisterArea.Opmask, 3, 7, [], [])));
    }

    private static RegisterPart Vector(int register, int bit) => new(IsMask: false, register, bit);

    private static RegisterPart Mask(int register, int bit) => new(IsMask: true, register, bit);

    private static RegisterUse Of(Action<Assembler> write, RegisterPart part) => Uses.Of(Code.One(write), part);
}
