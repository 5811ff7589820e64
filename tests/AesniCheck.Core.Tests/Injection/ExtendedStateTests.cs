using System.Buffers.Binary;
using Xunit;

namespace AesniCheck.Injection;

public sealed class ExtendedStateTests
{
    [Theory]
    [InlineData("xmm", 160, 160)]
    [InlineData("ymm-upper", 576, 576)]
    [InlineData("opmask", 832, 1088)]
    [InlineData("zmm-upper", 896, 1152)]
    [InlineData("zmm16-31", 1408, 1664)]
    public void AreasAreWhereTheCpuSays(string area, int onZen5, int onSkylake)
    {
        Assert.Equal(onZen5, SavedLayouts.Zen5.OffsetOf(RegisterAreas.ByName(area)));
        Assert.Equal(onSkylake, SavedLayouts.SkylakeServer.OffsetOf(RegisterAreas.ByName(area)));
    }

    [Fact]
    public void ACpuWithoutAvx512HasTwoAreas() =>
        Assert.Equal([RegisterArea.Xmm, RegisterArea.YmmUpper], RegisterAreas.All.Where(SavedLayouts.AvxOnly.Has));

    [Fact]
    public void ACpuWithoutXsaveHasNone() => Assert.DoesNotContain(RegisterAreas.All, SavedLayouts.Make(0).Has);

    [Fact]
    public void AnAreaOfAnotherLengthThanItsRegistersIsNotTouched() =>
        Assert.False(SavedLayouts.Make(0xe7, (2, 0x80, 0x240)).Has(RegisterArea.YmmUpper));

    [Fact]
    public void AnAreaInsideTheHeaderIsNotTouched() =>
        Assert.False(SavedLayouts.Make(0xe7, (2, 0x100, 0x200)).Has(RegisterArea.YmmUpper));

    [Fact]
    public void AnAreaThatTheKernelHasNotSwitchedOnIsNotThere()
    {
        var state = new ExtendedState(Image(2432, enabled: 0x7), SavedLayouts.Zen5);
        Assert.True(state.Has(RegisterArea.YmmUpper));
        Assert.False(state.Has(RegisterArea.ZmmUpper));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(832)]
    [InlineData(2431)]
    public void AnAreaThatIsCutOffIsNotThere(int length) =>
        Assert.False(new ExtendedState(Image(2432, enabled: 0xe7).AsSpan(0, length), SavedLayouts.Zen5).Has(RegisterArea.Zmm16To31));

    [Fact]
    public void RegistersAreByTheNumbersOfInstructions()
    {
        byte[] image = Image(2432, enabled: 0xe7);
        image[160 + (3 * 16)] = 1;
        image[576 + (15 * 16) + 15] = 2;
        image[896 + 32] = 3;
        image[1408 + (15 * 64)] = 4;
        image[832 + (7 * 8)] = 5;
        var state = new ExtendedState(image, SavedLayouts.Zen5);

        Assert.Equal(1, state.Register(RegisterArea.Xmm, 3)[0]);
        Assert.Equal(2, state.Register(RegisterArea.YmmUpper, 15)[15]);
        Assert.Equal(3, state.Register(RegisterArea.ZmmUpper, 1)[0]);
        Assert.Equal(4, state.Register(RegisterArea.Zmm16To31, 31)[0]);
        Assert.Equal(5, state.Register(RegisterArea.Opmask, 7)[0]);
    }

    [Fact]
    public void AStateThatHoldsNothingIsTheInitialOne()
    {
        byte[] image = Image(2432, enabled: 0xe7);
        image[0] = 0x7f;
        image[24] = 0x80;
        Assert.True(new ExtendedState(image, SavedLayouts.Zen5).IsInitial);
        foreach (RegisterArea area in RegisterAreas.All)
        {
            byte[] used = [.. image];
            used[SavedLayouts.Zen5.OffsetOf(area) + area.ByteCount - 1] = 1;
            Assert.False(new ExtendedState(used, SavedLayouts.Zen5).IsInitial);
        }
    }

    [Fact]
    public void AreasDoNotOverlap()
    {
        Assert.All(RegisterAreas.All, area => Assert.Equal(area, RegisterAreas.ByName(area.Name)));
        foreach (ExtendedStateLayout layout in (ExtendedStateLayout[])[SavedLayouts.Zen5, SavedLayouts.SkylakeServer])
        {
            RegisterArea[] sorted = [.. RegisterAreas.All.OrderBy(layout.OffsetOf)];
            Assert.All(sorted.Zip(sorted.Skip(1)), pair => Assert.True(layout.OffsetOf(pair.First) + pair.First.ByteCount <= layout.OffsetOf(pair.Second)));
        }
    }

    /// <summary>An image with XCR0 as the kernel writes it, and nothing in use.</summary>
    internal static byte[] Image(int length, ulong enabled)
    {
        byte[] image = new byte[length];
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(464), enabled);
        return image;
    }
}
