using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Converts between stressors' marks and states, and lists the marks to look for.</summary>
internal static class Marks
{
    /// <summary>Returns the mark in a state, whose halves must be equal; null if it is not a mark.</summary>
    public static StressMark? Find(AesState state) =>
        state.Column0 == state.Column2 && state.Column1 == state.Column3 ? StressMark.Parse(((ulong)state.Column1 << 32) | state.Column0) : null;

    /// <summary>Returns the state that consists of a mark.</summary>
    public static AesState ToState(StressMark mark) => new((uint)mark.Value, (uint)(mark.Value >> 32), (uint)mark.Value, (uint)(mark.Value >> 32));

    /// <summary>Returns all marks of the threads on a worker's CPUs, whose registers are nearest.</summary>
    /// <param name="before">The worker's CPU.</param>
    /// <param name="after">The worker's CPU at a later time.</param>
    public static IEnumerable<StressMark> Of(int before, int after) =>
        from cpu in before == after ? (int[])[before] : [before, after]
        from thread in Enumerable.Range(0, 2)
        from register in Enumerable.Range(0, StressMark.RegisterCount)
        select new StressMark(cpu, thread, register);
}
