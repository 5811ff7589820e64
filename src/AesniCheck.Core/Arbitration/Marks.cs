using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>Where the marks of stressors are looked for.</summary>
internal static class Marks
{
    /// <summary>The mark that a state is: both halves of it the same.</summary>
    public static StressMark? Find(AesState state) =>
        state.Column0 == state.Column2 && state.Column1 == state.Column3 ? StressMark.Parse(((ulong)state.Column1 << 32) | state.Column0) : null;

    /// <summary>The state that a mark is.</summary>
    public static AesState ToState(StressMark mark) => new((uint)mark.Value, (uint)(mark.Value >> 32), (uint)mark.Value, (uint)(mark.Value >> 32));

    /// <summary>All marks that threads of the CPUs of a worker may have: those whose registers are nearest by.</summary>
    /// <param name="before">The CPU that it was on.</param>
    /// <param name="after">The CPU that it was on later.</param>
    public static IEnumerable<StressMark> Of(int before, int after) =>
        from cpu in before == after ? (int[])[before] : [before, after]
        from thread in Enumerable.Range(0, 2)
        from register in Enumerable.Range(0, StressMark.RegisterCount)
        select new StressMark(cpu, thread, register);
}
