using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Portable;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Vectors of messages: each kind of result, and engines that are wrong or have less than all.</summary>
public sealed class KnownAnswerModesTests
{
    [Fact]
    public void EveryVectorForModesAndEveryLongOneMatchesAnIndependentEngine()
    {
        foreach (KnownAnswerResult result in KnownAnswerSuite.Run([.. EmbeddedVectors.ReadModes(), .. EmbeddedVectors.ReadLongBlockVectors()], [new TestModes()]))
        {
            Assert.True(result.IsPassed, $"{result.FileName}: {result.Failures.Length} failures, the first at line {result.Failures.FirstOrDefault()?.Line}");
            Assert.Equal((0, null), (result.NotTriedCount, result.SkipReason));
        }
    }

    [Fact]
    public void AWrongBitIsFoundInEveryVectorWithAnOutput()
    {
        foreach (VectorFile file in EmbeddedVectors.ReadModes())
        {
            KnownAnswerResult result = KnownAnswerSuite.Run(file, new TestModes { FlipsABit = true });
            CipherVector[] expected = [.. file.Vectors.Where(vector => vector.Result == ExpectedResult.Valid && vector.Expected.Length > 0)];
            Assert.Equal(expected, result.Failures.Select(failure => failure.Vector));
            Assert.All(result.Failures, failure => Assert.Equal(KnownAnswerError.WrongOutput, failure.Error));
            Assert.All(result.Failures, failure => Assert.Equal(failure.Vector.Expected.Length - 1, failure.FirstDifference));
        }
    }

    [Fact]
    public void AWrongTagIsADifferenceBehindTheCiphertext()
    {
        string text = RspModesTexts.GcmEncrypt.Replace("bddf", "bdde", StringComparison.Ordinal);
        KnownAnswerFailure failure = Assert.Single(KnownAnswerSuite.Run(RspTexts.Read(text), new TestModes()).Failures);
        Assert.Equal((9, 31, 32), (failure.Line, failure.FirstDifference, failure.Actual.Length));
    }

    [Fact]
    public void ATagThatMustBeRefusedAndIsTakenIsAFailure()
    {
        KnownAnswerFailure failure = Assert.Single(KnownAnswerSuite.Run(RspTexts.Read(RspModesTexts.GcmDecrypt), new TestModes { TakesAnyTag = true }).Failures);
        Assert.Equal((KnownAnswerError.Accepted, 17, -1), (failure.Error, failure.Line, failure.FirstDifference));
    }

    [Fact]
    public void AValidVectorThatIsRefusedIsAFailure()
    {
        KnownAnswerResult result = KnownAnswerSuite.Run(RspTexts.Read(RspModesTexts.GcmDecrypt), new TestModes { RefusesAll = true });
        Assert.Equal((2, KnownAnswerError.Refused), (result.VectorCount, Assert.Single(result.Failures).Error));

        string mutated = RspModesTexts.GcmDecrypt.Replace("Tag = 72", "Tag = 73", StringComparison.Ordinal);
        Assert.Equal(KnownAnswerError.Refused, Assert.Single(KnownAnswerSuite.Run(RspTexts.Read(mutated), new TestModes()).Failures).Error);
    }

    [Fact]
    public void WhatIsAcceptableMayBeRefusedButNotBeWrong()
    {
        string text = WycheproofTexts.Gcm.Replace("\"valid\"", "\"acceptable\"", StringComparison.Ordinal);
        Assert.Empty(KnownAnswerSuite.Run(WycheproofTexts.Read(text), new TestModes()).Failures);
        Assert.Empty(KnownAnswerSuite.Run(WycheproofTexts.Read(text), new TestModes { RefusesAll = true }).Failures);
        KnownAnswerResult result = KnownAnswerSuite.Run(WycheproofTexts.Read(text), new TestModes { FlipsABit = true });
        Assert.Equal([CipherDirection.Encrypt, CipherDirection.Decrypt], result.Failures.Select(failure => failure.Direction));
    }

    [Fact]
    public void AWrongPaddingThatIsTakenIsAFailure()
    {
        VectorFile file = WycheproofTexts.Load("aes_cbc_pkcs5_test.json");
        VectorFile relabelled = file with { Vectors = [.. file.Vectors.Select(vector => vector with { Result = ExpectedResult.Invalid, Direction = CipherDirection.Decrypt })] };
        KnownAnswerResult result = KnownAnswerSuite.Run(relabelled, new TestModes());
        Assert.Equal(36, result.Failures.Length);
        Assert.All(result.Failures, failure => Assert.Equal(KnownAnswerError.Accepted, failure.Error));
    }

    [Fact]
    public void WhatAnEngineHasNotIsNotTriedAndNeverAPass()
    {
        KnownAnswerResult ctr = KnownAnswerSuite.Run(RspTexts.Read(RspModesTexts.Ctr), new TestModes { IsNarrow = true });
        Assert.Equal((0, 1, "test does not support CTR"), (ctr.VectorCount, ctr.NotTriedCount, ctr.SkipReason));
        Assert.True(ctr.IsSkipped);
        Assert.False(ctr.IsPassed);

        VectorFile published = EmbeddedVectors.Read("vectors/GCM/gcmEncryptExtIV128.rsp");
        KnownAnswerResult gcm = KnownAnswerSuite.Run(published, new TestModes { IsNarrow = true });
        Assert.True(gcm.IsPassed);
        Assert.Equal(published.Vectors.Count(vector => vector.Iv.Length == 12 && vector.Tag.Length >= 12), gcm.VectorCount);
        Assert.Equal(published.Vectors.Length, gcm.VectorCount + gcm.NotTriedCount);
        Assert.Equal("test does not support IVs of 1 or 128 bytes, tags of 4 or 8 bytes", gcm.SkipReason);
        Assert.Equal(gcm.NotTriedCount, KnownAnswerSuite.CountUntried(published, [new TestModes { IsNarrow = true }]));
        Assert.Equal(0, KnownAnswerSuite.CountUntried(published, [new TestModes { IsNarrow = true }, new TestModes()]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    public void PaddingIsTakenOffAgain(int length)
    {
        byte[] padded = Pkcs7.Pad(new byte[length]);
        Assert.Equal(length, Pkcs7.LengthWithout(padded));
        padded[^1]++;
        Assert.Equal(-1, Pkcs7.LengthWithout(padded));
    }

    [Fact]
    public void CbcOverAnEngineRefusesWhatItHasNot()
    {
        var engine = new PortableModes(AesEngines.Software);
        using MessageCipher cipher = engine.CreateCipher(CipherMode.Cbc);
        byte[] block = new byte[16];
        byte[] other = new byte[16];
        Assert.Throws<InvalidOperationException>(() => cipher.Encrypt(other, [], block, block, []));
        cipher.SetKey(block);
        Assert.Throws<ArgumentException>(() => cipher.Encrypt(other, [], block, block, new byte[16]));
        Assert.Throws<ArgumentException>(() => cipher.Decrypt([], [], block, [], block));
    }
}
