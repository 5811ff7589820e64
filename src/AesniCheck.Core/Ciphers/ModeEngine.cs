using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Ciphers;

/// <summary>
/// One implementation of modes of operation: an engine with the code around it that makes whole messages of blocks. Stateless
/// and thread-safe; the ciphers that it makes are not.
/// </summary>
internal abstract class ModeEngine
{
    /// <summary>The name that users, reports and tests know it by.</summary>
    public abstract string Name { get; }

    /// <summary>The CPU features that it needs, in the kernel's spelling; none if it can do without, or nothing is known of them.</summary>
    public virtual IReadOnlyList<string> Features => [];

    /// <summary>Whether it has this mode, on this machine.</summary>
    public abstract bool Supports(CipherMode mode);

    /// <summary>Why it lacks a mode here that it has elsewhere, in half a sentence; null where it has the mode, or never does.</summary>
    public virtual string? WhyNot(CipherMode mode) => null;

    /// <summary>Whether its ciphers take this key, whose length the mode's standard has; asked for modes that are supported.</summary>
    public virtual bool SupportsKey(CipherMode mode, ReadOnlySpan<byte> key) => true;

    /// <summary>Whether its ciphers take messages of these lengths in this mode: all that the standard has, unless it says otherwise.</summary>
    /// <param name="mode">The mode, supported or not.</param>
    /// <param name="ivLength">In bytes; 0 for ECB.</param>
    /// <param name="tagLength">In bytes; 0 for modes without.</param>
    /// <param name="messageLength">In bytes.</param>
    public virtual bool SupportsLengths(CipherMode mode, int ivLength, int tagLength, int messageLength) =>
        mode.AllowsLengths(ivLength, tagLength, messageLength);

    /// <summary>Whether its ciphers take associated data of this length in bytes; asked for modes that have such data.</summary>
    public virtual bool SupportsAssociatedLength(int length) => true;

    /// <summary>Whether its ciphers hold descriptors or much memory, so that they are to be given back soon.</summary>
    public virtual bool HoldsSystemResources => false;

    /// <summary>The width at which it multiplies for GHASH with PCLMULQDQ; null where it does that otherwise, or it is not known.</summary>
    public virtual PclmulWidth? GhashWidth => null;

    /// <summary>Makes a cipher, which has no key yet.</summary>
    /// <exception cref="PlatformNotSupportedException">The mode is not supported here.</exception>
    public abstract ModeCipher CreateCipher(CipherMode mode);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>
/// A mode with a key: whole messages at a time. Input and output are as long as each other, and the same memory or apart; the
/// output is apart from everything else. For one thread at a time.
/// </summary>
internal abstract class ModeCipher : IDisposable
{
    /// <summary>Takes a key; before anything else, and again at any time.</summary>
    /// <param name="key">16, 24 or 32 bytes; twice that for XTS.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public abstract void SetKey(ReadOnlySpan<byte> key);

    /// <summary>Encrypts a message.</summary>
    /// <param name="iv">IV, nonce, first counter block or tweak, as the mode has it; empty for ECB.</param>
    /// <param name="associatedData">What is authenticated only, any length; empty for modes without.</param>
    /// <param name="plaintext">The message.</param>
    /// <param name="ciphertext">Receives the ciphertext.</param>
    /// <param name="tag">Receives the tag, cut to its length; empty for modes without.</param>
    /// <exception cref="ArgumentException">A length is not one that the mode has, or the spans overlap where they may not.</exception>
    /// <exception cref="InvalidOperationException">There is no key yet.</exception>
    public abstract void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag);

    /// <summary>Decrypts a message.</summary>
    /// <param name="iv">IV, nonce, first counter block or tweak, as the mode has it; empty for ECB.</param>
    /// <param name="associatedData">What is authenticated only, any length; empty for modes without.</param>
    /// <param name="ciphertext">The ciphertext.</param>
    /// <param name="tag">The tag, cut to its length; empty for modes without.</param>
    /// <param name="plaintext">Receives the message. Of no meaning where the tag is refused.</param>
    /// <returns>Whether the tag is right; true for modes without.</returns>
    /// <exception cref="ArgumentException">A length is not one that the mode has, or the spans overlap where they may not.</exception>
    /// <exception cref="InvalidOperationException">There is no key yet.</exception>
    public abstract bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what is not memory of the runtime.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
