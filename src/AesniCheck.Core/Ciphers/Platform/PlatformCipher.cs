namespace AesniCheck.Ciphers.Platform;

/// <summary>A mode of the platform's library: what is checked before a message is handed over.</summary>
/// <param name="mode">The mode.</param>
internal abstract class PlatformCipher(CipherMode mode) : ModeCipher
{
    // Never written to: only slices of no bytes are taken of it.
    private static readonly byte[] Somewhere = new byte[1];

    /// <summary>The mode.</summary>
    protected CipherMode Mode { get; } = mode;

    /// <summary>Checks a message: what the standard demands, and what the library demands beyond it.</summary>
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
                $"The platform's {Mode} does not take an IV of {iv.Length}, a tag of {tag.Length} and a message of {input.Length} bytes.",
                nameof(input));
        }
    }

    /// <summary>The same span, but with an address: where there is none, OpenSSL takes a text of no bytes for a question, and CCM fails ("tag not set").</summary>
    protected static ReadOnlySpan<byte> WithAddress(ReadOnlySpan<byte> span) => span.IsEmpty ? Somewhere.AsSpan(0, 0) : span;

    /// <inheritdoc cref="WithAddress(ReadOnlySpan{byte})"/>
    protected static Span<byte> WithAddress(Span<byte> span) => span.IsEmpty ? Somewhere.AsSpan(0, 0) : span;

    /// <summary>The object that holds the key.</summary>
    protected static T RequireKey<T>(T? keyed)
        where T : class => keyed ?? throw new InvalidOperationException("No key is set: call SetKey first.");
}
