using Xunit;

namespace AesniCheck.Basics;

public sealed class DurationsTests
{
    public static TheoryData<string, double> Good => new()
    {
        { "1ms", 1 },
        { "500ms", 500 },
        { "30s", 30_000 },
        { "0.001s", 1 },
        { ".5s", 500 },
        { "1.5m", 90_000 },
        { "1h30m", 5_400_000 },
        { "1h30m15s250ms", 5_415_250 },
        { "30m1h", 5_400_000 },
        { "7d", 604_800_000 },
        { "366d", 31_622_400_000 },
        { "0h1s", 1_000 },
        { "5 minutes", 300_000 },
        { "2min", 120_000 },
        { "90 s", 90_000 },
        { "1.5h", 5_400_000 },
        { "1 hour 30 min", 5_400_000 },
        { " 30s ", 30_000 },
        { "2days", 172_800_000 },
    };

    public static TheoryData<string, string> Bad => new()
    {
        { "", "missing" },
        { "30", "no unit" },
        { "1h30", "no unit" },
        { "0s", "is zero" },
        { "0.0004s", "is zero" },
        { "-5s", "not a duration" },
        { "+5s", "not a duration" },
        { "5x", "unknown unit 'x'" },
        { " ", "missing" },
        { "5 ", "no unit" },
        { "5 parsecs", "unknown unit 'parsecs'" },
        { "5S", "unknown unit 'S'" },
        { "abc", "not a duration" },
        { "s", "not a duration" },
        { ".s", "not a duration" },
        { "1.2.3s", "not a duration" },
        { "1e9d", "unknown unit 'e'" },
        { "400d", "longer than 366 days" },
        { "366d1ms", "longer than 366 days" },
        { new string('9', 400) + "d", "longer than 366 days" },
        { "1,5m", "no unit" },
        { "\u0663s", "not a duration" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void WhatPeopleWriteIsRead(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Durations.Parse(text));

    [Theory]
    [MemberData(nameof(Bad))]
    public void WhatIsNoLengthOfTimeIsRefusedWithTheReason(string text, string reason)
    {
        FormatException exception = Assert.Throws<FormatException>(() => Durations.Parse(text));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCultureDoesNotMatter()
    {
        Assert.All(Cultures.InEach(() => Durations.Parse("1.5m")), read => Assert.Equal(TimeSpan.FromSeconds(90), read));
        Assert.All(
            Cultures.InEach(() => Assert.Throws<FormatException>(() => Durations.Parse("1,5m")).Message),
            message => Assert.Contains("'1,5m'", message, StringComparison.Ordinal));
    }
}
