using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes.Chain;

public sealed unsafe class AesniChainPassTests
{
    private readonly AlignedMemory _ends = new(ChainUnit.StateBytes + 16);

    public AesniChainPassTests() => TestEngines.RequireAesni();

    public static TheoryData<ChainStep> Steps => [.. ChainSteps.All];

    [Theory]
    [MemberData(nameof(Steps))]
    public void TheEndsAreThoseOfTheUnitAndNothingBehindThemIsWritten(ChainStep step)
    {
        ChainUnit unit = ChainUnitTests.Made(99, step);
        _ends.Span.Fill(0xa5);
        new AesniChainPass().Run(step, unit.Keys, unit.Starts, _ends.Pointer, ChainUnit.StepCount);

        Assert.Equal(unit.ExpectedSpan.ToArray(), _ends.Span[..ChainUnit.StateBytes].ToArray());
        Assert.Equal(-1, _ends.Span[ChainUnit.StateBytes..].IndexOfAnyExcept((byte)0xa5));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void NoStepLeadsNowhere(ChainStep step)
    {
        ChainUnit unit = ChainUnitTests.Made(99, step);
        new AesniChainPass().Run(step, unit.Keys, unit.Starts, _ends.Pointer, steps: 0);
        Assert.Equal(unit.InitialSpan.ToArray(), _ends.Span[..ChainUnit.StateBytes].ToArray());
    }

    [Fact]
    public void PreparingTouchesNoMemoryButItsOwn() => new AesniChainPass().Prepare();
}
