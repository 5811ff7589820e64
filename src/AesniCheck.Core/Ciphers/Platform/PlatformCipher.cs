namespace AesniCheck.Ciphers.Platform;

/// <summary>The base of a mode of the platform's library: checks messages before passing them on.</summary>
/// <param name="mode">The mode.</param>
internal abstract class PlatformCipher(CipherMode mode) : MessageCipher
{
    // Never written to: only empty slices of it are used.
    private static readonly byte[] DummyBuffer = new byte[1];

    /// <summary>The mode.</summary>
    protected CipherMode Mode { get; } = mode;

    /// <summary>Checks a message against the requirements of the standard and of the library.</summary>
    protected void Require(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> input,
        ReadOnlySpan<byte> output,
        ReadOnlySpan<byte> tag)
    {
        MessageSpans.Require(Mode, iv, associatedData, input, output, tag);
        if (!ModeEngines.Platform.SupportsLengths(Mode, iv.Length, tag.Length, input.Length))
        {
            throw new ArgumentException(
                $"The platform's {Mode} does not accept an IV of {iv.Length}, a tag of {tag.Length} and a message of {input.Length} bytes.",
                nameof(input));
        }
    }

    /// <summary>Gives an empty span an address: OpenSSL takes a null pointer with length 0 for a query, and CCM then fails ("tag not set").</summary>
    protected static ReadOnlySpan<byte> NonNull(ReadOnlySpan<byte> span) => span.IsEmpty ? DummyBuffer.AsSpan(0, 0) : span;

    /// <inheritdoc cref="NonNull(ReadOnlySpan{byte})"/>
    protected static Span<byte> NonNull(Span<byte> span) => span.IsEmpty ? DummyBuffer.AsSpan(0, 0) : span;

    /// <summary>Returns the object that holds the key; throws if there is none.</summary>
    protected static T RequireKey<T>(T? keyed)
        where T : class => keyed ?? throw new InvalidOperationException("No key is set: call SetKey first.");
}
