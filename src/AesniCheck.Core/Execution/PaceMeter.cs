using System.Numerics;
using System.Runtime.CompilerServices;

namespace AesniCheck.Execution;

/// <summary>
/// Measures how much work a thread gets done in a time of the guest's clock, by a fixed loop. A host that takes the CPU away without telling charges the
/// guest for time in which nothing was done, and an emulator takes ten times as long for everything: CPU time then says nothing. Limits on time are
/// therefore counted in this pace. For one thread at a time.
/// </summary>
/// <param name="clock">The guest's clock.</param>
internal sealed class PaceMeter(TimeProvider clock)
{
    /// <summary>
    /// The rate of the slowest machine that counts as a whole one, in steps per second: a tenth of what a CPU of 3 GHz does. One that shares its CPUs
    /// with others by half is whole too.
    /// </summary>
    public const double WholeRate = 20e6;

    private const int StepsPerLook = 2_000;
    private const int TableBits = 6;
    private const ulong Multiplier = 0x9e3779b97f4a7c15;

    private readonly ulong[] _table = [.. Enumerable.Range(1, 1 << TableBits).Select(i => (ulong)i * Multiplier)];
    private ulong _value = 1;

    /// <summary>How long a measurement takes at most, unless the thread is interrupted in it. On a whole machine it takes a part of that.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Measures once.</summary>
    /// <returns>From nearly 0, where nothing gets done, to 1, where as much as on a whole machine.</returns>
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

    // Each step waits for the one before, and none can be left out. A call, a load and arithmetic, as the code of the runtime has them: an emulator is
    // nearly as fast as a CPU at arithmetic alone.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Step(ulong value, ulong[] table) => (BitOperations.RotateLeft(value, 13) * Multiplier) + table[value >> (64 - TableBits)];
}
