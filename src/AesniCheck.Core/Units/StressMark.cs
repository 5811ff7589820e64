namespace AesniCheck.Units;

/// <summary>
/// The mark with which stressors fill all eight-byte lanes of vector registers: if such a value turns up in a register of a
/// worker, it identifies its owner.
/// </summary>
/// <param name="Cpu">The CPU that the thread is pinned to.</param>
/// <param name="Thread">The number of the stressor's thread on that CPU, 0 to 255.</param>
/// <param name="Register">The vector register that the stressor loaded it into, 0 to 31.</param>
internal readonly record struct StressMark(int Cpu, int Thread, int Register)
{
    /// <summary>The number of registers that can hold a mark.</summary>
    public const int RegisterCount = 32;

    // The upper half of every mark: a value that is unlikely to occur by chance.
    private const ulong Magic = 0xa35e_5713;

    /// <summary>The mark as a number whose little-endian bytes are the lane in memory.</summary>
    public ulong Value => (Magic << 32) | ((ulong)(uint)Cpu << 16) | ((ulong)(uint)Thread << 8) | (uint)Register;

    /// <summary>Parses eight bytes; returns null if they are not a mark. One random value in 2^35 passes for a mark.</summary>
    public static StressMark? Parse(ulong value) =>
        value >> 32 == Magic && (byte)value < RegisterCount ? new StressMark((int)(ushort)(value >> 16), (byte)(value >> 8), (byte)value) : null;

    /// <summary>Whether the upper half is that of a mark, or the value is zero: steps that change only the lower bytes may turn it into a mark, or a mark into it.</summary>
    public static bool MayBecomeMark(ulong value) => value == 0 || value >> 32 == Magic;

    /// <summary>
    /// Finds the mark in lanes of a register, or in those lanes that differ from their expected values. Returns null if a lane is neither a mark nor zero, or if
    /// all are zero. Zero lanes are permitted beside a mark, since the upper halves of a register may have been cleared.
    /// </summary>
    /// <param name="lanes">Lanes of eight bytes.</param>
    /// <returns>The first mark; null if not all of the lanes are marks or zero.</returns>
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
