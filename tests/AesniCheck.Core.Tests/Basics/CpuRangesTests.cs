using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Basics;

public sealed class CpuRangesTests
{
    public static TheoryData<string, int[]> Good => new()
    {
        { "0", [0] },
        { "0,2-5", [0, 2, 3, 4, 5] },
        { "2-5,0", [0, 2, 3, 4, 5] },
        { "3-3", [3] },
        { "1,1,0-2", [0, 1, 2] },
        { "65535", [65_535] },
        { "007", [7] },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void SetsAreReadInOrderAndEachNumberOnce(string text, int[] cpus) => Assert.Equal(cpus, CpuRanges.Parse(text));

    [Theory]
    [InlineData("", "missing")]
    [InlineData("1,", "missing")]
    [InlineData(",1", "missing")]
    [InlineData("1,,2", "missing")]
    [InlineData("a", "'a' is not a CPU")]
    [InlineData("-1", "'-1' is not a CPU")]
    [InlineData("1-", "'1-' is not a CPU")]
    [InlineData("-", "'-' is not a CPU")]
    [InlineData("+1", "'+1' is not a CPU")]
    [InlineData("1.5", "'1.5' is not a CPU")]
    [InlineData("0x1", "'0x1' is not a CPU")]
    [InlineData("0, 1", "' 1' is not a CPU")]
    [InlineData("1;2", "'1;2' is not a CPU")]
    [InlineData("65536", "'65536' is not a CPU")]
    [InlineData("99999999999", "'99999999999' is not a CPU")]
    [InlineData("5-2", "'5-2' is not a range")]
    [InlineData("1-2-3", "'1-2-3' is not a range")]
    [InlineData("0,4-65536", "'4-65536' is not a CPU")]
    public void WhatIsNoSetIsRefusedWithThePlace(string text, string reason)
    {
        FormatException exception = Assert.Throws<FormatException>(() => CpuRanges.Parse(text));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("7", new[] { 7 })]
    [InlineData("0-1", new[] { 1, 0 })]
    [InlineData("0,2-5,9", new[] { 9, 2, 3, 4, 5, 0 })]
    public void SetsAreWrittenAsShortAsCanBe(string text, int[] cpus) => Assert.Equal(text, CpuRanges.Format(cpus));

    [Fact]
    public void WhatIsWrittenIsReadBack() =>
        Prop.ForAll(
            Gen.NonEmptyListOf(Gen.Choose(0, 40)).ToArbitrary(),
            cpus => CpuRanges.Parse(CpuRanges.Format(cpus.Distinct())).SequenceEqual(cpus.Distinct().Order())).QuickCheckThrowOnFailure();

    [Fact]
    public void TheCultureDoesNotMatter() =>
        Assert.All(Cultures.InEach(() => CpuRanges.Format(Enumerable.Range(990, 30))), text => Assert.Equal("990-1019", text));

    [Theory]
    [InlineData("0\n", 1)]
    [InlineData("0-111\n", 112)]
    [InlineData("0-3,8,10-11\n", 7)]
    [InlineData("0-3,2-5", 6)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("3-0", null)]
    [InlineData("0-", null)]
    [InlineData("0-2147483647", null)]
    public void CpusAreCounted(string? text, int? expected) => Assert.Equal(expected, CpuRanges.Count(text));

    [Property]
    public bool AnyTextIsACountOrNone(string? text) => CpuRanges.Count(text) is null or > 0;
}
