using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Portable;

namespace AesniCheck.Units;

/// <summary>
/// A seeded batch of work: a key, eight messages with IV and associated data, and the ciphertexts and tags that the reference
/// computes from them in one mode of operation.
/// <para>
/// Everything follows from a 64-bit seed, the shape of the messages and the key size, through <see cref="SplitMix64"/> with that seed:
/// first the key, then for each message its lengths, IV, associated data and plaintext. A quarter of the messages are short; half of the lengths are
/// next to a block boundary; half of CTR's counters wrap within the message, and so do a quarter of GCM's if the IV can have 16 bytes.
/// </para>
/// Many threads may read a unit at the same time; <see cref="Make"/> needs exclusive access, and does not allocate once each mode has been made.
/// </summary>
internal sealed unsafe class MessageUnit : Unit
{
    /// <summary>The number of messages.</summary>
    public const int MessageCount = 8;

    private const int KeyBytes = 64;
    private const int MessageBytes = MessageShape.MaximumIvLength + MessageShape.MaximumAssociatedLength + (2 * MessageShape.MaximumLength) + MessageShape.MaximumTagLength;
    private const int ShortLength = 80;

    // Making a unit takes as long as one use. An error that affects only a few lengths is found sooner the more different messages there are.
    private const int UsesPerUnit = 8;

    private readonly AlignedMemory _memory = new(KeyBytes + (MessageCount * MessageBytes));
    private readonly Lengths[] _lengths = new Lengths[MessageCount];
    private readonly MessageCipher?[] _references = new MessageCipher?[Enum.GetValues<CipherMode>().Length];

    /// <summary>The shape of the messages.</summary>
    public MessageShape Shape { get; private set; } = new() { Mode = CipherMode.Ecb, IvLengths = [0] };

    /// <summary>The key size.</summary>
    public AesKeySize KeySize { get; private set; } = AesKeySize.Aes128;

    /// <summary>The key: 16, 24 or 32 bytes, and twice that for XTS.</summary>
    public ReadOnlySpan<byte> Key => new(_memory.Pointer, Shape.Mode.KeyByteCount(KeySize));

    /// <summary>Creates a pool of message units, which take all shapes and all key sizes in turn.</summary>
    /// <param name="runSeed">The seed of the run.</param>
    /// <param name="shapes">The shapes.</param>
    /// <param name="keySizes">The key sizes.</param>
    /// <param name="workerCount">The number of workers.</param>
    /// <param name="usesPerUnit">The uses after which a unit may be replaced.</param>
    public static UnitPool<MessageUnit> Pool(
        ulong runSeed, IReadOnlyList<MessageShape> shapes, IReadOnlyList<AesKeySize> keySizes, int workerCount, int usesPerUnit = UsesPerUnit) =>
        new(
            runSeed,
            workerCount,
            usesPerUnit,
            () => new MessageUnit(),
            (unit, seed, index) =>
            {
                MessageShape shape = shapes[(int)(index % shapes.Count)];
                IReadOnlyList<AesKeySize> sizes = shape.KeySizes ?? keySizes;
                unit.Make(seed, shape, sizes[(int)(index / shapes.Count % sizes.Count)]);
            });

    /// <summary>The IV of a message.</summary>
    public ReadOnlySpan<byte> Iv(int message) => new(At(message), _lengths[message].Iv);

    /// <summary>The associated data of a message.</summary>
    public ReadOnlySpan<byte> AssociatedData(int message) => new(At(message) + MessageShape.MaximumIvLength, _lengths[message].Associated);

    /// <summary>The plaintext of a message.</summary>
    public ReadOnlySpan<byte> Plaintext(int message) => new(PlaintextAt(message), _lengths[message].Message);

    /// <summary>The expected ciphertext of a message.</summary>
    public ReadOnlySpan<byte> Ciphertext(int message) => new(PlaintextAt(message) + MessageShape.MaximumLength, _lengths[message].Message);

    /// <summary>The expected tag of a message.</summary>
    public ReadOnlySpan<byte> Tag(int message) => new(PlaintextAt(message) + (2 * MessageShape.MaximumLength), _lengths[message].Tag);

    /// <summary>Whether the key and a message are the same in another unit, including the reference's results.</summary>
    public bool IsSameAs(MessageUnit other, int message) =>
        ScalarBytes.AreEqual(Key, other.Key)
        && ScalarBytes.AreEqual(Iv(message), other.Iv(message))
        && ScalarBytes.AreEqual(AssociatedData(message), other.AssociatedData(message))
        && ScalarBytes.AreEqual(Plaintext(message), other.Plaintext(message))
        && ScalarBytes.AreEqual(Ciphertext(message), other.Ciphertext(message))
        && ScalarBytes.AreEqual(Tag(message), other.Tag(message));

