using AesniCheck.Probes;
using AesniCheck.Probes.Message;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Reports.Text;

/// <summary>The evidence of each kind of miscompare as people see it.</summary>
public sealed class MiscompareTextTests
{
    private const int MaximumColumns = 100;

    [Fact]
    public void AGuardIsShownWithItsRegister() => AssertShown(MiscompareSamples.Guard, """
          guard 14, in an idle register during unit 0xfedcba9876543210
          thread 4711 (worker 1), CPU 3 before, CPU 2 after; 3 involuntary and 1 voluntary switches
            expected  101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f
                      303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f
            actual    505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f
                      707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f
        """);

    [Fact]
    public void ChainsAreShownWithTheFirstThatIsWrong() => AssertShown(MiscompareSamples.Chain, """
          chains 1,13 of unit 0xfedcba9876543210, 10,000 steps of AESENCLAST, AESDECLAST
          thread 4711 (worker 1), CPU 3 before, CPU 2 after; 3 involuntary and 1 voluntary switches
            keys      101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f
            start     101112131415161718191a1b1c1d1e1f
            expected  1112131415161718191a1b1c1d1e1f20
            actual    12131415161718191a1b1c1d1e1f2021
        """);

    [Fact]
    public void AScheduleIsShownWithTheFirstRoundKeyThatIsWrong() => AssertShown(MiscompareSamples.Schedule, """
          key 63 of unit 0xfedcba9876543210, round keys of AES-256 for decryption
          thread 4711 (worker 1), CPU 3 before, CPU 2 after; 3 involuntary and 1 voluntary switches
            key       101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f
            expected  202122232425262728292a2b2c2d2e2f
            actual    2122232425262728292a2b2c2d2e2f30
        """);

    [Fact]
    public void AMessageIsShownWithTheFirstBlockThatIsWrongAndTheNext() => AssertShown(MiscompareSamples.Message, """
          message 7 of unit 0xfedcba9876543210, in place, alignment 63, 5 bytes of associated data
          thread 4711 (worker 1), CPU 3 before, CPU 2 after; 3 involuntary and 1 voluntary switches
            key       101112131415161718191a1b1c1d1e1f2021222324252627
            iv        303132333435363738393a3b
            expected  202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f
            actual    2021222324252627d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7
            tag       a0a1a2a3a4a5a6a7a8a9aaabacadaeaf
            actual    b0b1b2b3b4b5b6b7b8b9babbbcbdbebf
        """);

    [Fact]
    public void AMessageWithoutIvAndTagIsShownWithoutThem()
    {
        string[] lines = [.. MiscompareText.Lines(MiscompareSamples.Message with { Iv = [], ExpectedTag = [], ActualTag = [] })];
        Assert.DoesNotContain(lines, line => line.Contains("iv", StringComparison.Ordinal) || line.Contains("tag", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MessageFault.Tag)]
    [InlineData(MessageFault.RightTagRefused)]
    [InlineData(MessageFault.WrongTagAccepted)]
    [InlineData(MessageFault.Overrun)]
    [InlineData(MessageFault.Refused)]
    public void AMessageWhoseOutputIsNotInQuestionIsShownWithoutIt(MessageFault fault) => Assert.DoesNotContain(
        MiscompareText.Lines(MiscompareSamples.Message with { Fault = fault, Actual = [] }), line => line.Contains("expected", StringComparison.Ordinal));

    [Fact]
    public void NoLineIsLongerThanAHundredColumns()
    {
        Miscompare[] longest =
        [
            .. MiscompareSamples.All,
            MiscompareSamples.Chain with { WrongChains = [.. Enumerable.Range(0, 14)] },
            MiscompareSamples.Chain with { WrongChains = [0, 2, 4, 6, 8, 10, 12], Step = ChainStep.InverseMixColumns },
            MiscompareSamples.Schedule with { WrongRounds = [] },
            MiscompareSamples.Message with { Key = Samples.Bytes(0, 64), Iv = Samples.Bytes(0, 60), AssociatedData = new byte[512], InPlace = false },
        ];
        Assert.All(longest, miscompare => Assert.All(MiscompareText.Lines(miscompare), line => Assert.InRange(line.Length, 1, MaximumColumns)));
    }

    [Fact]
    public void EveryCultureGivesTheSameText() => Assert.All(
        MiscompareSamples.All, miscompare => Assert.Single(Cultures.InEach(() => string.Join('\n', MiscompareText.Lines(miscompare))).Distinct()));

    private static void AssertShown(Miscompare miscompare, string expected) => Assert.Equal(expected, string.Join('\n', MiscompareText.Lines(miscompare)));
}
