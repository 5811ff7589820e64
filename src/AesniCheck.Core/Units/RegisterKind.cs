using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Units;

/// <summary>The registers that the loop of the register probe fills.</summary>
[JsonConverter(typeof(KebabCaseConverter<RegisterKind>))]
public enum RegisterKind
{
    /// <summary>Sixteen 256-bit registers, YMM0 to YMM15: fifteen values and a constant. AVX2.</summary>
    Ymm,

    /// <summary>Thirty-two 512-bit registers, ZMM0 to ZMM31: thirty-one values and a constant. AVX-512.</summary>
    Zmm,

    /// <summary>
    /// The seven opmask registers that can mask an instruction, K1 to K7, all 64 bits of each, and the thirty-two 512-bit
    /// registers: seven sources from which the masks are made, twenty-one sums that they control, two spare values, two constants. AVX-512.
    /// </summary>
    Opmask,
}

/// <summary>The sizes of the values that the loops hold.</summary>
internal static class RegisterKinds
{
    /// <summary>The number of opmask registers in use: K0 can't mask an instruction.</summary>
    public const int OpmaskCount = 7;

    /// <summary>The number of sums that each opmask register controls.</summary>
    public const int SumsPerOpmask = 3;

    /// <summary>The number of values that are unrelated to the masks: they fill the remaining registers.</summary>
    public const int SpareCount = 2;

    /// <summary>The index of the first spare value, after the sources and the sums.</summary>
    public const int FirstSpare = OpmaskCount * (1 + SumsPerOpmask);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<RegisterKind> All { get; } = Enum.GetValues<RegisterKind>();

    extension(RegisterKind kind)
    {
        /// <summary>The CPU features that the loop over these registers needs, in the kernel's spelling.</summary>
        public IReadOnlyList<string> Features => kind == RegisterKind.Ymm ? ["avx2"] : ["avx512f", "avx512bw"];

        /// <summary>The number of 64-bit lanes in a register.</summary>
        public int LaneCount => kind == RegisterKind.Ymm ? 4 : 8;

        /// <summary>The number of bytes in a register.</summary>
        public int ByteCount => sizeof(ulong) * kind.LaneCount;

        /// <summary>The number of registers whose value no step changes.</summary>
        public int ConstantCount => kind == RegisterKind.Opmask ? 2 : 1;

        /// <summary>The number of registers whose value every step changes.</summary>
        public int ValueCount => kind switch
        {
            RegisterKind.Ymm => 15,
            RegisterKind.Zmm => 31,
            _ => FirstSpare + SpareCount,
        };
    }
}
