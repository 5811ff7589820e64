namespace AesniCheck.Ciphers;

/// <summary>One implementation of AES. Stateless and thread-safe; the ciphers that it makes are not.</summary>
public abstract class AesEngine
{
    /// <summary>The engine's name for users, reports and tests.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this machine and runtime support the engine.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Expands a key.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    /// <exception cref="PlatformNotSupportedException">The engine is not supported here.</exception>
    public abstract AesCipher CreateCipher(ReadOnlySpan<byte> key);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
