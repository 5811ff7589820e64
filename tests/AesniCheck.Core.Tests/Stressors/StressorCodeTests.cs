using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>Stressors with an event that no kernel counts execute what they claim to.</summary>
public sealed class StressorCodeTests
{
    [Fact]
    public void EachStepOfExitCallsWhatExecutesCpuId()
    {
        JitListing step = Assert.Single(JitListing.Of(typeof(ExitStressorTests), "*ExitStressor:Step"));
        Assert.Contains(step.Instructions, line => line.StartsWith("call [System.Runtime.Intrinsics.X86.X86Base:CpuId(", StringComparison.Ordinal));
    }

    [Fact]
    public void EachBurstOfVectorMultipliesInTwelveRegistersOfItsWidthAndClearsTheUpperHalvesBehind()
    {
        Assert.SkipUnless(Fma.IsSupported, "This CPU or runtime has no FMA.");
        IReadOnlyList<JitListing> bursts = JitListing.Of(typeof(VectorStressorTests), "*VectorBurst:Run");
        string[] widths = Avx512F.IsSupported ? ["WideBurst zmm", "MiddleBurst ymm", "NarrowBurst xmm"] : ["MiddleBurst ymm", "NarrowBurst xmm"];
        foreach (string[] width in widths.Select(text => text.Split(' ')))
        {
            JitListing burst = Assert.Single(bursts, code => code.Method.Contains(width[0], StringComparison.Ordinal));
            IReadOnlyList<string> loop = burst.InnerLoop();
            Assert.Equal(VectorBurst.Registers, loop.Count(line => Regex.IsMatch(line, $@"^vfnmadd\w+ {width[1]}\d+")));
            Assert.Equal(VectorBurst.Registers, loop.Count(line => Regex.IsMatch(line, $@"^vmulpd {width[1]}\d+")));
            Assert.DoesNotContain(loop, line => line.Contains('['));
            Assert.Equal(width[1] != "xmm", burst.Instructions.Contains("vzeroupper"));
        }
    }

    [Fact]
    public void AllRegistersHoldAMarkInTheLoopOfSwitchAndNothingTakesTheirPlaceUntilTheCpuIsGivenAway()
    {
        string loopClass = MarkedRegisters.Count == 32 ? "ThirtyTwoMarks" : "SixteenMarks";
        IReadOnlyList<JitListing> listings = JitListing.Of(typeof(SwitchStressorTests), $"*{loopClass}:HandOver *EventCounter:HandOver");
        JitListing marks = Assert.Single(listings, code => code.Method.Contains(loopClass, StringComparison.Ordinal));
        JitListing handOver = Assert.Single(listings, code => code.Method.Contains("EventCounter:HandOver", StringComparison.Ordinal));

        string width = MarkedRegisters.Lanes switch { 8 => "zmm", 4 => "ymm", _ => "xmm" };
        IReadOnlyList<string> loop = marks.InnerLoop();
        Assert.Equal(Enumerable.Range(0, MarkedRegisters.Count).Select(i => $"{width}{i}").ToHashSet(), JitListing.Registers(loop));
        Assert.DoesNotContain(loop, line => line.Contains('[') || line.Contains("mov", StringComparison.Ordinal));
        Assert.Contains("pause", marks.Instructions);

        // After the loop they are only stored; and the code of the system calls names no register.
        string[] behind = [.. marks.Instructions.SkipWhile(line => line != "pause").TakeWhile(line => !line.StartsWith("call", StringComparison.Ordinal))];
        Assert.Equal(MarkedRegisters.Count, behind.Count(line => Regex.IsMatch(line, $@"^v?mov\w+ {width}word ptr \[.*\], {width}\d+$")));
        Assert.Equal(MarkedRegisters.Count, behind.Count(line => line.Contains("mm", StringComparison.Ordinal)));
        Assert.DoesNotContain("vzeroupper", behind);
        Assert.Empty(JitListing.Registers(handOver.Instructions));
    }
}
