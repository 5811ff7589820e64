using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Basics;

public sealed class MemoryAmountTests
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData("4K", 4096)]
    [InlineData("64K", 65_536)]
    [InlineData("64k", 65_536)]
    [InlineData("5K", 4096)]
    [InlineData("512M", 512 * MiB)]
    [InlineData("8G", 8 * GiB)]
    [InlineData("1.5G", 1536 * MiB)]
    [InlineData(".5g", 512 * MiB)]
    [InlineData("007M", 7 * MiB)]
    [InlineData("2T", 2048 * GiB)]
    [InlineData("1024T", 1024 * 1024 * GiB)]
    [InlineData("1.3G", 1_395_863_552)]
    public void SizesAreWhateverIsAvailable(string text, long bytes)
    {
        Assert.Equal(bytes, MemoryAmount.Parse(text).In(null));
        Assert.Equal(bytes, MemoryAmount.Parse(text).In(0));
        Assert.Equal(bytes, MemoryAmount.Parse(text).In(long.MaxValue));
    }

    [Theory]
    [InlineData("1%", 40 * 4096)]
    [InlineData("50%", 8 * MiB)]
    [InlineData("62.5%", 10 * MiB)]
    [InlineData("95%", 3891 * 4096)]
    public void SharesAreOfWhatIsAvailableInWholePages(string text, long bytes)
    {
        Assert.Equal(bytes, MemoryAmount.Parse(text).In((16 * MiB) + 1000));
        Assert.Equal(0, MemoryAmount.Parse(text).In(0));
        Assert.Null(MemoryAmount.Parse(text).In(null));
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData("512", "'512' has no unit; write it like 80%, 512M or 8G")]
    [InlineData("200%", "'200%' is not a share between 1% and 95%; write it like 80%, 512M or 8G")]
    [InlineData("95.1%", "not a share")]
    [InlineData("0.9%", "not a share")]
    [InlineData("0%", "not a share")]
    [InlineData("0M", "less than a page")]
    [InlineData("3.9K", "less than a page")]
    [InlineData("1025T", "more than any machine has")]
    [InlineData("512MB", "unknown unit 'MB'")]
    [InlineData("512MiB", "unknown unit 'MiB'")]
    [InlineData("512B", "unknown unit 'B'")]
    [InlineData("8 G", "unknown unit ' G'")]
    [InlineData("8G ", "unknown unit 'G '")]
    [InlineData("80 %", "unknown unit ' %'")]
    [InlineData("5.G", "unknown unit '.G'")]
    [InlineData("1,5G", "not an amount")]
    [InlineData("-1G", "not an amount")]
    [InlineData("+1G", "not an amount")]
    [InlineData(" 8G", "not an amount")]
    [InlineData("1e3M", "not an amount")]
    [InlineData("0x1G", "not an amount")]
    [InlineData("1.2.3G", "not an amount")]
    [InlineData("8G4M", "not an amount")]
    [InlineData("G", "not an amount")]
    [InlineData("%", "not an amount")]
    [InlineData("all", "not an amount")]
    [InlineData("\u0663G", "not an amount")]
    public void WhatIsNoAmountIsRefusedWithTheReason(string text, string reason) => Assert.Contains(reason, MessageFor(text), StringComparison.Ordinal);

    [Fact]
    public void ANumberThatNothingCanHoldIsTooMuch()
    {
        Assert.Contains("more than any machine", MessageFor(new string('9', 400) + "G"), StringComparison.Ordinal);
        Assert.Contains("not a share", MessageFor(new string('9', 400) + "%"), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAWordItIsATenthAndNeverMuch()
    {
        Assert.Equal(256 * MiB, MemoryAmount.Default.In(64 * GiB));
        Assert.Equal(40 * MiB, MemoryAmount.Default.In(400 * MiB));
        Assert.Null(MemoryAmount.Default.In(null));
        Assert.Null(MemoryAmount.Default.WhyTooMuch(1));
        Assert.Equal("10%", MemoryAmount.Default.ToString());
    }

    [Fact]
    public void MoreThanThereCanBeIsToldOf()
    {
        MemoryAmount amount = MemoryAmount.Parse("64G");

        Assert.Equal("64G exceeds the limit of this machine or its cgroup, 23.5 GiB", amount.WhyTooMuch((23 * GiB) + (GiB / 2) + 1));
        Assert.Equal("64G exceeds the limit of this machine or its cgroup, 63.9 GiB", amount.WhyTooMuch((64 * GiB) - 1));
        Assert.Equal("64G exceeds the limit of this machine or its cgroup, 512 MiB", amount.WhyTooMuch(512 * MiB));
        Assert.Null(amount.WhyTooMuch(64 * GiB));
        Assert.Null(amount.WhyTooMuch(null));
        Assert.Null(MemoryAmount.Parse("95%").WhyTooMuch(1));
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        Gen<string> sizes = from number in Gen.Choose(4, 1_000_000) from unit in Gen.Elements("K", "M", "G") select $"{number}{unit}";
        Gen<string> shares = from thousandths in Gen.Choose(1000, 95_000) select (thousandths / 1000.0).ToString(CultureInfo.InvariantCulture) + "%";
        Prop.ForAll(
            Gen.OneOf(sizes, shares).ToArbitrary(),
            text => MemoryAmount.Parse(text) == MemoryAmount.Parse(MemoryAmount.Parse(text).ToString())).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void NothingElseThanAFormatExceptionIsThrown() =>
        Prop.ForAll(
            Gen.ArrayOf(Gen.Elements("0159.%KMGTkgB -+e,\u0663\0x".ToCharArray())).ToArbitrary(),
            characters => IsReadOrRefused(new string(characters))).QuickCheckThrowOnFailure();

    [Fact]
    public void TheCultureDoesNotMatter()
    {
        Assert.All(Cultures.InEach(() => MemoryAmount.Parse("1.5G").In(null)), bytes => Assert.Equal(1536 * MiB, bytes));
        Assert.All(Cultures.InEach(() => MemoryAmount.Parse("12.5%").ToString()), text => Assert.Equal("12.5%", text));
        Assert.All(Cultures.InEach(() => MemoryAmount.Parse("2T").WhyTooMuch(3 * GiB / 2)), text => Assert.EndsWith(" 1.5 GiB", text, StringComparison.Ordinal));
    }

    private static string MessageFor(string text) => Assert.Throws<FormatException>(() => MemoryAmount.Parse(text)).Message;

    private static bool IsReadOrRefused(string text)
    {
        try
        {
            return MemoryAmount.Parse(text).In(GiB) >= 4096;
        }
        catch (FormatException exception)
        {
            return exception.Message.Length > 0;
        }
    }
}
