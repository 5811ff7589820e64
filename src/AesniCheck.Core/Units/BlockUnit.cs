using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work: a key, 1,024 blocks of plaintext, and the ciphertext that the reference makes of them.
/// <para>
/// All of it follows from a 64-bit seed and the key size, by <see cref="SplitMix64"/> with that seed, whose outputs are written
/// little-endian: first the key (2, 3 or 4 outputs), then the plaintext (2,048 outputs).
/// </para>
/// Read by many threads at a time; <see cref="Make"/> needs it alone, and does not allocate.
/// </summary>
internal sealed unsafe class BlockUnit : Unit
{
    /// <summary>The number of blocks.</summary>
    public const int BlockCount = 1024;

    /// <summary>The length of the plaintext, and of the ciphertext, in bytes.</summary>
    public const int ByteCount = BlockCount * AesCipher.BlockSize;

    private readonly AlignedMemory _memory = new((2 * ByteCount) + 32);
    private readonly SoftwareKeySchedule _schedule = new();
    private readonly SoftwareCipher _reference;

    /// <summary>A unit with nothing in it, to be made.</summary>
    public BlockUnit() => _reference = new SoftwareCipher(_schedule);

    /// <summary>The length of the key.</summary>
    public AesKeySize KeySize { get; private set; }

    /// <summary>16, 24 or 32 bytes.</summary>
    public ReadOnlySpan<byte> Key => new(_memory.Pointer + (2 * ByteCount), KeySize.ByteCount);

    /// <summary>Block 0 of the plaintext, on a cache line.</summary>
    public byte* Plaintext => _memory.Pointer;

    /// <summary>Block 0 of the expected ciphertext, on a cache line.</summary>
    public byte* Ciphertext => _memory.Pointer + ByteCount;

    /// <summary>The plaintext.</summary>
    public ReadOnlySpan<byte> PlaintextSpan => new(Plaintext, ByteCount);

    /// <summary>The expected ciphertext.</summary>
    public ReadOnlySpan<byte> CiphertextSpan => new(Ciphertext, ByteCount);

    /// <summary>
    /// Making a unit takes a twentieth of the time of one use: with eight uses of each, less than a hundredth of the time goes there. A CPU that
    /// is wrong for few blocks alone shows it the sooner, the more different ones there are.
    /// </summary>
    public const int UsesPerUnit = 8;

    /// <summary>A pool of them.</summary>
    /// <param name="runSeed">The seed of the run.</param>
    /// <param name="keySizes">The key sizes, in turn.</param>
    /// <param name="workerCount">The number of workers.</param>
    /// <param name="usesPerUnit">The uses after which a unit may be replaced.</param>
    public static UnitPool<BlockUnit> Pool(ulong runSeed, IReadOnlyList<AesKeySize> keySizes, int workerCount, int usesPerUnit = UsesPerUnit) =>
        new(runSeed, workerCount, usesPerUnit, () => new BlockUnit(), (unit, seed, index) => unit.Make(seed, keySizes[(int)(index % keySizes.Count)]));

    /// <summary>Makes key, plaintext and expected ciphertext anew, in general-purpose registers only.</summary>
    /// <param name="seed">The unit's seed.</param>
    /// <param name="keySize">The length of the key.</param>
    public void Make(ulong seed, AesKeySize keySize)
    {
        Seed = seed;
        KeySize = keySize;
        var generator = new SplitMix64(seed);
        var key = new Span<byte>(_memory.Pointer + (2 * ByteCount), keySize.ByteCount);
        generator.Fill(key);
        generator.Fill(new Span<byte>(Plaintext, ByteCount));
        _schedule.Expand(key);
        _reference.Encrypt(PlaintextSpan, new Span<byte>(Ciphertext, ByteCount));
    }
}
