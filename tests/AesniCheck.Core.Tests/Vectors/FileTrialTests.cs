using System.Text;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Portable;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>If an engine and a file disagree, one of them is found to be wrong: the engine or the file.</summary>
public sealed class FileTrialTests
{
    private const string WithoutHead = """
        [ENCRYPT]

        COUNT = 0
        KEY = 0f1e2d3c4b5a69788796a5b4c3d2e1f0
        IV = a0a1a2a3a4a5a6a7a8a9aaabacadaeaf
        PLAINTEXT = 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f
        CIPHERTEXT =
        """;

    private static readonly (ModeEngine First, ModeEngine Second) References = (ModeEngines.Software, ModeEngines.BouncyCastle);

    public static TheoryData<CipherMode> OtherModes { get; } = [CipherMode.Ctr, CipherMode.Ofb, CipherMode.Cfb, CipherMode.Cfb8];

    /// <summary>A test of a broken engine, over whatever the machine has.</summary>
    private static PortableModes Broken => new(new FaultyEngine(wrongByte: 3));

    [Theory]
    [MemberData(nameof(OtherModes))]
    internal void AFileOfAnotherModeThanTheAssumedOneIsWrongAndItsModeIsNamed(CipherMode mode)
    {
        VectorFile file = Read(WithoutHead + " " + Convert.ToHexStringLower(Encrypt(mode)), "nohead.rsp");
        FileTrial trial = FileTrial.Run(file, [ModeEngines.Software, new TestModes()], References);

        Assert.False(trial.IsFault);
        Assert.All(trial.Results, result => Assert.Equal((0, 1, false), (result.FailureCount, result.DisputedCount, result.IsPassed)));
        DisputedFile disputed = Assert.IsType<DisputedFile>(trial.Disputed);
        Assert.Equal((1, 1), (disputed.Count, disputed.TriedCount));
        Assert.StartsWith("AES in CBC mode is assumed, since its vectors have an IV", disputed.Explanation[0], StringComparison.Ordinal);
        Assert.Contains($"its answers are right in {mode.Label} mode", disputed.Explanation[1], StringComparison.Ordinal);
    }

    [Fact]
    public void AFileInTheAssumedModeIsRight()
    {
        VectorFile file = Read(WithoutHead + " " + Convert.ToHexStringLower(Encrypt(CipherMode.Cbc)), "nohead.rsp");
        FileTrial trial = FileTrial.Run(file, [ModeEngines.Software, new TestModes()], References);
        Assert.Null(trial.Disputed);
        Assert.All(trial.Results, result => Assert.True(result.IsPassed));
    }

    [Fact]
    public void AnEngineThatIsWrongAboutARightFileIsWrong()
    {
        FileTrial trial = FileTrial.Run(RspTexts.Read(RspTexts.Ecb), [Broken, ModeEngines.Software], References);
        Assert.True(trial.IsFault);
        Assert.Null(trial.Disputed);
        Assert.Equal((trial.VectorCount, 0), (trial.Results[0].FailureCount, trial.Results[1].FailureCount));
    }

    [Fact]
    public void AnEngineThatIsAskedAloneIsMeasuredAgainstTheReferences()
    {
        string wrong = RspTexts.Ecb.Replace("ba1418bec8", "ba0418bec8", StringComparison.Ordinal);
        FileTrial trial = FileTrial.Run(RspTexts.Read(wrong), [new TestModes()], References);
        Assert.False(trial.IsFault);
        Assert.Equal((1, 12), (trial.Disputed?.Count, trial.Disputed?.First.FirstDifference));
        Assert.Equal(1, Assert.Single(trial.Results).DisputedCount);
        Assert.Equal("it was read as AES in ECB mode, since the comment in line 1 names ECB", trial.Disputed?.Explanation[0]);
    }

    [Fact]
    public void ABrokenEngineDoesNotHideBehindAWrongFile()
    {
        string wrong = RspTexts.Ecb.Replace("ba1418bec8", "ba0418bec8", StringComparison.Ordinal);
        FileTrial trial = FileTrial.Run(RspTexts.Read(wrong), [Broken], References);
        Assert.True(trial.IsFault);
        Assert.NotNull(trial.Disputed);

        // The expected output is the right one, not that of the file.
        KnownAnswerFailure failure = trial.Results[0].Failures[0];
        Assert.Equal((3, "0edd33d3c621e546455bd8ba1418bec8"), (failure.FirstDifference, Convert.ToHexStringLower(failure.Expected)));
    }

