using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Units;

/// <summary>Which registers the loop of the register probe fills.</summary>
[JsonConverter(typeof(KebabCaseConverter<RegisterKind>))]
public enum RegisterKind
{
    /// <summary>Sixteen 256-bit registers, YMM0 to YMM15: fifteen values and a constant. AVX2.</summary>
    Ymm,

    /// <summary>Thirty-two 512-bit registers, ZMM0 to ZMM31: thirty-one values and a constant. AVX-512.</summary>
    Zmm,

    /// <summary>
    /// The seven opmask registers that an instruction can be masked with, K1 to K7, all 64 bits of each, and the thirty-two 512-bit
    /// ones: seven sources that the masks are made of, twenty-one sums that they steer, two values for themselves, two constants. AVX-512.
    /// </summary>
    Opmask,
}

/// <summary>The sizes of what the loops hold.</summary>
internal static class RegisterKinds
{
    /// <summary>The opmask registers that are held: K0 can't mask an instruction.</summary>
    public const int OpmaskCount = 7;

    /// <summary>The sums that each opmask register steers.</summary>
    public const int SumsPerOpmask = 3;

    /// <summary>The values beside the masks that steer nothing: they fill the registers that are left.</summary>
    public const int SpareCount = 2;

    /// <summary>Behind the sources and the sums.</summary>
    public const int FirstSpare = OpmaskCount * (1 + SumsPerOpmask);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RegisterKind> All { get; } = Enum.GetValues<RegisterKind>();

    extension(RegisterKind kind)
    {
        /// <summary>The CPU features that a loop over them needs, in the kernel's spelling.</summary>
        public IReadOnlyList<string> Features => kind == RegisterKind.Ymm ? ["avx2"] : ["avx512f", "avx512bw"];

        /// <summary>The 64-bit lanes of a register.</summary>
        public int LaneCount => kind == RegisterKind.Ymm ? 4 : 8;

        /// <summary>The bytes of a register.</summary>
        public int ByteCount => sizeof(ulong) * kind.LaneCount;

        /// <summary>The registers whose value no step changes.</summary>
        public int ConstantCount => kind == RegisterKind.Opmask ? 2 : 1;

        /// <summary>The registers whose value every step changes.</summary>
        public int ValueCount => kind switch
        {
            RegisterKind.Ymm => 15,
            RegisterKind.Zmm => 31,
            _ => FirstSpare + SpareCount,
        };
    }
}
