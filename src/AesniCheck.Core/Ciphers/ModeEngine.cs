using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Ciphers;

/// <summary>
/// One implementation of modes of operation: an engine and the code around it that processes whole messages. Stateless
/// and thread-safe; the ciphers that it makes are not.
/// </summary>
internal abstract class ModeEngine
{
    /// <summary>The engine's name for users, reports and tests.</summary>
    public abstract string Name { get; }

    /// <summary>The CPU features that the engine needs, in the kernel's spelling; empty if it needs none, or if they are unknown.</summary>
    public virtual IReadOnlyList<string> Features => [];

    /// <summary>Whether the engine supports this mode on this machine.</summary>
    public abstract bool Supports(CipherMode mode);

    /// <summary>Returns, as a clause, why the engine lacks a mode here that it has elsewhere; null if it has the mode, or never has it.</summary>
    public virtual string? WhyNot(CipherMode mode) => null;

    /// <summary>Whether the engine's ciphers accept this key, whose length the mode's standard permits; called only for supported modes.</summary>
    public virtual bool SupportsKey(CipherMode mode, ReadOnlySpan<byte> key) => true;

    /// <summary>Whether the engine's ciphers accept messages of these lengths in this mode; by default, all lengths that the standard permits.</summary>
    /// <param name="mode">The mode, supported or not.</param>
    /// <param name="ivLength">In bytes; 0 for ECB.</param>
    /// <param name="tagLength">In bytes; 0 for modes without.</param>
    /// <param name="messageLength">In bytes.</param>
    public virtual bool SupportsLengths(CipherMode mode, int ivLength, int tagLength, int messageLength) =>
        mode.AllowsLengths(ivLength, tagLength, messageLength);

    /// <summary>Whether the engine's ciphers accept associated data of this length in bytes; called only for modes that have such data.</summary>
    public virtual bool SupportsAssociatedLength(int length) => true;

    /// <summary>Whether the engine's ciphers hold descriptors or much memory, and should be disposed soon.</summary>
    public virtual bool HoldsSystemResources => false;

    /// <summary>The width at which the engine multiplies for GHASH with PCLMULQDQ; null if it computes GHASH differently, or if the width is unknown.</summary>
    public virtual PclmulWidth? GhashWidth => null;

    /// <summary>Makes a cipher without a key.</summary>
    /// <exception cref="PlatformNotSupportedException">The mode is not supported here.</exception>
    public abstract MessageCipher CreateCipher(CipherMode mode);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>
/// A mode with a key, for whole messages. Input and output have the same length, and are the same memory or do not overlap; the
/// output does not overlap anything else. For one thread at a time.
/// </summary>
internal abstract class MessageCipher : IDisposable
{
    /// <summary>Sets the key; must be called first, and may be called again at any time.</summary>
    /// <param name="key">16, 24 or 32 bytes; twice that for XTS.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public abstract void SetKey(ReadOnlySpan<byte> key);

    /// <summary>Encrypts a message.</summary>
    /// <param name="iv">The IV, nonce, first counter block or tweak, depending on the mode; empty for ECB.</param>
    /// <param name="associatedData">The data that is only authenticated, of any length; empty for modes without.</param>
    /// <param name="plaintext">The message.</param>
    /// <param name="ciphertext">Receives the ciphertext.</param>
    /// <param name="tag">Receives the tag, truncated to the span's length; empty for modes without.</param>
    /// <exception cref="ArgumentException">The mode does not permit a length, or spans overlap that must not.</exception>
    /// <exception cref="InvalidOperationException">No key is set.</exception>
    public abstract void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag);

    /// <summary>Decrypts a message.</summary>
    /// <param name="iv">The IV, nonce, first counter block or tweak, depending on the mode; empty for ECB.</param>
    /// <param name="associatedData">The data that is only authenticated, of any length; empty for modes without.</param>
    /// <param name="ciphertext">The ciphertext.</param>
    /// <param name="tag">The tag, truncated to the span's length; empty for modes without.</param>
    /// <param name="plaintext">Receives the message. Meaningless if the tag is refused.</param>
    /// <returns>Whether the tag is right; true for modes without.</returns>
    /// <exception cref="ArgumentException">The mode does not permit a length, or spans overlap that must not.</exception>
    /// <exception cref="InvalidOperationException">No key is set.</exception>
    public abstract bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases unmanaged resources.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
