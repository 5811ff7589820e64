using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using FsCheck;
using FsCheck.Fluent;

namespace AesniCheck.Probes;

/// <summary>Random work for one pass: 60 blocks of which it takes some, anywhere in memory.</summary>
public sealed unsafe class PassCase
{
    public const int BlockCount = 60;

    private const byte Guard = 0xa5;

    private readonly AlignedMemory _input = new((BlockCount * 16) + 16);
    private readonly AlignedMemory _output = new((BlockCount * 16) + 16);
    private readonly AlignedMemory _expected = new((BlockCount * 16) + 16);
    private readonly AlignedMemory _accumulator = new(16);
    private readonly AesniBlockPass _pass = new(worker: 0);

    private PassCase(int seed, bool encrypt, BlockBatch batch, AesKeySize keySize, int start, int end, bool inPlace)
    {
        (Encrypt, Batch, Start, End, InPlace, Random) = (encrypt, batch, start, end, inPlace, new Random(seed));
        byte[] key = new byte[keySize.ByteCount];
        Random.NextBytes(key);
        _pass.Schedule.Expand(key);

        _output.Span.Fill(Guard);
        Input = _input.Pointer + Random.Next(16);
        Output = inPlace ? Input : _output.Pointer + Random.Next(16);
        Expected = _expected.Pointer + Random.Next(16);
        Random.NextBytes(new Span<byte>(Input, BlockCount * 16));

        AesCipher software = AesEngines.Software.CreateCipher(key);
        var input = new ReadOnlySpan<byte>(Input, BlockCount * 16);
        var expected = new Span<byte>(Expected, BlockCount * 16);
        if (encrypt)
        {
            software.Encrypt(input, expected);
        }
        else
        {
            software.Decrypt(input, expected);
        }

        Right = expected.ToArray();
    }

    public static Arbitrary<PassCase> Any { get; } = (
        from seed in Gen.Choose(0, int.MaxValue)
        from encrypt in Gen.Elements(true, false)
        from batch in Gen.Elements(Enum.GetValues<BlockBatch>())
        from keySize in Gen.Elements<AesKeySize>(AesKeySizes.All)
        from start in Gen.Choose(0, BlockCount)
        from end in Gen.Choose(start, BlockCount)
        from inPlace in Gen.Elements(true, false)
        select new PassCase(seed, encrypt, batch, keySize, start, end, inPlace)).ToArbitrary();

    public bool Encrypt { get; }

    internal BlockBatch Batch { get; }

    public int Start { get; }

    public int End { get; }

    public bool InPlace { get; }

    public Random Random { get; }

    /// <summary>The expected values of all 60 blocks.</summary>
    public byte[] Right { get; }

    public byte[] Accumulator => _accumulator.Span.ToArray();

    private byte* Input { get; }

    private byte* Output { get; }

    private byte* Expected { get; }

    internal BlockGroup Run(int start) => _pass.Run(Encrypt, Batch, Input, Output, Expected, start, End, _accumulator.Pointer);

    public void SpoilExpected(int block, byte[] mask)
    {
        for (int i = 0; i < 16; i++)
        {
            Expected[(16 * block) + i] ^= mask[i];
        }
    }

    /// <summary>Whether the blocks from the start up to there are right, and nothing else was written out of place.</summary>
    public bool IsRightUpTo(int end)
    {
        var output = new ReadOnlySpan<byte>(Output, BlockCount * 16);
        return output[(16 * Start)..(16 * end)].SequenceEqual(Right.AsSpan(16 * Start, 16 * (end - Start)))
            && (InPlace
                || (output[..(16 * Start)].IndexOfAnyExcept(Guard) < 0
                    && output[(16 * end)..].IndexOfAnyExcept(Guard) < 0
                    && !_output.Span[(int)(Output - _output.Pointer + (16 * BlockCount))..].ContainsAnyExcept(Guard)));
    }

    /// <summary>The group that contains a block: a whole batch counted from the start, or, among the remaining blocks at the end, the block alone.</summary>
    internal BlockGroup GroupOf(int start, int block)
    {
        int size = (int)Batch;
        int wholeEnd = End - ((End - start) % size);
        return block < wholeEnd ? new BlockGroup(block - ((block - start) % size), size) : new BlockGroup(block, 1);
    }

    public override string ToString() => $"{(Encrypt ? "encrypt" : "decrypt")} {Start} to {End}, {Batch}, {(InPlace ? "in place" : "out of place")}";
}
