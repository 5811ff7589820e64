using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>The width in bits at which GHASH multiplies.</summary>
internal enum PclmulWidth
{
    /// <summary>PCLMULQDQ on XMM registers: one block at a time.</summary>
    V128 = 128,

    /// <summary>VPCLMULQDQ on YMM registers: two blocks.</summary>
    V256 = 256,

    /// <summary>VPCLMULQDQ on ZMM registers: four blocks.</summary>
    V512 = 512,
}

/// <summary>The support for the widths on this machine.</summary>
internal static class PclmulWidths
{
    extension(PclmulWidth width)
    {
        /// <summary>Whether this CPU and runtime support the instructions.</summary>
        public bool IsSupported => width switch
        {
            PclmulWidth.V128 => Pclmulqdq.IsSupported && Ssse3.IsSupported,
            PclmulWidth.V256 => Pclmulqdq.V256.IsSupported && Avx2.IsSupported,
            PclmulWidth.V512 => Pclmulqdq.V512.IsSupported && Avx512BW.IsSupported,
            _ => false,
        };

        /// <summary>The CPU features that the width needs, in the kernel's spelling.</summary>
        public IReadOnlyList<string> Features => width switch
        {
            PclmulWidth.V512 => ["vpclmulqdq", "avx512f", "avx512bw"],
            PclmulWidth.V256 => ["vpclmulqdq", "avx2"],
            _ => ["pclmulqdq", "ssse3"],
        };

        /// <summary>The number of blocks in a register.</summary>
        public int BlockCount => (int)width / 128;
    }
}
