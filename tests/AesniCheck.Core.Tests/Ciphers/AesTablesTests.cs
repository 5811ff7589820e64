using Xunit;

namespace AesniCheck.Ciphers;

public sealed class AesTablesTests
{
    [Fact]
    public void TheSboxIsAPermutationWithoutFixedPoints()
    {
        Assert.Equal(Enumerable.Range(0, 256), AesTables.Sbox.Select(value => (int)value).Order());
        Assert.All(Enumerable.Range(0, 256), x => Assert.NotEqual(x, AesTables.Sbox[x]));

        // Nor is any byte mapped to its complement, which the designers took care of too.
        Assert.All(Enumerable.Range(0, 256), x => Assert.NotEqual(x ^ 0xff, AesTables.Sbox[x]));
    }

    [Theory]
    [InlineData(0x00, 0x63)]
    [InlineData(0x01, 0x7c)]
    [InlineData(0x10, 0xca)]
    [InlineData(0x53, 0xed)] // the example of section 5.1.1
    [InlineData(0x9a, 0xb8)]
    [InlineData(0xff, 0x16)]
    public void TheSboxHasTheEntriesOfTable4(int x, int value)
    {
        Assert.Equal(value, AesTables.Sbox[x]);
        Assert.Equal(x, AesTables.InverseSbox[value]);
    }

    [Fact]
    public void TheInverseSboxUndoesTheSbox() =>
        Assert.All(Enumerable.Range(0, 256), x => Assert.Equal(x, AesTables.InverseSbox[AesTables.Sbox[x]]));

    [Theory]
    [InlineData(0x57, 0x83, 0xc1)]
    [InlineData(0x57, 0x13, 0xfe)]
    [InlineData(0x57, 0x02, 0xae)]
    public void MultiplicationMatchesTheExamplesOfSection4(byte left, byte right, byte product) =>
        Assert.Equal(product, AesTables.Multiply(left, right));

    [Fact]
    public void TheRoundConstantsAreThoseOfTable5() =>
        Assert.Equal("01020408102040801b36", Convert.ToHexStringLower(AesTables.RoundConstants));
}
