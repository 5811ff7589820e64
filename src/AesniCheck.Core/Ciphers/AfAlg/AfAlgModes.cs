using AesniCheck.Interop;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>
/// One driver of the kernel as an engine of one mode, through AF_ALG.
/// Covers F5: the kernel's AES is wrong while user space is right.
/// </summary>
/// <param name="sockets">Access to the kernel.</param>
/// <param name="driver">The driver; must not have a reason to skip it.</param>
/// <param name="release">The kernel's version.</param>
/// <param name="form">The form of requests.</param>
internal sealed class AfAlgModes(ICryptoSockets sockets, AfAlgDriver driver, KernelRelease release, AfAlgRequestForm form) : ModeEngine
{
    /// <summary>The longest message in bytes: a request without one page for associated data and tag.</summary>
    public const int MaximumMessageLength = AfAlgCipher.MaximumLength - 4096;

    /// <inheritdoc/>
    public override string Name => Form == AfAlgRequestForm.Whole ? $"kernel:{Driver.Driver}" : $"kernel:{Driver.Driver} ({Form})";

    /// <summary>The driver.</summary>
    public AfAlgDriver Driver { get; } = driver;

    /// <summary>The form of requests.</summary>
    public AfAlgRequestForm Form { get; } = form;

    /// <summary>The lengths of associated data that the driver accepts, in bytes; null if it accepts any up to <see cref="MaximumAssociatedLength"/>.</summary>
    /// <remarks>RFC 4106 uses the header of ESP, with a sequence number of 32 or of 64 bits: 8 or 12 bytes.</remarks>
    public IReadOnlyList<int>? AssociatedDataLengths { get; } = driver.IsRfc4106 ? [8, 12] : null;

    /// <summary>The maximum length of associated data in bytes.</summary>
    public static int MaximumAssociatedLength => AfAlgCipher.MaximumLength - MaximumMessageLength - AesCipher.BlockSize;

    /// <inheritdoc/>
    public override bool Supports(CipherMode mode) => mode == Driver.Mode && Driver.Skip is null;

    /// <inheritdoc/>
    public override bool SupportsLengths(CipherMode mode, int ivLength, int tagLength, int messageLength) =>
        base.SupportsLengths(mode, ivLength, tagLength, messageLength)
        && messageLength <= MaximumMessageLength
        && mode switch
        {
            // The driver's IV has one length, and RFC 4106 section 6 permits three tag lengths.
            CipherMode.Gcm => ivLength == 12
                && (!Driver.IsRfc4106 || tagLength is 8 or 12 or 16)
                && (messageLength > 0 || release.HasEmptyRequests),

            // XTS has no empty messages; in the other modes AF_ALG makes no request of one.
            CipherMode.Xts => messageLength % AesCipher.BlockSize == 0 || release.HasCiphertextStealing,
            _ => messageLength > 0,
        };

    /// <inheritdoc/>
    public override bool HoldsSystemResources => true;

    /// <inheritdoc/>
    public override bool SupportsAssociatedLength(int length) =>
        AssociatedDataLengths is { } lengths ? lengths.Contains(length) : length <= MaximumAssociatedLength;

    /// <inheritdoc/>
    /// <exception cref="AfAlgException">The kernel has no AF_ALG, or no such driver.</exception>
    public override MessageCipher CreateCipher(CipherMode mode)
    {
        if (!Supports(mode))
        {
            throw new PlatformNotSupportedException(Driver.Skip ?? $"{Name} does {Driver.Mode}, not {mode}.");
        }

        return mode.IsAuthenticated ? new AfAlgAeadCipher(sockets, Driver, Form) : new AfAlgBlockModeCipher(sockets, Driver, Form);
    }
}
