using System.Runtime.CompilerServices;

namespace AesniCheck.Stressors;

/// <summary>Twelve values in twelve registers of one width, which keep both multipliers of a core busy.</summary>
internal static unsafe class VectorBurst
{
    /// <summary>The number of registers.</summary>
    public const int Registers = 12;

    /// <summary>The factor r; see <see cref="IBurstWidth{TVector}"/>.</summary>
    public const double Rate = 3.9;

    /// <summary>Runs the values through steps.</summary>
    /// <param name="values">The values, one register after the other; changed in place.</param>
    /// <param name="steps">The number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TWidth, TVector>(double* values, int steps)
        where TWidth : struct, IBurstWidth<TVector>
        where TVector : unmanaged
    {
        int lanes = sizeof(TVector) / sizeof(double);
        TVector rate = TWidth.Create(Rate);
        TVector v0 = TWidth.Load(values + (0 * lanes));
        TVector v1 = TWidth.Load(values + (1 * lanes));
        TVector v2 = TWidth.Load(values + (2 * lanes));
        TVector v3 = TWidth.Load(values + (3 * lanes));
        TVector v4 = TWidth.Load(values + (4 * lanes));
        TVector v5 = TWidth.Load(values + (5 * lanes));
        TVector v6 = TWidth.Load(values + (6 * lanes));
        TVector v7 = TWidth.Load(values + (7 * lanes));
        TVector v8 = TWidth.Load(values + (8 * lanes));
        TVector v9 = TWidth.Load(values + (9 * lanes));
        TVector v10 = TWidth.Load(values + (10 * lanes));
        TVector v11 = TWidth.Load(values + (11 * lanes));

        for (int step = 0; step < steps; step++)
        {
            v0 = TWidth.Step(v0, rate);
            v1 = TWidth.Step(v1, rate);
            v2 = TWidth.Step(v2, rate);
            v3 = TWidth.Step(v3, rate);
            v4 = TWidth.Step(v4, rate);
            v5 = TWidth.Step(v5, rate);
            v6 = TWidth.Step(v6, rate);
            v7 = TWidth.Step(v7, rate);
            v8 = TWidth.Step(v8, rate);
            v9 = TWidth.Step(v9, rate);
            v10 = TWidth.Step(v10, rate);
            v11 = TWidth.Step(v11, rate);
        }

        TWidth.Store(v0, values + (0 * lanes));
        TWidth.Store(v1, values + (1 * lanes));
        TWidth.Store(v2, values + (2 * lanes));
        TWidth.Store(v3, values + (3 * lanes));
        TWidth.Store(v4, values + (4 * lanes));
        TWidth.Store(v5, values + (5 * lanes));
        TWidth.Store(v6, values + (6 * lanes));
        TWidth.Store(v7, values + (7 * lanes));
        TWidth.Store(v8, values + (8 * lanes));
        TWidth.Store(v9, values + (9 * lanes));
        TWidth.Store(v10, values + (10 * lanes));
        TWidth.Store(v11, values + (11 * lanes));
    }
}
