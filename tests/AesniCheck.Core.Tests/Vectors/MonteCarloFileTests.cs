using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Portable;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Monte Carlo files are run step by step, each a thousand operations.</summary>
public sealed class MonteCarloFileTests
{
    /// <summary>The sample of AESAVS section 6.4.1.</summary>
    private const string Ecb = """
        # AESVS MCT test data for ECB

        [ENCRYPT]

        COUNT = 0
        KEY = 8d2e60365f17c7df1040d7501b4a7b5a
        PLAINTEXT = 59b5088e6dadc3ad5f27a460872d5929
        CIPHERTEXT = a02600ecb8ea77625bba6641ed5f5920

        COUNT = 1
        KEY = 2d0860dae7fdb0bd4bfab111f615227a
        PLAINTEXT = a02600ecb8ea77625bba6641ed5f5920
        CIPHERTEXT = 5241ead9a89ca31a7147f53a5bf6d96a

        COUNT = 2
        KEY = 7f498a034f6113a73abd442bade3fb10
        PLAINTEXT = 5241ead9a89ca31a7147f53a5bf6d96a
        CIPHERTEXT = 22f09171bc67d0661d1c25f181a69f33
        """;

    /// <summary>The first step of NIST's sample file CBCMCT128.rsp.</summary>
    private const string Cbc = """
        # AESVS MCT test data for CBC

        [ENCRYPT]

        COUNT = 0
        KEY = 8809e7dd3a959ee5d8dbb13f501f2274
        IV = e5c0bb535d7d54572ad06d170a0e58ae
        PLAINTEXT = 1fd4ee65603e6130cfc2a82ab3d56c24
        CIPHERTEXT = b127a5b4c4692d87483db0c3b0d11e64
        """;

    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void ThePublishedStepsComeOutOnEveryEngine(string name)
    {
        var engine = new PortableModes(TestEngines.Require(name));
        Assert.True(KnownAnswerSuite.Run(RspTexts.Read(Ecb), engine).IsPassed);
        Assert.True(KnownAnswerSuite.Run(RspTexts.Read(Cbc), engine).IsPassed);
    }

    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void AMutatedStepFailsOnEveryEngineAtItsLine(string name)
    {
        VectorFile file = RspTexts.Read(Ecb.Replace("CIPHERTEXT = 52", "CIPHERTEXT = 53", StringComparison.Ordinal));
        KnownAnswerFailure failure = Assert.Single(KnownAnswerSuite.Run(file, new PortableModes(TestEngines.Require(name))).Failures);
        Assert.Equal((10, 0), (failure.Line, failure.FirstDifference));
    }

    [Fact]
    public void TheWholeTestGoesThroughThePublishedSteps()
    {
        VectorFile file = RspTexts.Read(Ecb);
        CipherVector first = file.Vectors[0];
        MonteCarloResult result = MonteCarlo.Run(
            AesEngines.Software, new MonteCarloStart(first.Mode, first.Direction, first.Key, first.Iv, first.Input), file.Vectors.Length);
        Assert.All(Enumerable.Range(0, file.Vectors.Length), i => Assert.True(result.Output(i).Span.SequenceEqual(file.Vectors[i].Expected.Span)));
    }
}
