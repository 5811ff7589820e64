using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work: a key, 1,024 blocks of plaintext, and the ciphertext that the reference computes from them.
/// <para>
/// Everything follows from a 64-bit seed and the key size: it is the output of <see cref="SplitMix64"/> with that seed, written
/// little-endian, first the key (2, 3 or 4 outputs), then the plaintext (2,048 outputs).
/// </para>
/// Many threads may read a unit at the same time; <see cref="Make"/> needs exclusive access, and does not allocate.
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

    /// <summary>Creates an empty unit; <see cref="Make"/> fills it.</summary>
    public BlockUnit() => _reference = new SoftwareCipher(_schedule);

    /// <summary>The key size.</summary>
    public AesKeySize KeySize { get; private set; }

    /// <summary>The key: 16, 24 or 32 bytes.</summary>
    public ReadOnlySpan<byte> Key => new(_memory.Pointer + (2 * ByteCount), KeySize.ByteCount);

    /// <summary>Block 0 of the plaintext, aligned to a cache line.</summary>
    public byte* Plaintext => _memory.Pointer;

    /// <summary>Block 0 of the expected ciphertext, aligned to a cache line.</summary>
    public byte* Ciphertext => _memory.Pointer + ByteCount;

    /// <summary>The plaintext.</summary>
    public ReadOnlySpan<byte> PlaintextSpan => new(Plaintext, ByteCount);

    /// <summary>The expected ciphertext.</summary>
    public ReadOnlySpan<byte> CiphertextSpan => new(Ciphertext, ByteCount);

    /// <summary>
    /// The uses after which a unit may be replaced. Making a unit takes a twentieth of the time of one use; at eight uses each, less than a hundredth of
    /// the time is spent on it. A CPU that is wrong only for a few blocks is found sooner the more different blocks it gets.
    /// </summary>
    public const int UsesPerUnit = 8;

    /// <summary>Creates a pool of block units.</summary>
    /// <param name="runSeed">The seed of the run.</param>
    /// <param name="keySizes">The key sizes, in turn.</param>
    /// <param name="workerCount">The number of workers.</param>
    /// <param name="usesPerUnit">The uses after which a unit may be replaced.</param>
    public static UnitPool<BlockUnit> Pool(ulong runSeed, IReadOnlyList<AesKeySize> keySizes, int workerCount, int usesPerUnit = UsesPerUnit) =>
        new(runSeed, workerCount, usesPerUnit, () => new BlockUnit(), (unit, seed, index) => unit.Make(seed, keySizes[(int)(index % keySizes.Count)]));

    /// <summary>Fills the unit with a new key, plaintext and expected ciphertext, using general-purpose registers only.</summary>
    /// <param name="seed">The unit's seed.</param>
    /// <param name="keySize">The key size.</param>
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