    [Fact]
    public void AnEngineThatAgreesWithAFileAgainstBothReferencesIsTold()
    {
        // The file contains the results of the broken engine.
        using MessageCipher cipher = Broken.CreateCipher(CipherMode.Ecb);
        cipher.SetKey(new byte[16]);
        byte[] ciphertext = new byte[16];
        cipher.Encrypt([], [], new byte[16], ciphertext, []);
        string zeros = new('0', 32);
        string text = $"# test data for ECB\n[ENCRYPT]\nKEY = {zeros}\nPLAINTEXT = {zeros}\nCIPHERTEXT = {Convert.ToHexStringLower(ciphertext)}\n";

        FileTrial trial = FileTrial.Run(RspTexts.Read(text), [Broken, ModeEngines.Software], References);
        Assert.True(trial.IsFault);
        Assert.Equal((1, 0), (trial.Results[0].SplitCount, trial.Results[1].SplitCount));
    }

    [Fact]
    public void AReferenceThatIsWrongIsAFaultThoughItWasNotAskedFor()
    {
        FileTrial trial = FileTrial.Run(RspTexts.Read(RspTexts.Ecb), [new TestModes()], (Broken, ModeEngines.Software));
        Assert.True(trial.IsFault);
        Assert.Equal(["test", "faulty"], trial.Results.Select(result => result.Engine));
        Assert.True(trial.Results[0].IsPassed);
        Assert.Equal(trial.VectorCount, trial.Results[1].FailureCount);
    }

    [Fact]
    public void TwoReferencesThatAreWrongInDifferentWaysProveNothingAboutAFile()
    {
        string wrong = RspTexts.Ecb.Replace("ba1418bec8", "ba0418bec8", StringComparison.Ordinal);
        FileTrial trial = FileTrial.Run(RspTexts.Read(wrong), [new TestModes()], (Broken, ModeEngines.Software));
        Assert.True(trial.IsFault);
        Assert.Null(trial.Disputed);
    }

    [Fact]
    public void AValidTagThatAllRefuseIsWrongInTheFile()
    {
        string text = WycheproofTexts.Gcm.Replace("\"invalid\"", "\"valid\"", StringComparison.Ordinal);
        FileTrial trial = FileTrial.Run(WycheproofTexts.Read(text), [ModeEngines.Software, new TestModes()], References);
        Assert.False(trial.IsFault);
        Assert.Equal(2, trial.Disputed?.Count);

        trial = FileTrial.Run(WycheproofTexts.Read(text), [new TestModes { TakesAnyTag = true }], References);
        Assert.True(trial.IsFault);
    }

    [Fact]
    public void AMillionWrongVectorsAreCountedAndAFewKept()
    {
        VectorFile file = RspTexts.Read(RspTexts.Ecb);
        VectorFile large = file with { Vectors = [.. Enumerable.Repeat(file.Vectors[0], 10_000)] };
        FileTrial trial = FileTrial.Run(large, [Broken], References);
        Assert.Equal(10_000, trial.Results[0].FailureCount);
        Assert.InRange(trial.Results[0].Failures.Length, 20, 100);
    }

    [Fact]
    public void ALongWrongAnswerIsKeptAsAnExcerptAroundTheDifference()
    {
        byte[] text = new byte[1 << 20];
        CipherVector right = RspTexts.Read(RspTexts.Ecb).Vectors[0];
        byte[] ciphertext = new byte[text.Length];
        using (MessageCipher cipher = ModeEngines.Software.CreateCipher(CipherMode.Ecb))
        {
            cipher.SetKey(right.Key.Span);
            cipher.Encrypt([], [], text, ciphertext, []);
        }

        ciphertext[700_001] ^= 0x10;
        var file = new VectorFile("long.rsp", false, [right with { Plaintext = text, Ciphertext = ciphertext }]);
        KnownAnswerFailure failure = Assert.IsType<DisputedFile>(FileTrial.Run(file, [new TestModes()], References).Disputed).First;
        Assert.Equal((700_001, 1 << 20, 64, 64), (failure.FirstDifference, failure.Published.Length, failure.Expected.Length, failure.Actual.Length));
        Assert.Equal(0x10, failure.Expected[700_001 - failure.Published.Offset] ^ failure.Actual[700_001 - failure.Given.Offset]);
    }

    private static byte[] Encrypt(CipherMode mode)
    {
        byte[] key = Convert.FromHexString("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
        byte[] iv = Convert.FromHexString("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
        return PlainModes.Encrypt(mode, key, iv, [], [.. Enumerable.Range(0, 64).Select(i => (byte)i)], 0);
    }

    private static VectorFile Read(string text, string name) => VectorReader.Read(Encoding.UTF8.GetBytes(text), name);
}
