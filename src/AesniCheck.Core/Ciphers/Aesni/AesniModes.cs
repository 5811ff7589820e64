using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// The hardware modes, built as in Linux's aesni_intel: AES-NI, and PCLMULQDQ for GHASH. One engine for each width of
/// PCLMULQDQ; the width matters only for GCM.
/// </summary>
/// <param name="loops">The loops of the modes.</param>
internal sealed class AesniModes(AesniLoops loops) : ModeEngine
{
    /// <summary>All engines, the narrowest first, supported here or not.</summary>
    public static IReadOnlyList<AesniModes> All { get; } =
        [new(new AesniLoops(PclmulWidth.V128)), new(new AesniLoops(PclmulWidth.V256)), new(new AesniLoops(PclmulWidth.V512))];

    /// <inheritdoc/>
    public override string Name => loops.Width == PclmulWidth.V128 ? "aesni/pclmulqdq" : $"aesni/vpclmulqdq-{(int)loops.Width}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features => ["aes", .. loops.Width.Features];

    /// <inheritdoc/>
    public override PclmulWidth? GhashWidth => loops.Width;

    /// <inheritdoc/>
    public override bool Supports(CipherMode mode) =>
        mode is CipherMode.Ecb or CipherMode.Cbc or CipherMode.Ctr or CipherMode.Gcm
        && Aes.IsSupported
        && loops.Width.IsSupported;

    /// <inheritdoc/>
    public override MessageCipher CreateCipher(CipherMode mode)
    {
        if (!Supports(mode))
        {
            throw new PlatformNotSupportedException($"The engine {Name} does not support {mode} on this CPU and runtime.");
        }

        return mode switch
        {
            CipherMode.Ecb => new AesniEcb(loops),
            CipherMode.Cbc => new AesniCbc(loops),
            CipherMode.Ctr => new AesniCtr(loops),
            _ => new AesniGcm(loops),
        };
    }
}
