using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// GCM by the kernel, plain or in the form of RFC 4106. AF_ALG transfers all parts of a message in one stream. The input is associated data,
/// text, and for decryption the tag; the output is associated data, text, and for encryption the tag. The output contains the associated data
/// although Documentation/crypto/userspace-if.rst omits it (crypto/algif_aead.c, "Copy of AAD from source to destination").
/// </summary>
/// <remarks>
/// RFC 4106 (section 4, and the kernel's crypto/gcm.c): the first four bytes of GCM's IV, the salt, are the end of the key. The other
/// eight are the IV; they are also the end of the associated data, so that ESP can send them, but GCM ignores them there. Therefore, for the
/// kernel a message with another salt has another key.
/// </remarks>
internal sealed class AfAlgAeadCipher : MessageCipher
{
    private const int IvLength = 12;
    private const int SaltLength = 4;
    private const int MaximumKeyLength = 32;

    private readonly AfAlgCipher _cipher;
    private readonly bool _isRfc4106;
    private readonly AfAlgAeadMemory _memory = new();

    // The key, and for RFC 4106 the salt after it.
    private readonly byte[] _key = new byte[MaximumKeyLength + SaltLength];
    private int _keyLength;
    private bool _hasSalt;
    private int _tagLength = -1;

    /// <param name="sockets">Access to the kernel.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="form">The form of requests.</param>
    /// <exception cref="AfAlgException">The kernel has no AF_ALG, or no such driver.</exception>
    public AfAlgAeadCipher(ICryptoSockets sockets, AfAlgDriver driver, AfAlgRequestForm form)
    {
        _cipher = new AfAlgCipher(sockets, driver, form);
        _isRfc4106 = driver.IsRfc4106;
    }

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key)
    {
        AfAlgMessage.RequireKeyLength(CipherMode.Gcm, key.Length);
        ScalarBytes.Copy(key, _key);
        _keyLength = key.Length;
        _hasSalt = false;
        if (!_isRfc4106)
        {
            _cipher.SetKey(key);
        }
    }

    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        int associatedLength = Begin(iv, associatedData, plaintext, ciphertext, tag.Length);
        int length = associatedLength + plaintext.Length;

        // In place for the caller is in place for the kernel: the same memory, with room for the tag after the input.
        bool inPlace = plaintext.Overlaps(ciphertext);
        Span<byte> input = _memory.Input(inPlace ? length + tag.Length : length);
        Span<byte> output = inPlace ? input : _memory.Output(length + tag.Length);
        Fill(input, iv, associatedData, plaintext);
        _cipher.Transform(AlgMessage.Encrypt, RequestIv(iv), associatedLength, input[..length], output);
        ScalarBytes.Copy(output[associatedLength..length], ciphertext);
        ScalarBytes.Copy(output[length..], tag);
    }

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        int associatedLength = Begin(iv, associatedData, ciphertext, plaintext, tag.Length);
        int length = associatedLength + ciphertext.Length;
        Span<byte> input = _memory.Input(length + tag.Length);
        Span<byte> output = ciphertext.Overlaps(plaintext) ? input[..length] : _memory.Output(length);
        Fill(input, iv, associatedData, ciphertext);
        ScalarBytes.Copy(tag, input[length..]);
        bool isRight = _cipher.Transform(AlgMessage.Decrypt, RequestIv(iv), associatedLength, input, output);
        ScalarBytes.Copy(output[associatedLength..], plaintext);
        return isRight;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        _memory.Dispose();
        base.Dispose(disposing);
    }

    // Checks the arguments and sets the salt and the tag length; returns the length of the kernel's associated data.
    private int Begin(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> input, Span<byte> output, int tagLength)
    {
        AfAlgMessage.Require(_keyLength > 0, input, output);
        if (iv.Length != IvLength)
        {
            throw new ArgumentException($"The IV has {iv.Length} bytes; it must have {IvLength}.", nameof(iv));
        }

        if (_isRfc4106 ? associatedData.Length is not (8 or 12) : associatedData.Length > AfAlgModes.MaximumAssociatedLength)
        {
            throw new ArgumentException($"The associated data has {associatedData.Length} bytes, which the driver does not accept.", nameof(associatedData));
        }

        if (!CipherMode.Gcm.AllowsTagLength(tagLength))
        {
            throw new ArgumentException($"GCM does not permit a tag of {tagLength} bytes.", nameof(tagLength));
        }

        if (_isRfc4106)
        {
            SetSalt(iv[..SaltLength]);
        }

        if (tagLength != _tagLength)
        {
            _tagLength = -1;
            _cipher.SetTagLength(tagLength);
            _tagLength = tagLength;
        }

        return associatedData.Length + (_isRfc4106 ? IvLength - SaltLength : 0);
    }

    // Associated data, for RFC 4106 followed by the rest of the IV, then the text.
    private void Fill(Span<byte> input, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> text)
    {
        ScalarBytes.Copy(associatedData, input);
        input = input[associatedData.Length..];
        if (_isRfc4106)
        {
            ScalarBytes.Copy(iv[SaltLength..], input);
            input = input[(IvLength - SaltLength)..];
        }

        ScalarBytes.Copy(text, input);
    }

    private void SetSalt(ReadOnlySpan<byte> salt)
    {
        Span<byte> held = _key.AsSpan(_keyLength, SaltLength);
        if (!_hasSalt || !ScalarBytes.AreEqual(held, salt))
        {
            ScalarBytes.Copy(salt, held);
            _hasSalt = false;
            _cipher.SetKey(_key.AsSpan(0, _keyLength + SaltLength));
            _hasSalt = true;
        }
    }

    private ReadOnlySpan<byte> RequestIv(ReadOnlySpan<byte> iv) => _isRfc4106 ? iv[SaltLength..] : iv;
}
