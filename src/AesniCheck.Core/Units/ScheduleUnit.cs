using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work for the schedule probe: 64 keys of one size, and the round keys that the reference expands from them,
/// for encryption and for decryption.
/// <para>
/// Everything follows from a 64-bit seed and the key size: the keys, one after the
/// other, are the output of <see cref="SplitMix64"/> with that seed, written little-endian.
/// </para>
/// Many threads may read a unit at the same time; <see cref="Make"/> needs exclusive access, and does not allocate.
/// </summary>
internal sealed unsafe class ScheduleUnit : Unit
{
    /// <summary>The number of keys.</summary>
    public const int KeyCount = 64;

    private const int MaximumKeyBytes = 32;
    private const int MaximumRoundKeys = 15;
    private const int DirectionBytes = MaximumRoundKeys * AesCipher.BlockSize;

    // One use for each worker. Making a unit takes half as long as one use, and a CPU that is wrong only for a few keys is found sooner the more
    // different keys it gets.
    private const int UsesPerUnit = 1;

    private readonly AlignedMemory _memory = new(KeyCount * (MaximumKeyBytes + (2 * DirectionBytes)));
    private readonly SoftwareKeySchedule _schedule = new();

    /// <summary>The size of the keys.</summary>
    public AesKeySize KeySize { get; private set; }

    /// <summary>The length of the round keys for one direction, in bytes.</summary>
    public int RoundKeyBytes => (KeySize.RoundCount + 1) * AesCipher.BlockSize;

    /// <summary>The whole content of the unit, for comparison with another.</summary>
    public ReadOnlySpan<byte> Content => _memory.Span;

    /// <summary>Creates a pool of schedule units, which take all key sizes in turn.</summary>
    public static UnitPool<ScheduleUnit> Pool(ulong runSeed, int workerCount) =>
        new(runSeed, workerCount, UsesPerUnit, () => new ScheduleUnit(), (unit, seed, index) => unit.Make(seed, AesKeySizes.All[(int)(index % AesKeySizes.All.Count)]));

    /// <summary>Returns a key: 16, 24 or 32 bytes.</summary>
    public ReadOnlySpan<byte> Key(int index) => new(KeyAt(index), KeySize.ByteCount);

    /// <summary>Returns the expected round keys of a key: Nr + 1 of 16 bytes each, in the order in which the direction uses them.</summary>
    public byte* RoundKeys(int index, CipherDirection direction) =>
        _memory.Pointer + (KeyCount * MaximumKeyBytes) + (((2 * index) + (direction == CipherDirection.Encrypt ? 0 : 1)) * DirectionBytes);

    /// <summary>Returns the same as a span.</summary>
    public ReadOnlySpan<byte> RoundKeySpan(int index, CipherDirection direction) => new(RoundKeys(index, direction), RoundKeyBytes);

    /// <summary>Fills the unit with new keys and round keys, using general-purpose registers only.</summary>
    public void Make(ulong seed, AesKeySize keySize)
    {
        Seed = seed;
        KeySize = keySize;
        var generator = new SplitMix64(seed);
        for (int i = 0; i < KeyCount; i++)
        {
            var key = new Span<byte>(KeyAt(i), keySize.ByteCount);
            generator.Fill(key);
            _schedule.Expand(key);
            Write(_schedule.EncryptionWords, RoundKeys(i, CipherDirection.Encrypt));
            Write(_schedule.DecryptionWords, RoundKeys(i, CipherDirection.Decrypt));
        }
    }

    private static void Write(ReadOnlySpan<uint> words, byte* roundKeys)
    {
        for (int i = 0; i < words.Length; i++)
        {
            ((uint*)roundKeys)[i] = words[i];
        }
    }

    private byte* KeyAt(int index) => _memory.Pointer + (index * MaximumKeyBytes);
}
