using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Modes;

/// <summary>
/// Modes in hardware as Linux's aesni_intel makes them: AES-NI, and PCLMULQDQ for GHASH. One engine for each width of
/// PCLMULQDQ, which only GCM tells apart.
/// </summary>
internal sealed class AesniModes(PclmulWidth width) : ModeEngine
{
    /// <summary>All of them, the narrowest first, supported here or not.</summary>
    public static IReadOnlyList<AesniModes> All { get; } = [new(PclmulWidth.V128), new(PclmulWidth.V256), new(PclmulWidth.V512)];

    /// <inheritdoc/>
    public override string Name => width == PclmulWidth.V128 ? "aesni/pclmulqdq" : $"aesni/vpclmulqdq-{(int)width}";

    /// <inheritdoc/>
    public override PclmulWidth? GhashWidth => width;

    /// <inheritdoc/>
    public override bool Supports(CipherMode mode) =>
        mode is CipherMode.Ecb or CipherMode.Cbc or CipherMode.Ctr or CipherMode.Gcm
        && Aes.IsSupported
        && width.IsSupported;

    /// <inheritdoc/>
    public override ModeCipher CreateCipher(CipherMode mode)
    {
        if (!Supports(mode))
        {
            throw new PlatformNotSupportedException($"The engine {Name} does not have the mode {mode} on this CPU and runtime.");
        }

        return mode switch
        {
            CipherMode.Ecb => new AesniEcb(),
            CipherMode.Cbc => new AesniCbc(),
            CipherMode.Ctr => new AesniCtr(),
            _ => new AesniGcm(width),
        };
    }
}
