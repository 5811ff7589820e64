namespace AesniCheck.Units;

/// <summary>
/// The mark that stressors fill vector registers with, in all lanes of eight bytes: should such a value turn up in a register of a
/// worker, it can be told whose it is.
/// </summary>
/// <param name="Cpu">The CPU that the thread is pinned to.</param>
/// <param name="Thread">Which of the stressor's threads on that CPU, 0 to 255.</param>
/// <param name="Register">The vector register that it was put in, 0 to 31.</param>
internal readonly record struct StressMark(int Cpu, int Thread, int Register)
{
    /// <summary>The registers that a mark may be in.</summary>
    public const int RegisterCount = 32;

    // The upper half of every mark: odd enough not to come about by accident.
    private const ulong Magic = 0xa35e_5713;

    /// <summary>The eight bytes, as a number in the order of memory: little-endian.</summary>
    public ulong Value => (Magic << 32) | ((ulong)(uint)Cpu << 16) | ((ulong)(uint)Thread << 8) | (uint)Register;

    /// <summary>Reads eight bytes; null where they are no mark, as is one value in 2^35 that has come about by accident.</summary>
    public static StressMark? Parse(ulong value) =>
        value >> 32 == Magic && (byte)value < RegisterCount ? new StressMark((int)(ushort)(value >> 16), (byte)(value >> 8), (byte)value) : null;

    /// <summary>Whether the upper half is that of a mark, or all is zero: steps that change the lower bytes alone may make a mark of it, or have made it of one.</summary>
    public static bool MayBecomeMark(ulong value) => value == 0 || value >> 32 == Magic;

    /// <summary>
    /// Reads lanes of a register, or as many of them as differ from what they should be: null where they are none. Lanes may be zero
    /// beside a mark, as the upper halves of a register are once they are cleared.
    /// </summary>
    /// <param name="lanes">Lanes of eight bytes.</param>
    /// <returns>The first mark.</returns>
    public static StressMark? Find(ReadOnlySpan<ulong> lanes)
    {
        StressMark? found = null;
        foreach (ulong lane in lanes)
        {
            StressMark? mark = lane == 0 ? null : Parse(lane);
            if (mark is null && lane != 0)
            {
                return null;
            }

            found ??= mark;
        }

        return found;
    }
}
