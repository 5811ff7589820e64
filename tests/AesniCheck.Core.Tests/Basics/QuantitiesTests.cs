using Xunit;

namespace AesniCheck.Basics;

public sealed class QuantitiesTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_000, "1,000")]
    [InlineData(999_999, "999,999")]
    [InlineData(1_000_000, "1.00e6")]
    [InlineData(210_000_000_000, "2.10e11")]
    [InlineData(long.MaxValue, "9.22e18")]
    public void CountsAreWholeUpToAMillion(long value, string text) => InEveryCulture(text, () => Quantities.Count(value));

    [Theory]
    [InlineData(1.43e-11, "1.43e-11")]
    [InlineData(1, "1.00e0")]
    [InlineData(9.999e20, "1.00e21")]
    public void SmallAndLargeValuesHaveThreeDigits(double value, string text) => InEveryCulture(text, () => Quantities.Scientific(value));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_500, "1.5 kB")]
    [InlineData(2e6, "2.0 MB")]
    [InlineData(3.24e9, "3.2 GB")]
    [InlineData(4e12, "4.0 TB")]
    [InlineData(5e15, "5.0 PB")]
    [InlineData(6e18, "6000.0 PB")]
    public void BytesGoByPowersOfAThousand(double value, string text) => InEveryCulture(text, () => Quantities.Bytes(value));

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(60, "1 min 00 s")]
    [InlineData(303, "5 min 03 s")]
    [InlineData(3_599.7, "1 h 00 min")]
    [InlineData(3_600, "1 h 00 min")]
    [InlineData(86_380, "1 d 00 h")]
    [InlineData(7_500, "2 h 05 min")]
    [InlineData(86_400, "1 d 00 h")]
    [InlineData(273_600, "3 d 04 h")]
    public void TimesHaveTheTwoUnitsThatMatter(double seconds, string text) => InEveryCulture(text, () => Quantities.Time(TimeSpan.FromSeconds(seconds)));

    private static void InEveryCulture(string text, Func<string> write) => Assert.All(Cultures.InEach(write), written => Assert.Equal(text, written));
}
