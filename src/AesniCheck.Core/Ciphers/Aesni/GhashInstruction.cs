using System.Buffers.Binary;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>The register instructions of GHASH: PCLMULQDQ with its four immediates, and those around it.</summary>
internal enum GhashInstruction
{
    /// <summary>PSHUFB: reverses the bytes of each block.</summary>
    ReverseBytes,

    /// <summary>PSHUFD: swaps the halves of each block.</summary>
    SwapHalves,

    /// <summary>PXOR.</summary>
    Xor,

    /// <summary>Two PXORs, or VPTERNLOGQ at 512 bits.</summary>
    XorOfThree,

    /// <summary>PCLMULQDQ: low half by low half of each block.</summary>
    MultiplyLowLow,

    /// <summary>PCLMULQDQ: low half of the first by high half of the second.</summary>
    MultiplyLowHigh,

    /// <summary>PCLMULQDQ: high half of the first by low half of the second.</summary>
    MultiplyHighLow,

    /// <summary>PCLMULQDQ: high half by high half of each block.</summary>
    MultiplyHighHigh,
}

/// <summary>The expected results of the instructions, in general-purpose registers.</summary>
internal static class GhashInstructions
{
    extension(GhashInstruction instruction)
    {
        /// <summary>The number of operands.</summary>
        public int OperandCount => instruction switch
        {
            GhashInstruction.ReverseBytes or GhashInstruction.SwapHalves => 1,
            GhashInstruction.XorOfThree => 3,
            _ => 2,
        };

        /// <summary>Returns the name of the instruction, with the register width if it is wide.</summary>
        public string MnemonicAt(PclmulWidth width) => (width, instruction) switch
        {
            (PclmulWidth.V512, GhashInstruction.XorOfThree) => "VPTERNLOGQ zmm",
            (PclmulWidth.V128, _) => instruction.Stem,
            (PclmulWidth.V256, _) => $"V{instruction.Stem} ymm",
            _ => $"V{instruction.Stem} zmm",
        };

        private string Stem => instruction switch
        {
            GhashInstruction.ReverseBytes => "PSHUFB",
            GhashInstruction.SwapHalves => "PSHUFD",
            GhashInstruction.Xor or GhashInstruction.XorOfThree => "PXOR",
            _ => "PCLMULQDQ",
        };

        /// <summary>Computes the right result.</summary>
        /// <param name="operands">The operands one after the other, each with as many blocks as the result.</param>
        /// <param name="result">Receives the blocks, the low half of each first.</param>
        public void Apply(ReadOnlySpan<ulong> operands, Span<ulong> result)
        {
            ReadOnlySpan<ulong> first = operands[..result.Length];
            ReadOnlySpan<ulong> second = instruction.OperandCount > 1 ? operands.Slice(result.Length, result.Length) : default;
            ReadOnlySpan<ulong> third = instruction.OperandCount > 2 ? operands.Slice(2 * result.Length, result.Length) : default;
            for (int low = 0; low < result.Length; low += 2)
            {
                int high = low + 1;
                (result[low], result[high]) = instruction switch
                {
                    GhashInstruction.ReverseBytes => (BinaryPrimitives.ReverseEndianness(first[high]), BinaryPrimitives.ReverseEndianness(first[low])),
                    GhashInstruction.SwapHalves => (first[high], first[low]),
                    GhashInstruction.Xor => (first[low] ^ second[low], first[high] ^ second[high]),
                    GhashInstruction.XorOfThree => (first[low] ^ second[low] ^ third[low], first[high] ^ second[high] ^ third[high]),
                    GhashInstruction.MultiplyLowLow => Multiply(first[low], second[low]),
                    GhashInstruction.MultiplyLowHigh => Multiply(first[low], second[high]),
                    GhashInstruction.MultiplyHighLow => Multiply(first[high], second[low]),
                    _ => Multiply(first[high], second[high]),
                };
            }
        }
    }

    /// <summary>Returns the carry-less product, 127 bits, by schoolbook multiplication, bit by bit.</summary>
    public static (ulong Low, ulong High) Multiply(ulong left, ulong right)
    {
        ulong low = 0;
        ulong high = 0;
        for (int bit = 63; bit >= 0; bit--)
        {
            ulong added = left & (0 - (right >> bit & 1));
            high = (high << 1) | (low >> 63);
            low = (low << 1) ^ added;
        }

        return (low, high);
    }
}
