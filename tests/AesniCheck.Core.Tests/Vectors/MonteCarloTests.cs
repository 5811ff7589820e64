using System.Buffers.Binary;
using AesniCheck.Ciphers;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Vectors;

public sealed class MonteCarloTests
{
    /// <summary>
    /// The beginnings (COUNT = 0) and ends (the output at COUNT = 99) of NIST's own sample files ECBMCT*.rsp and CBCMCT*.rsp of
    /// CAVS 11.1: every one of the 100,000 operations between decides over the end.
    /// </summary>
    public static TheoryData<CipherMode, CipherDirection, string, string, string, string> Published { get; } = new()
    {
        {
            CipherMode.Ecb, CipherDirection.Encrypt, "139a35422f1d61de3c91787fe0507afd",
            "", "b9145a768b7dc489a096b546f43b231f", "fb2649694783b551eacd9d5db6126d47"
        },
        {
            CipherMode.Ecb, CipherDirection.Decrypt, "0c60e7bf20ada9baa9e1ddf0d1540726",
            "", "b08a29b11a500ea3aca42c36675b9785", "d1d2bfdc58ffcad2341b095bce55221e"
        },
        {
            CipherMode.Ecb, CipherDirection.Encrypt, "b9a63e09e1dfc42e93a90d9bad739e5967aef672eedd5da9",
            "", "85a1f7a58167b389cddc8a9ff175ee26", "5d1196da8f184975e240949a25104554"
        },
        {
            CipherMode.Ecb, CipherDirection.Decrypt, "4b97585701c03fbebdfa8555024f589f1482c58a00fdd9fd",
            "", "d0bd0e02ded155e4516be83f42d347a4", "b63ef1b79507a62eba3dafcec54a6328"
        },
        {
            CipherMode.Ecb, CipherDirection.Encrypt, "f9e8389f5b80712e3886cc1fa2d28a3b8c9cd88a2d4a54c6aa86ce0fef944be0",
            "", "b379777f9050e2a818f2940cbbd9aba4", "c5d2cb3d5b7ff0e23e308967ee074825"
        },
        {
            CipherMode.Ecb, CipherDirection.Decrypt, "2b09ba39b834062b9e93f48373b8dd018dedf1e5ba1b8af831ebbacbc92a2643",
            "", "89649bd0115f30bd878567610223a59d", "e3d3868f578caf34e36445bf14cefc68"
        },
        {
            CipherMode.Cbc, CipherDirection.Encrypt, "8809e7dd3a959ee5d8dbb13f501f2274",
            "e5c0bb535d7d54572ad06d170a0e58ae", "1fd4ee65603e6130cfc2a82ab3d56c24", "7bed7671c8913aa1330f193761523e67"
        },
        {
            CipherMode.Cbc, CipherDirection.Decrypt, "287b07c78f8e3e1be7c41b3d96c04e6e",
            "41b461f9464fd515d25413b4241002b8", "7c54923b0490a9d4de4ec1ce6790aa4d", "4769317b0562c45949c18b3855f8bf4a"
        },
        {
            CipherMode.Cbc, CipherDirection.Encrypt, "dea64f83cfe6a0a183ddbe865cfca059b3c615c1623d63fc",
            "426fbc087b50b395c0fc81ef9fd6d1aa", "cd0b8c8a8179ecb171b64c894a4d60fd", "e6457bfc3433e80299c52b2be418f582"
        },
        {
            CipherMode.Cbc, CipherDirection.Decrypt, "a24ebd4d7a080c28caae984b5098a9ea38cf7280e2c5f122",
            "c5aeb9b51ad5108371c59d0b90816310", "eb2c4e2712591ff13b8ac7870c9c404c", "836424eadf8155aaf9a9a51391a1cf7e"
        },
        {
            CipherMode.Cbc, CipherDirection.Encrypt, "632bac4fe4db44cfcf18cfa90b43f86f378611b8d968595eb89e7ae98624564a",
            "ff8127621be616803e3f002377730185", "90ed17475f0a62bc381ba1f3ffbfff33", "bade1667b42f537f0cb3f5573a949aaa"
        },
        {
            CipherMode.Cbc, CipherDirection.Decrypt, "31397ad8cc79c519e0f46e0f70303587e38958d70723b771552336b7771f6311",
            "4139cb54eeac3fcf36ed72941122c40f", "27a1d5c10fe45b801d15f56e654a70f0", "9be831799a79b0955241f308f0d5b2e1"
        },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void ThePublishedEndsComeOutOnEveryEngine(
        CipherMode mode, CipherDirection direction, string key, string iv, string input, string end)
    {
        var start = new MonteCarloStart(mode, direction, Convert.FromHexString(key), Convert.FromHexString(iv), Convert.FromHexString(input));
        foreach (AesEngine engine in TestEngines.Supported)
        {
            Assert.Equal(end, Convert.ToHexStringLower(MonteCarlo.Run(engine, start).Final.Span));
        }
    }

    [Fact]
    public void EveryEngineAgreesWithTheTextOfTheStandard() =>
        Prop.ForAll(
            (from seed in Gen.Choose(0, int.MaxValue)
             from mode in Gen.Elements(CipherMode.Ecb, CipherMode.Cbc)
             from direction in Gen.Elements(CipherDirection.Encrypt, CipherDirection.Decrypt)
             from keySize in Gen.Elements<AesKeySize>(AesKeySizes.All)
             select MonteCarloStart.FromSeed((ulong)seed, mode, direction, keySize)).ToArbitrary(),
            start =>
            {
                byte[] expected = PlainMonteCarlo.Run(AesEngines.Software, start, outerIterations: 3);
                return TestEngines.Supported.All(engine => MonteCarlo.Run(engine, start, 3).Outputs.Span.SequenceEqual(expected));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void ASeedDeterminesTheStart()
    {
        MonteCarloStart start = MonteCarloStart.FromSeed(0, CipherMode.Cbc, CipherDirection.Encrypt, AesKeySize.Aes256);
        Assert.Equal((32, 16, 16), (start.Key.Length, start.Iv.Length, start.Input.Length));

        // The first two outputs of SplitMix64 from 0, as computed by its authors' code.
        Assert.Equal(0xe220a8397b1dcdafUL, BinaryPrimitives.ReadUInt64LittleEndian(start.Key.Span));
        Assert.Equal(0x6e789e6aa1b965f4UL, BinaryPrimitives.ReadUInt64LittleEndian(start.Key.Span[8..]));
        Assert.True(MonteCarloStart.FromSeed(0, CipherMode.Ecb, CipherDirection.Encrypt, AesKeySize.Aes128).Iv.IsEmpty);
    }

    [Fact]
    public void AResultTellsWhereAnotherPartsFromIt()
    {
        MonteCarloStart start = MonteCarloStart.FromSeed(1, CipherMode.Ecb, CipherDirection.Encrypt, AesKeySize.Aes128);
        MonteCarloResult result = MonteCarlo.Run(AesEngines.Software, start, 4);
        byte[] outputs = result.Outputs.ToArray();
        outputs[(2 * 16) + 5] ^= 1;
        Assert.Equal(-1, result.FirstDifference(MonteCarlo.Run(AesEngines.BouncyCastle, start, 4)));
        Assert.Equal(2, result.FirstDifference(result with { Outputs = outputs }));
        Assert.Equal(0, result.FirstDifference(MonteCarlo.Run(new FaultyEngine(0), start, 4)));
        Assert.Equal(result.Output(3), result.Final);
        Assert.Throws<ArgumentException>(() => result.FirstDifference(MonteCarlo.Run(AesEngines.Software, start, 3)));
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        MonteCarloStart start = MonteCarloStart.FromSeed(1, CipherMode.Cbc, CipherDirection.Encrypt, AesKeySize.Aes128);
        AesEngine engine = AesEngines.Software;
        Assert.Throws<ArgumentException>(() => MonteCarlo.Run(engine, start with { Iv = default }));
        Assert.Throws<ArgumentException>(() => MonteCarlo.Run(engine, start with { Input = new byte[32] }));
        Assert.Throws<ArgumentException>(() => MonteCarlo.Run(engine, start with { Key = new byte[17] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MonteCarlo.Run(engine, start, 0));
    }
}
