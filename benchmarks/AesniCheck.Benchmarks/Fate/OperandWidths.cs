using Iced.Intel;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>How much of their register operands instructions really read: less than all of it, or nothing.</summary>
internal static class OperandWidths
{
    private const byte TernaryZeros = 0x00;
    private const byte TernaryOnes = 0xff;

    /// <summary>
    /// Whether the result is the same whatever the vector and mask registers hold that it names: a register against itself gives zeros or ones. The
    /// decoder knows of exclusive or and subtraction, and not of these.
    /// </summary>
    public static bool IsIndependent(in Instruction instruction) => !instruction.HasOpMask && instruction.Mnemonic switch
    {
        Mnemonic.Vpternlogd or Mnemonic.Vpternlogq => instruction.GetImmediate(3) is TernaryZeros or TernaryOnes,
        Mnemonic.Pcmpeqb or Mnemonic.Pcmpeqw or Mnemonic.Pcmpeqd or Mnemonic.Pcmpeqq or Mnemonic.Pcmpgtb or Mnemonic.Pcmpgtw or Mnemonic.Pcmpgtd or Mnemonic.Pcmpgtq =>
            AreSame(instruction, 0, 1),
        Mnemonic.Vpcmpeqb or Mnemonic.Vpcmpeqw or Mnemonic.Vpcmpeqd or Mnemonic.Vpcmpeqq or Mnemonic.Vpcmpgtb or Mnemonic.Vpcmpgtw or Mnemonic.Vpcmpgtd or Mnemonic.Vpcmpgtq
            or Mnemonic.Kxorb or Mnemonic.Kxorw or Mnemonic.Kxord or Mnemonic.Kxorq or Mnemonic.Kxnorb or Mnemonic.Kxnorw or Mnemonic.Kxnord or Mnemonic.Kxnorq =>
            AreSame(instruction, 1, 2),
        _ => false,
    };

    /// <summary>Whether an instruction that reads the register reads that bit of it.</summary>
    public static bool ReadsBit(in Instruction instruction, RegisterPart part) =>
        part.IsMask ? part.Bit < MaskBits(instruction) : part.Bit < VectorBits(instruction, part.Register);

    private static bool AreSame(in Instruction instruction, int first, int second) =>
        instruction.GetOpKind(first) == OpKind.Register && instruction.GetOpKind(second) == OpKind.Register
        && instruction.GetOpRegister(first) == instruction.GetOpRegister(second);

    /// <summary>Scalar instructions read the lowest element alone. How much they would read of memory tells how much that is.</summary>
    private static int VectorBits(in Instruction instruction, int register)
    {
        if (ReadsElsewhere(instruction, register))
        {
            return int.MaxValue;
        }

        int bytes = instruction.Code.ToOpCode().MemorySize.GetSize();
        return bytes > 0 ? 8 * bytes : int.MaxValue;
    }

    /// <summary>Whether the register is read otherwise than as the operand that could be memory, or as what a scalar move stores.</summary>
    private static bool ReadsElsewhere(in Instruction instruction, int register)
    {
        if (instruction.Mnemonic is Mnemonic.Insertps or Mnemonic.Vinsertps)
        {
            // Its memory operand is one element; its register operand, one of four.
            return true;
        }

        OpCodeInfo code = instruction.Code.ToOpCode();
        int vectors = 0;
        int narrow = 0;
        for (int i = 0; i < instruction.OpCount; i++)
        {
            if (instruction.GetOpKind(i) == OpKind.Register && instruction.GetOpRegister(i).IsVectorRegister() && instruction.GetOpRegister(i).GetNumber() == register)
            {
                vectors++;
                bool isSource = i > 0 && code.GetOpKind(i) is OpCodeOperandKind.xmm_or_mem or OpCodeOperandKind.ymm_or_mem or OpCodeOperandKind.zmm_or_mem;
                narrow += isSource || IsStoredLow(instruction, i) || IsOverwritten(instruction, i) ? 1 : 0;
            }
        }

        // Not named at all: read because the instruction always reads it.
        return vectors == 0 || narrow < vectors || instruction.MemoryIndex.IsVectorRegister();
    }

    private static bool IsStoredLow(in Instruction instruction, int operand) => operand == 1 && instruction.Mnemonic
        is Mnemonic.Movd or Mnemonic.Vmovd or Mnemonic.Movq or Mnemonic.Vmovq or Mnemonic.Movss or Mnemonic.Vmovss or Mnemonic.Movsd or Mnemonic.Vmovsd
        or Mnemonic.Movlps or Mnemonic.Vmovlps or Mnemonic.Movlpd or Mnemonic.Vmovlpd && instruction.OpCount == 2;

    private static bool IsOverwritten(in Instruction instruction, int operand) =>
        operand == 0 && new InstructionInfoFactory().GetInfo(instruction).GetOpAccess(0) == OpAccess.Write;

    /// <summary>Mask instructions tell their width by their last letter; a mask of an operation has a bit for each element.</summary>
    private static int MaskBits(in Instruction instruction)
    {
        string name = instruction.Mnemonic.ToString();
        if (name[0] == 'K' && !name.StartsWith("Kunpck", StringComparison.Ordinal) && !name.StartsWith("Kshift", StringComparison.Ordinal))
        {
            return name[^1] switch
            {
                'b' => 8,
                'w' => 16,
                'd' => 32,
                _ => 64,
            };
        }

        return 64;
    }
}
