using System.Numerics;
using AesniCheck.Basics;

namespace AesniCheck.Injection;

/// <summary>
/// Applies faults to the registers of a stopped thread. Changes only the named registers, and the bits that mark their area as in use. Random numbers are
/// drawn beforehand, so that a stop is short, and are the only source of choice.
/// </summary>
internal static class RegisterFaults
{
    private const int BitsPerByte = 8;

    /// <summary>Flips one bit of an area, each with equal probability.</summary>
    /// <param name="state">A state that has the area.</param>
    /// <param name="area">The area.</param>
    /// <param name="random">Determines the register and the bit.</param>
    public static RegisterChange Flip(ExtendedState state, RegisterArea area, ulong random)
    {
        // The counts are powers of two: a remainder is unbiased.
        int register = area.FirstRegister + (int)(random % (uint)area.RegisterCount);
        int bit = (int)((random >> 32) % (uint)(BitsPerByte * area.RegisterBytes));
        Span<byte> bytes = stackalloc byte[RegisterAreas.MaximumRegisterBytes];
        bytes = bytes[..area.RegisterBytes];
        state.Register(area, register).CopyTo(bytes);
        bytes[bit / BitsPerByte] ^= (byte)(1 << (bit % BitsPerByte));
        return Replace(state, area, register, bytes) with { Bit = bit };
    }

    /// <summary>Sets one register of an area to zero.</summary>
    /// <param name="state">A state that has the area.</param>
    /// <param name="area">The area.</param>
    /// <param name="random">Selects one of the registers that are not zero.</param>
    /// <returns>The change; null if all are zero.</returns>
    public static RegisterChange? Zero(ExtendedState state, RegisterArea area, ulong random)
    {
        Span<byte> zero = stackalloc byte[RegisterAreas.MaximumRegisterBytes];
        zero = zero[..area.RegisterBytes];
        zero.Clear();
        uint candidates = 0;
        for (int i = 0; i < area.RegisterCount; i++)
        {
            candidates |= ScalarBytes.AreEqual(state.Register(area, area.FirstRegister + i), zero) ? 0 : 1U << i;
        }

        return Choose(candidates, random) is { } chosen ? Replace(state, area, area.FirstRegister + chosen, zero) : null;
    }

    /// <summary>Copies one register of an area from another state.</summary>
    /// <param name="state">A state that has the area.</param>
    /// <param name="source">The other state, which also has the area.</param>
    /// <param name="area">The area.</param>
    /// <param name="random">Selects one of the registers that differ.</param>
    /// <returns>The change; null if none differs.</returns>
    public static RegisterChange? Copy(ExtendedState state, ExtendedState source, RegisterArea area, ulong random)
    {
        uint candidates = 0;
        for (int i = 0; i < area.RegisterCount; i++)
        {
            int register = area.FirstRegister + i;
            candidates |= ScalarBytes.AreEqual(state.Register(area, register), source.Register(area, register)) ? 0 : 1U << i;
        }

        return Choose(candidates, random) is { } chosen
            ? Replace(state, area, area.FirstRegister + chosen, source.Register(area, area.FirstRegister + chosen))
            : null;
    }

    /// <summary>Exchanges all areas that both states have.</summary>
    /// <returns>The changes in <paramref name="state"/>: the areas that differed.</returns>
    public static IReadOnlyList<RegisterChange> Exchange(ExtendedState state, ExtendedState other)
    {
        var changes = new List<RegisterChange>(RegisterAreas.All.Count);
        foreach (RegisterArea area in RegisterAreas.All)
        {
            if (state.Has(area) && other.Has(area) && !ScalarBytes.AreEqual(state.Area(area), other.Area(area)))
            {
                byte[] before = state.Area(area).ToArray();
                byte[] after = other.Area(area).ToArray();
                after.CopyTo(state.Area(area));
                before.CopyTo(other.Area(area));
                state.ExchangeInUse(other, area);
                changes.Add(new RegisterChange(area, null, null, before, after));
            }
        }

        return changes;
    }

    private static int? Choose(uint candidates, ulong random)
    {
        int count = BitOperations.PopCount(candidates);
        if (count == 0)
        {
            return null;
        }

        for (int skipped = (int)(random % (uint)count); skipped > 0; skipped--)
        {
            candidates &= candidates - 1;
        }

        return BitOperations.TrailingZeroCount(candidates);
    }

    private static RegisterChange Replace(ExtendedState state, RegisterArea area, int register, ReadOnlySpan<byte> bytes)
    {
        Span<byte> place = state.Register(area, register);
        byte[] before = place.ToArray();
        bytes.CopyTo(place);
        state.MarkInUse(area);
        return new RegisterChange(area, register, null, before, place.ToArray());
    }
}
