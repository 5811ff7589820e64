using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Probes;

/// <summary>Modes of another engine, with scripted errors. All numbers of calls begin at 1 and cover all its ciphers.</summary>
internal sealed class ScriptedModes(ModeEngine real, string name = "scripted") : ModeEngine
{
    private int _encryptions;
    private int _decryptions;

    /// <summary>Changes the output of an encryption.</summary>
    public delegate void EncryptionChange(int call, Span<byte> ciphertext, Span<byte> tag);

    /// <summary>Changes the output of a decryption, and returns whether the tag is accepted.</summary>
    public delegate bool DecryptionChange(int call, bool accepted, Span<byte> plaintext);

    public EncryptionChange Encrypted { get; init; } = (_, _, _) => { };

    public DecryptionChange Decrypted { get; init; } = (_, accepted, _) => accepted;

    /// <summary>Is given each tag that is to be checked.</summary>
    public Action<byte[]> TagSeen { get; init; } = _ => { };

    /// <summary>Comes before a key is taken.</summary>
    public Action KeySet { get; init; } = () => { };

    /// <summary>The encryptions and decryptions so far.</summary>
    public int Calls => _encryptions + _decryptions;

    public PclmulWidth? Width { get; init; }

    public override PclmulWidth? GhashWidth => Width;

    public override string Name => name;

    public override bool Supports(CipherMode mode) => real.Supports(mode);

    public override string? WhyNot(CipherMode mode) => real.WhyNot(mode);

    public override bool SupportsKey(CipherMode mode, ReadOnlySpan<byte> key) => real.SupportsKey(mode, key);

    public override bool SupportsLengths(CipherMode mode, int ivLength, int tagLength, int messageLength) =>
        real.SupportsLengths(mode, ivLength, tagLength, messageLength);

    public override MessageCipher CreateCipher(CipherMode mode) => new Cipher(this, real.CreateCipher(mode));

    private sealed class Cipher(ScriptedModes engine, MessageCipher real) : MessageCipher
    {
        public override void SetKey(ReadOnlySpan<byte> key)
        {
            engine.KeySet();
            real.SetKey(key);
        }

        public override void Encrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
        {
            real.Encrypt(iv, associatedData, plaintext, ciphertext, tag);
            engine.Encrypted(++engine._encryptions, ciphertext, tag);
        }

        public override bool Decrypt(
            ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
        {
            engine.TagSeen(tag.ToArray());
            bool accepted = real.Decrypt(iv, associatedData, ciphertext, tag, plaintext);
            return engine.Decrypted(++engine._decryptions, accepted, plaintext);
        }

        protected override void Dispose(bool disposing)
        {
            real.Dispose();
            base.Dispose(disposing);
        }
    }
}
