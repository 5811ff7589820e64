namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// All modes over an engine: the code around the engine works in general-purpose registers, including GHASH, so that only the
/// engine itself uses vector registers.
/// </summary>
internal class PortableModes(AesEngine engine) : ModeEngine
{
    /// <inheritdoc/>
    public override string Name => engine.Name;

    /// <inheritdoc/>
    public override bool Supports(CipherMode mode) => engine.IsSupported && Enum.IsDefined(mode);

    /// <inheritdoc/>
    public override MessageCipher CreateCipher(CipherMode mode)
    {
        if (!Supports(mode))
        {
            throw new PlatformNotSupportedException($"The engine {Name} does not support {mode} on this CPU and runtime.");
        }

        return new PortableCipher(mode, CreateKeyExpander(), CreateKeyExpander());
    }

    /// <summary>Makes the expander for the keys of one cipher.</summary>
    protected virtual KeyExpander CreateKeyExpander() => engine.CreateCipher;
}

/// <summary>Expands a key. The cipher is valid until the next key is expanded.</summary>
/// <param name="key">16, 24 or 32 bytes.</param>
/// <exception cref="ArgumentException">The key has another length.</exception>
internal delegate AesCipher KeyExpander(ReadOnlySpan<byte> key);