    /// <summary>Fills the unit anew, using general-purpose registers only.</summary>
    public void Make(ulong seed, MessageShape shape, AesKeySize keySize)
    {
        Seed = seed;
        Shape = shape;
        KeySize = keySize;
        var generator = new SplitMix64(seed);
        generator.Fill(new Span<byte>(_memory.Pointer, KeyBytes));

        MessageCipher reference = _references[(int)shape.Mode] ??= ModeEngines.Software.CreateCipher(shape.Mode);
        reference.SetKey(Key);
        for (int message = 0; message < MessageCount; message++)
        {
            _lengths[message] = Draw(ref generator);
            MakeInput(ref generator, message);
            reference.Encrypt(
                Iv(message),
                AssociatedData(message),
                Plaintext(message),
                new Span<byte>(PlaintextAt(message) + MessageShape.MaximumLength, _lengths[message].Message),
                new Span<byte>(PlaintextAt(message) + (2 * MessageShape.MaximumLength), _lengths[message].Tag));
        }
    }

    private Lengths Draw(ref SplitMix64 generator)
    {
        // A quarter of the messages are short: loop prologues and epilogues meet there.
        int maximum = generator.Next() % 4 == 0 ? Math.Min(Shape.Minimum + ShortLength, Shape.Maximum) : Shape.Maximum;
        int span = maximum - Shape.Minimum + 1;
        int length = Shape.Minimum + (int)(generator.Next() % (ulong)span);
        if (generator.Next() % 2 == 0)
        {
            // To the block boundary below, or one byte off it.
            length = (length & ~0xf) + (int)(generator.Next() % 3) - 1;
        }

        length = Math.Clamp(length, Shape.Minimum, Shape.Maximum);
        length -= length % Shape.Multiple;
        int associated = Shape.AssociatedLengths is { } lengths ? Pick(ref generator, lengths) : (int)(generator.Next() % (MessageShape.MaximumAssociatedLength + 1));
        return new Lengths(Pick(ref generator, Shape.IvLengths), associated, Math.Max(length, Shape.Minimum), Pick(ref generator, Shape.TagLengths));
    }

    private void MakeInput(ref SplitMix64 generator, int message)
    {
        byte* memory = At(message);
        generator.Fill(new Span<byte>(memory, MessageShape.MaximumIvLength + MessageShape.MaximumAssociatedLength + MessageShape.MaximumLength));
        ulong wrap = generator.Next();
        if (Shape.Mode == CipherMode.Ctr && wrap % 2 == 0)
        {
            // The last 4, 8 or all 16 bytes of the counter are about to overflow.
            int bytes = (int)(wrap / 2 % 3) switch { 0 => 4, 1 => 8, _ => 16 };
            SetAboutToWrap(new Span<byte>(memory + AesCipher.BlockSize - bytes, bytes), wrap);
        }
        else if (Shape.Mode == CipherMode.Gcm && wrap % 4 == 0 && Shape.IvLengths.Contains(AesCipher.BlockSize))
        {
            MakeCounterWrap(memory, wrap);
            _lengths[message] = _lengths[message] with { Iv = AesCipher.BlockSize };
        }
    }

    /// <summary>Makes an IV of 16 bytes from which the 32-bit counter wraps.</summary>
    private void MakeCounterWrap(byte* iv, ulong wrap)
    {
        MessageCipher ecb = _references[(int)CipherMode.Ecb] ??= ModeEngines.Software.CreateCipher(CipherMode.Ecb);
        ecb.SetKey(Key);
        Span<byte> hashKey = stackalloc byte[AesCipher.BlockSize];
        hashKey.Clear();
        ecb.Encrypt([], [], hashKey, hashKey, []);

        var counterBlock = new Span<byte>(iv, AesCipher.BlockSize);
        SetAboutToWrap(counterBlock[12..], wrap);
        GcmIv.ForCounterBlock(hashKey, counterBlock, counterBlock);
    }

    /// <summary>Sets all bits except some of the lowest ones.</summary>
    private static void SetAboutToWrap(Span<byte> counter, ulong random)
    {
        for (int i = 0; i < counter.Length; i++)
        {
            counter[i] = 0xff;
        }

        counter[^1] = (byte)(0xff - ((random >> 8) % 32));
    }

    private static int Pick(ref SplitMix64 generator, IReadOnlyList<int> choices) => choices[(int)(generator.Next() % (ulong)choices.Count)];

    private byte* At(int message) => _memory.Pointer + KeyBytes + (message * MessageBytes);

    private byte* PlaintextAt(int message) => At(message) + MessageShape.MaximumIvLength + MessageShape.MaximumAssociatedLength;

    private readonly record struct Lengths(int Iv, int Associated, int Message, int Tag);
}
