using FsCheck;
using FsCheck.Fluent;

namespace AesniCheck.Ciphers;

/// <summary>A random message in a mode, with lengths that the mode's standard has.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="KeySize">The key's size.</param>
/// <param name="IvLength">In bytes.</param>
/// <param name="AssociatedDataLength">In bytes; 0 for modes without.</param>
/// <param name="MessageLength">0 to 300: empty, parts of blocks, fewer than the eight blocks in flight, and more.</param>
/// <param name="TagLength">In bytes; 0 for modes without.</param>
/// <param name="CounterEnds">Whether the IV ends in ff, 0 to 16 times: so that counters wrap.</param>
/// <param name="Seed">The seed of everything.</param>
internal sealed record ModeCase(
    CipherMode Mode, AesKeySize KeySize, int IvLength, int AssociatedDataLength, int MessageLength, int TagLength, int CounterEnds, int Seed)
{
    public static Arbitrary<ModeCase> Any(CipherMode mode) => (
        from keySize in Gen.Elements<AesKeySize>(AesKeySizes.All)
        from ivLength in AnyLength(length => mode.AllowsIvLength(length), mode == CipherMode.Gcm ? 12 : null)
        from associatedDataLength in mode.IsAuthenticated ? Gen.Choose(0, 70) : Gen.Constant(0)
        from messageLength in AnyLength(length => mode.AllowsMessageLength(ivLength, length), null, maximum: 300)
        from tagLength in AnyLength(length => mode.AllowsTagLength(length), mode == CipherMode.Gcm ? 16 : null)
        from counterEnds in Gen.Choose(0, 16)
        from seed in Gen.Choose(0, int.MaxValue)
        select new ModeCase(mode, keySize, ivLength, associatedDataLength, messageLength, tagLength, counterEnds, seed)).ToArbitrary();

    public byte[] Key() => Random(0, Mode.KeyByteCount(KeySize));

    public byte[] AssociatedData() => Random(2, AssociatedDataLength);

    public byte[] Message() => Random(3, MessageLength);

    public byte[] Iv()
    {
        byte[] iv = Random(1, IvLength);
        iv.AsSpan(IvLength - Math.Min(CounterEnds, IvLength)).Fill(0xff);
        return iv;
    }

    public bool IsSupportedBy(ModeEngine engine) => engine.SupportsLengths(Mode, IvLength, TagLength, MessageLength);

    /// <summary>The ciphertext, followed by the tag.</summary>
    public byte[] Encrypt(ModeEngine engine, bool inPlace)
    {
        using MessageCipher cipher = engine.CreateCipher(Mode, Key());
        byte[] input = Message();
        byte[] output = inPlace ? input : new byte[MessageLength];
        byte[] tag = new byte[TagLength];
        cipher.Encrypt(Iv(), AssociatedData(), input, output, tag);
        return [.. output, .. tag];
    }

    /// <summary>The plaintext; null if the tag is refused.</summary>
    /// <param name="engine">The mode engine.</param>
    /// <param name="ciphertextAndTag">The ciphertext, followed by the tag.</param>
    /// <param name="inPlace">Whether the plaintext is written over the ciphertext.</param>
    public byte[]? Decrypt(ModeEngine engine, byte[] ciphertextAndTag, bool inPlace)
    {
        using MessageCipher cipher = engine.CreateCipher(Mode, Key());
        byte[] input = ciphertextAndTag[..MessageLength];
        byte[] output = inPlace ? input : new byte[MessageLength];
        return cipher.Decrypt(Iv(), AssociatedData(), input, ciphertextAndTag.AsSpan(MessageLength), output) ? output : null;
    }

    // The length that is common half the time, so that engines with that one alone get their share.
    private static Gen<int> AnyLength(Func<int, bool> allows, int? common, int maximum = 40)
    {
        Gen<int> any = Gen.Elements(Enumerable.Range(0, maximum + 1).Where(allows));
        return common is int length ? Gen.OneOf(any, Gen.Constant(length)) : any;
    }

    private byte[] Random(int part, int length)
    {
        byte[] bytes = new byte[length];
        new Random(Seed ^ part).NextBytes(bytes);
        return bytes;
    }
}
