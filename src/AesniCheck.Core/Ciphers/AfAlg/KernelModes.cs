using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// One driver of the kernel as an engine of one mode, asked through AF_ALG. It lives beside the host, not among the ciphers, which
/// know nothing of the system. It serves F5: the kernel's AES wrong where user space is right.
/// </summary>
/// <param name="sockets">The kernel.</param>
/// <param name="driver">The driver; one without a reason to skip it.</param>
/// <param name="release">The kernel's version.</param>
/// <param name="form">How requests are made.</param>
internal sealed class KernelModes(ICryptoSockets sockets, KernelDriver driver, KernelRelease release, KernelRequestForm form) : ModeEngine
{
    /// <summary>The longest message in bytes: what remains of a request beside a page for associated data and tag.</summary>
    public const int MaximumMessageLength = KernelCipher.MaximumLength - 4096;

    /// <inheritdoc/>
    public override string Name => Form == KernelRequestForm.Whole ? $"kernel:{Driver.Driver}" : $"kernel:{Driver.Driver} ({Form})";

    /// <summary>The driver.</summary>
    public KernelDriver Driver { get; } = driver;

    /// <summary>How requests are made.</summary>
    public KernelRequestForm Form { get; } = form;

    /// <summary>The lengths of associated data that the driver takes, in bytes; null when it takes any up to <see cref="MaximumAssociatedLength"/>.</summary>
    /// <remarks>RFC 4106 has the header of ESP, with a sequence number of 32 or of 64 bits: 8 or 12 bytes.</remarks>
    public IReadOnlyList<int>? AssociatedDataLengths { get; } = driver.IsRfc4106 ? [8, 12] : null;

    /// <summary>The most associated data in bytes.</summary>
    public static int MaximumAssociatedLength => KernelCipher.MaximumLength - MaximumMessageLength - AesCipher.BlockSize;

    /// <inheritdoc/>
    public override bool Supports(CipherMode mode) => mode == Driver.Mode && Driver.Skip is null;

    /// <inheritdoc/>
    public override bool SupportsLengths(CipherMode mode, int ivLength, int tagLength, int messageLength) =>
        base.SupportsLengths(mode, ivLength, tagLength, messageLength)
        && messageLength <= MaximumMessageLength
        && mode switch
        {
            // The driver's IV has one length, and RFC 4106 section 6 has three tags.
            CipherMode.Gcm => ivLength == 12
                && (!Driver.IsRfc4106 || tagLength is 8 or 12 or 16)
                && (messageLength > 0 || release.HasEmptyRequests),

            // Nothing in, nothing out: AF_ALG makes no request of that.
            CipherMode.Xts => messageLength % AesCipher.BlockSize == 0 || release.HasCiphertextStealing,
            _ => messageLength > 0,
        };

    /// <inheritdoc/>
    public override bool HoldsSystemResources => true;

    /// <inheritdoc/>
    public override bool SupportsAssociatedLength(int length) =>
        AssociatedDataLengths is { } lengths ? lengths.Contains(length) : length <= MaximumAssociatedLength;

    /// <inheritdoc/>
    /// <exception cref="KernelCryptoException">The kernel has no such driver, or no AF_ALG.</exception>
    public override ModeCipher CreateCipher(CipherMode mode)
    {
        if (!Supports(mode))
        {
            throw new PlatformNotSupportedException(Driver.Skip ?? $"{Name} does {Driver.Mode}, not {mode}.");
        }

        return mode.IsAuthenticated ? new KernelAeadCipher(sockets, Driver, Form) : new KernelBlockModeCipher(sockets, Driver, Form);
    }
}
