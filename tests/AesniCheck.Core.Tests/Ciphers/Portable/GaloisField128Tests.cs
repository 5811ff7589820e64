using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers.Portable;

public sealed class GaloisField128Tests
{
    internal static readonly Arbitrary<GaloisField128> Any =
        ArbMap.Default.GeneratorFor<ulong>().Two().Select(pair => new GaloisField128(pair.Item1, pair.Item2)).ToArbitrary();

    [Fact]
    public void TheExampleOfTestCase2ComesOut() =>
        // McGrew and Viega, appendix B, test case 2: C1 times H is X1.
        Assert.Equal(
            Element("5e2ec746917062882c85b0685353deb7"),
            Element("0388dace60b6a392f328c2b971b2fe78").Multiply(Element("66e94bd4ef8a2c3b884cfa59ca342b2e")));

    [Fact]
    public void TheProductIsThatOfPolynomialsModuloTheStandardsOne() =>
        Prop.ForAll(Any, Any, (left, right) => left.Multiply(right) == Plain(left, right)).QuickCheckThrowOnFailure();

    [Fact]
    public void AnElementTimesItsInverseIsOne() =>
        Prop.ForAll(Any.Filter(element => element != default), element => element.Multiply(element.Inverse()) == GaloisField128.One)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void ZeroHasNoInverse() => Assert.Throws<DivideByZeroException>(() => default(GaloisField128).Inverse());

    [Fact]
    public void BytesComeBackAsTheyWere() =>
        Prop.ForAll(Any, element =>
        {
            byte[] bytes = new byte[16];
            element.CopyTo(bytes);
            return GaloisField128.FromBytes(bytes) == element;
        }).QuickCheckThrowOnFailure();

    private static GaloisField128 Element(string hex) => GaloisField128.FromBytes(Convert.FromHexString(hex));

    // With bit i for x^i: shift, add, and divide by x^128 + x^7 + x^2 + x + 1.
    private static GaloisField128 Plain(GaloisField128 left, GaloisField128 right)
    {
        BigInteger factor = Polynomial(right);
        BigInteger product = 0;
        for (BigInteger rest = Polynomial(left); rest != 0; rest >>= 1, factor <<= 1)
        {
            product ^= rest.IsEven ? 0 : factor;
        }

        for (int power = 255; power >= 128; power--)
        {
            product ^= (product >> power).IsEven ? 0 : ((BigInteger.One << 128) | 0x87) << (power - 128);
        }

        return new GaloisField128(Reverse((ulong)(product & ulong.MaxValue)), Reverse((ulong)(product >> 64)));
    }

    private static BigInteger Polynomial(GaloisField128 element) => ((BigInteger)Reverse(element.Low) << 64) | Reverse(element.High);

    private static ulong Reverse(ulong bits) =>
        Enumerable.Range(0, 64).Aggregate(0UL, (reversed, i) => reversed | (((bits >> i) & 1) << (63 - i)));
}
