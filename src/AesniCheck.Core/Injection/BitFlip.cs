using AesniCheck.Planning;

namespace AesniCheck.Injection;

/// <summary>One bit of one register, to be turned over.</summary>
/// <param name="Area">The area.</param>
/// <param name="Register">The number of the register, as instructions name it.</param>
/// <param name="Bit">The bit within the area's part of the register, from 0, the least significant.</param>
internal readonly record struct BitFlip(RegisterArea Area, int Register, int Bit)
{
    /// <summary>Any bit of an area, all alike likely.</summary>
    public static BitFlip Choose(RegisterArea area, ref SplitMix64 generator)
    {
        // The counts are powers of two: a remainder favours nobody.
        ulong random = generator.Next();
        int register = (int)(random % (uint)area.RegisterCount);
        int bit = (int)((random >> 32) % (uint)(8 * area.RegisterBytes));
        return new BitFlip(area, area.FirstRegister + register, bit);
    }

    /// <summary>Turns the bit over.</summary>
    /// <param name="state">A state that has the area.</param>
    public RegisterChange ApplyTo(ExtendedState state)
    {
        Span<byte> register = state.Register(Area, Register);
        byte[] before = register.ToArray();
        register[Bit / 8] ^= (byte)(1 << (Bit % 8));
        state.MarkInUse(Area);
        return new RegisterChange(Area, Register, Bit, before, register.ToArray());
    }
}
