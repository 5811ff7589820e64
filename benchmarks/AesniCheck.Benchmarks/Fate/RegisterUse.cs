using Iced.Intel;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>What an instruction does with a bit of a register.</summary>
internal enum RegisterUse
{
    /// <summary>Nothing: it is as it was.</summary>
    None,

    /// <summary>Its result may depend on it.</summary>
    Read,

    /// <summary>Something else stands there, whatever it was.</summary>
    Overwritten,
}

/// <summary>
/// Tells what instructions do with a bit of a register. Where it is not known how much of a register is read, all of it is. For one thread.
/// </summary>
internal sealed class RegisterUses
{
    private const int MaskBits = 64;
    private const int XmmBits = 128;
    private const int FirstPreserved = 16;

    private readonly InstructionInfoFactory _factory = new();

    public RegisterUse Of(in Instruction instruction, RegisterPart part)
    {
        switch (instruction.Mnemonic)
        {
            // The decoder takes the lower halves for read, since they stay.
            case Mnemonic.Vzeroupper:
                return !part.IsMask && part.Register < FirstPreserved && part.Bit >= XmmBits ? RegisterUse.Overwritten : RegisterUse.None;

            // They save what may be restored elsewhere.
            case Mnemonic.Xsave or Mnemonic.Xsave64 or Mnemonic.Xsavec or Mnemonic.Xsavec64 or Mnemonic.Xsaveopt or Mnemonic.Xsaveopt64
                or Mnemonic.Xsaves or Mnemonic.Xsaves64:
                return RegisterUse.Read;
            case Mnemonic.Fxsave or Mnemonic.Fxsave64:
                return !part.IsMask && part.Register < FirstPreserved && part.Bit < XmmBits ? RegisterUse.Read : RegisterUse.None;
            default:
                return OfOperands(instruction, part);
        }
    }

    private RegisterUse OfOperands(in Instruction instruction, RegisterPart part)
    {
        bool read = false;
        bool overwritten = false;
        bool independent = OperandWidths.IsIndependent(instruction);
        foreach (UsedRegister used in _factory.GetInfo(instruction).GetUsedRegisters())
        {
            if (!Covers(used.Register, part))
            {
                continue;
            }

            read |= !independent && IsRead(used.Access);

            // A conditional write may leave it.
            overwritten |= used.Access is OpAccess.Write || (independent && used.Access is OpAccess.ReadWrite);
        }

        return read && OperandWidths.ReadsBit(instruction, part) ? RegisterUse.Read
            : overwritten ? RegisterUse.Overwritten
            : RegisterUse.None;
    }

    private static bool IsRead(OpAccess access) =>
        access is OpAccess.Read or OpAccess.CondRead or OpAccess.ReadWrite or OpAccess.ReadCondWrite;

    private static bool Covers(Register register, RegisterPart part) =>
        part.IsMask
            ? register.IsK() && register.GetNumber() == part.Register && part.Bit < MaskBits
            : register.IsVectorRegister() && register.GetNumber() == part.Register && part.Bit < 8 * register.GetSize();
}
