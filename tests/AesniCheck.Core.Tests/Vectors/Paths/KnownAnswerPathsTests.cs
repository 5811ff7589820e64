using System.Collections.Immutable;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Ciphers.Portable;
using Xunit;

namespace AesniCheck.Vectors.Paths;

/// <summary>
/// Every code path of the hardware modes, at each width of PCLMULQDQ, is reached by a known answer that a run begins with. Which
/// paths there are is not written down anywhere: random messages of all lengths find them.
/// </summary>
public sealed class KnownAnswerPathsTests
{
    // Twelve blocks, several times, and 32 blocks of GHASH twice over, with every rest.
    private const int LongestMessage = 1_600;
    private const int LongestAssociatedData = 1_400;
    private const int Messages = 3_000;

    private static readonly CipherMode[] HardwareModes = [CipherMode.Ecb, CipherMode.Cbc, CipherMode.Ctr, CipherMode.Gcm];

    private static readonly ImmutableArray<VectorFile> Files = [.. EmbeddedVectors.ReadModes(), .. EmbeddedVectors.ReadLongBlockVectors()];

    public static TheoryData<int> Widths { get; } = [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryPathIsReached(int width)
    {
        WatchedLoops reachable = Require(width);
        Explore(new AesniModes(reachable), seed: width, HardwareModes);
        var reached = new WatchedLoops((PclmulWidth)width);
        KnownAnswerSuite.Run(Files, [new AesniModes(reached)]);

        AssertReached(reachable, reached, atLeast: 111);
        Assert.Contains("GCM encryption, 14 rounds: groups, several", reached.Taken);
        Assert.Contains("GHASH: 7 registers", reached.Taken);
        Assert.Contains("counter of 64 bits: behind a wrap of 64 bits", reached.Taken);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ABrokenPathIsFound(int width)
    {
        WatchedLoops loops = Require(width);
        KnownAnswerSuite.Run(Files, [new AesniModes(loops)]);

        Assert.NotEmpty(loops.Taken);
        Assert.All(loops.Taken, path =>
        {
            ImmutableArray<KnownAnswerResult> results = KnownAnswerSuite.Run(Files, [new AesniModes(new WatchedLoops((PclmulWidth)width, path))]);
            Assert.Contains(results, result => !result.Failures.IsEmpty);
        });
    }

    [Fact]
    public void EveryPathOfTheBareCipherIsReachedWhenARunBegins()
    {
        WatchedLoops reachable = Require(128);
        Explore(new PortableModes(new WatchedEngine(reachable)), seed: 1, CipherMode.Ecb, CipherMode.Cbc);
        var reached = new WatchedLoops(PclmulWidth.V128);
        KnownAnswerSuite.Run(EmbeddedVectors.ReadBlockVectors(), [new PortableModes(new WatchedEngine(reached))]);

        AssertReached(reachable, reached, atLeast: 24);
        Assert.All(reached.Taken, path =>
        {
            var broken = new PortableModes(new WatchedEngine(new WatchedLoops(PclmulWidth.V128, path)));
            Assert.Contains(KnownAnswerSuite.Run(EmbeddedVectors.ReadBlockVectors(), [broken]), result => !result.Failures.IsEmpty);
        });
    }

    [Fact]
    public void LoopsThatAreWholeGiveNoFailure() =>
        Assert.All(KnownAnswerSuite.Run(Files, [new AesniModes(Require(128))]), result => Assert.Empty(result.Failures));

    private static WatchedLoops Require(int width)
    {
        var loops = new WatchedLoops((PclmulWidth)width);
        Assert.SkipUnless(new AesniModes(loops).Supports(CipherMode.Gcm), $"This CPU or runtime has no PCLMULQDQ of {width} bits.");
        return loops;
    }

    /// <param name="reachable">The paths that random messages took.</param>
    /// <param name="reached">The paths that known answers took.</param>
    /// <param name="atLeast">As many as there were when the test was written, so that it can't pass by seeing nothing.</param>
    private static void AssertReached(WatchedLoops reachable, WatchedLoops reached, int atLeast)
    {
        string missed = string.Join('\n', reachable.Taken.Except(reached.Taken));
        Assert.True(missed.Length == 0, $"no known answer reaches\n{missed}");
        Assert.InRange(reached.Taken.Count, atLeast, int.MaxValue);
    }

    private static void Explore(ModeEngine engine, int seed, params ReadOnlySpan<CipherMode> modes)
    {
        var random = new Random(seed);
        byte[] message = new byte[LongestMessage];
        byte[] associated = new byte[LongestAssociatedData];
        foreach (CipherMode mode in modes)
        {
            using MessageCipher cipher = engine.CreateCipher(mode);
            for (int i = 0; i < Messages; i++)
            {
                byte[] key = new byte[AesKeySizes.All[i % AesKeySizes.All.Count].ByteCount];
                random.NextBytes(key);
                cipher.SetKey(key);
                Span<byte> text = message.AsSpan(0, Length(random, mode));
                byte[] iv = Iv(random, mode, key);
                ReadOnlySpan<byte> data = associated.AsSpan(0, mode == CipherMode.Gcm ? random.Next(LongestAssociatedData) : 0);
                byte[] tag = new byte[mode == CipherMode.Gcm ? 16 : 0];
                cipher.Encrypt(iv, data, text, text, tag);
                Assert.True(cipher.Decrypt(iv, data, text, tag, text));
            }
        }
    }

    private static int Length(Random random, CipherMode mode)
    {
        // Half of them short: a tail of one block is met as often as a group.
        int length = random.Next(random.Next(2) == 0 ? 100 : LongestMessage);
        return mode.IsByWholeBlocks ? length & ~15 : length;
    }

    /// <summary>Half of the counters are about to wrap: those of CTR in 32, 64 or 128 bits, that of GCM in 32.</summary>
    private static byte[] Iv(Random random, CipherMode mode, byte[] key)
    {
        byte[] iv = new byte[mode == CipherMode.Ecb ? 0 : mode == CipherMode.Gcm && random.Next(2) == 0 ? random.Next(1, 100) : 16];
        random.NextBytes(iv);
        if (iv.Length != 16 || mode == CipherMode.Cbc || random.Next(2) == 0)
        {
            return iv;
        }

        int bytes = mode == CipherMode.Gcm ? 4 : 4 << random.Next(3);
        iv.AsSpan(16 - bytes).Fill(0xff);
        iv[^1] = (byte)(0xff - random.Next(100));
        if (mode == CipherMode.Gcm)
        {
            byte[] hashKey = new byte[16];
            using MessageCipher ecb = ModeEngines.Software.CreateCipher(CipherMode.Ecb);
            ecb.SetKey(key);
            ecb.Encrypt([], [], hashKey, hashKey, []);
            GcmIv.ForCounterBlock(hashKey, iv, iv);
        }

        return iv;
    }
}
