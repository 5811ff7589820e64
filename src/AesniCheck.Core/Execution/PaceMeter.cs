using System.Numerics;
using System.Runtime.CompilerServices;

namespace AesniCheck.Execution;

/// <summary>
/// Measures, with a fixed loop, how much work a thread gets done in a period of the guest's clock. A host that silently takes the CPU away charges the
/// guest for time in which nothing was done, and an emulator takes ten times as long for everything; CPU time is meaningless then. Time limits are
/// therefore counted at this pace. Not thread-safe.
/// </summary>
/// <param name="clock">The guest's clock.</param>
internal sealed class PaceMeter(TimeProvider clock)
{
    /// <summary>
    /// The rate of the slowest machine that counts as full pace, in steps per second: a tenth of the rate of a 3 GHz CPU. A machine that shares half
    /// of its CPUs with others still counts as full pace.
    /// </summary>
    public const double WholeRate = 20e6;

    private const int StepsPerLook = 2_000;
    private const int TableBits = 6;
    private const ulong Multiplier = 0x9e3779b97f4a7c15;

    private readonly ulong[] _table = [.. Enumerable.Range(1, 1 << TableBits).Select(i => (ulong)i * Multiplier)];
    private ulong _value = 1;

    /// <summary>The maximum length of a measurement, unless the thread is interrupted in it. A machine at full pace takes a part of it.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Measures once.</summary>
    /// <returns>The pace, from nearly 0, if nothing gets done, to 1, full pace.</returns>
    public double Measure()
    {
        double enough = WholeRate * Length.TotalSeconds;
        long begin = clock.GetTimestamp();
        for (long steps = StepsPerLook; ; steps += StepsPerLook)
        {
            _value = Run(_value);
            TimeSpan elapsed = clock.GetElapsedTime(begin);
            if (elapsed >= Length || steps >= enough)
            {
                return elapsed <= TimeSpan.Zero ? 1 : Math.Min(1, steps / (WholeRate * elapsed.TotalSeconds));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong Run(ulong value)
    {
        for (int i = 0; i < StepsPerLook; i++)
        {
            value = Step(value, _table);
        }

        return value;
    }

    // Each step depends on the one before, and none can be optimized away. A call, a load and arithmetic, like the runtime's code: an emulator is
    // nearly as fast as a CPU at arithmetic alone.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Step(ulong value, ulong[] table) => (BitOperations.RotateLeft(value, 13) * Multiplier) + table[value >> (64 - TableBits)];
}
