using System.Collections.Immutable;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Portable;
using Xunit;

namespace AesniCheck.Vectors;

public sealed class KnownAnswerSuiteTests
{
    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void EveryPublishedVectorMatchesOnEveryEngine(string name)
    {
        ImmutableArray<KnownAnswerResult> results = KnownAnswerSuite.Run(EmbeddedVectors.ReadBlockVectors(), [new PortableModes(TestEngines.Require(name))]);
        Assert.Equal(32, results.Length);
        Assert.All(results, result => Assert.True(result.IsPassed, $"{result.FileName} on {result.Engine}: {result.Failures.Length} failures"));
        Assert.Equal(4312, results.Sum(result => result.VectorCount));
    }

    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void AMutatedVectorFailsOnEveryEngine(string name)
    {
        var engine = new PortableModes(TestEngines.Require(name));
        string text = RspTexts.Ecb.Replace("ba1418bec8", "ba0418bec8", StringComparison.Ordinal);
        KnownAnswerFailure encryption = Assert.Single(KnownAnswerSuite.Run(RspTexts.Read(text), engine).Failures);
        Assert.Equal((RspTexts.Name, 5, name, CipherDirection.Encrypt, 12), Place(encryption));
        Assert.Equal("0edd33d3c621e546455bd8ba0418bec8", Convert.ToHexStringLower(encryption.Expected));
        Assert.Equal("0edd33d3c621e546455bd8ba1418bec8", Convert.ToHexStringLower(encryption.Actual));

        // The last digit of the file is the last of a plaintext to decrypt to.
        text = RspTexts.Ecb.TrimEnd()[..^1] + "1";
        KnownAnswerFailure decryption = Assert.Single(KnownAnswerSuite.Run(RspTexts.Read(text), engine).Failures);
        Assert.Equal((RspTexts.Name, 12, name, CipherDirection.Decrypt, 15), Place(decryption));

        text = RspTexts.Cbc.Replace("2267422757289413", "2267422757289412", StringComparison.Ordinal);
        KnownAnswerFailure chained = Assert.Single(KnownAnswerSuite.Run(RspTexts.Read(text), engine).Failures);
        Assert.Equal((RspTexts.Name, 5, name, CipherDirection.Encrypt, 23), Place(chained));
    }

    [Fact]
    public void EveryVectorFailsOnAnEngineThatFlipsABit()
    {
        var engine = new PortableModes(new FaultyEngine(wrongByte: 3));
        foreach (KnownAnswerResult result in KnownAnswerSuite.Run(EmbeddedVectors.ReadBlockVectors(), [engine]))
        {
            Assert.False(result.IsPassed);
            Assert.Equal(result.VectorCount, result.Failures.Length);
            Assert.All(result.Failures, failure => Assert.Equal(3, failure.FirstDifference));
            Assert.All(result.Failures, failure => Assert.Equal(0x40, failure.Expected[3] ^ failure.Actual[3]));
        }
    }

    [Fact]
    public void AnUnsupportedEngineIsSkippedAndNeverPasses()
    {
        KnownAnswerResult result = KnownAnswerSuite.Run(RspTexts.Read(RspTexts.Ecb), new PortableModes(new FaultyEngine(0, isSupported: false)));
        Assert.True(result.IsSkipped);
        Assert.False(result.IsPassed);
        Assert.Equal(0, result.VectorCount);
        Assert.Contains("faulty", result.SkipReason, StringComparison.Ordinal);
    }

    [Fact]
    public void ResultsAreInTheOrderOfFilesAndEngines()
    {
        VectorFile[] files = [RspReader.Read(RspTexts.Cbc, "1.rsp"), RspReader.Read(RspTexts.Ecb, "2.rsp")];
        PortableModes[] engines = [.. AesEngines.All.Select(engine => new PortableModes(engine))];
        ImmutableArray<KnownAnswerResult> results = KnownAnswerSuite.Run(files, engines);
        Assert.Equal(
            files.SelectMany(file => engines.Select(engine => (file.FileName, engine.Name))),
            results.Select(result => (result.FileName, result.Engine)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(20)]
    public void TheComparisonFindsAnySingleBit(int index)
    {
        byte[] expected = new byte[21];
        for (int bit = 0; bit < 8; bit++)
        {
            byte[] actual = new byte[21];
            actual[index] = (byte)(1 << bit);
            Assert.Equal(index, ScalarBytes.FirstDifference(actual, expected));
        }

        Assert.Equal(-1, ScalarBytes.FirstDifference(expected, expected));
    }

    private static (string FileName, int Line, string Engine, CipherDirection Direction, int FirstDifference) Place(KnownAnswerFailure failure) =>
        (failure.FileName, failure.Line, failure.Engine, failure.Direction, failure.FirstDifference);
}
