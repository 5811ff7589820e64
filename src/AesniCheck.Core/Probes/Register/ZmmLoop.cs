using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// Thirty-one values and a constant in the thirty-two ZMM registers, each in its own register from the first step to the
/// last. Nothing is loaded, stored or compared in between.
/// </summary>
internal static unsafe class ZmmLoop
{
    /// <summary>Runs the loop; see <see cref="RegisterPass"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunValues<T>(ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages)
        where T : struct, IRegisterEvent
    {
        Vector512<ulong> constant = Vector512.Load(constants);
        Vector512<ulong> z0 = Vector512.Load(starts + 0);
        Vector512<ulong> z1 = Vector512.Load(starts + 8);
        Vector512<ulong> z2 = Vector512.Load(starts + 16);
        Vector512<ulong> z3 = Vector512.Load(starts + 24);
        Vector512<ulong> z4 = Vector512.Load(starts + 32);
        Vector512<ulong> z5 = Vector512.Load(starts + 40);
        Vector512<ulong> z6 = Vector512.Load(starts + 48);
        Vector512<ulong> z7 = Vector512.Load(starts + 56);
        Vector512<ulong> z8 = Vector512.Load(starts + 64);
        Vector512<ulong> z9 = Vector512.Load(starts + 72);
        Vector512<ulong> z10 = Vector512.Load(starts + 80);
        Vector512<ulong> z11 = Vector512.Load(starts + 88);
        Vector512<ulong> z12 = Vector512.Load(starts + 96);
        Vector512<ulong> z13 = Vector512.Load(starts + 104);
        Vector512<ulong> z14 = Vector512.Load(starts + 112);
        Vector512<ulong> z15 = Vector512.Load(starts + 120);
        Vector512<ulong> z16 = Vector512.Load(starts + 128);
        Vector512<ulong> z17 = Vector512.Load(starts + 136);
        Vector512<ulong> z18 = Vector512.Load(starts + 144);
        Vector512<ulong> z19 = Vector512.Load(starts + 152);
        Vector512<ulong> z20 = Vector512.Load(starts + 160);
        Vector512<ulong> z21 = Vector512.Load(starts + 168);
        Vector512<ulong> z22 = Vector512.Load(starts + 176);
        Vector512<ulong> z23 = Vector512.Load(starts + 184);
        Vector512<ulong> z24 = Vector512.Load(starts + 192);
        Vector512<ulong> z25 = Vector512.Load(starts + 200);
        Vector512<ulong> z26 = Vector512.Load(starts + 208);
        Vector512<ulong> z27 = Vector512.Load(starts + 216);
        Vector512<ulong> z28 = Vector512.Load(starts + 224);
        Vector512<ulong> z29 = Vector512.Load(starts + 232);
        Vector512<ulong> z30 = Vector512.Load(starts + 240);

        for (int happened = 0; happened < eventCount; happened++)
        {
            for (int step = 0; step < stepsPerEvent; step++)
            {
                z0 = Step(z0, constant);
                z1 = Step(z1, constant);
                z2 = Step(z2, constant);
                z3 = Step(z3, constant);
                z4 = Step(z4, constant);
                z5 = Step(z5, constant);
                z6 = Step(z6, constant);
                z7 = Step(z7, constant);
                z8 = Step(z8, constant);
                z9 = Step(z9, constant);
                z10 = Step(z10, constant);
                z11 = Step(z11, constant);
                z12 = Step(z12, constant);
                z13 = Step(z13, constant);
                z14 = Step(z14, constant);
                z15 = Step(z15, constant);
                z16 = Step(z16, constant);
                z17 = Step(z17, constant);
                z18 = Step(z18, constant);
                z19 = Step(z19, constant);
                z20 = Step(z20, constant);
                z21 = Step(z21, constant);
                z22 = Step(z22, constant);
                z23 = Step(z23, constant);
                z24 = Step(z24, constant);
                z25 = Step(z25, constant);
                z26 = Step(z26, constant);
                z27 = Step(z27, constant);
                z28 = Step(z28, constant);
                z29 = Step(z29, constant);
                z30 = Step(z30, constant);
            }

            T.Happen(pages);
            pages += RegisterPass.PageBytes;
        }

        z0.Store(ends + 0);
        z1.Store(ends + 8);
        z2.Store(ends + 16);
        z3.Store(ends + 24);
        z4.Store(ends + 32);
        z5.Store(ends + 40);
        z6.Store(ends + 48);
        z7.Store(ends + 56);
        z8.Store(ends + 64);
        z9.Store(ends + 72);
        z10.Store(ends + 80);
        z11.Store(ends + 88);
        z12.Store(ends + 96);
        z13.Store(ends + 104);
        z14.Store(ends + 112);
        z15.Store(ends + 120);
        z16.Store(ends + 128);
        z17.Store(ends + 136);
        z18.Store(ends + 144);
        z19.Store(ends + 152);
        z20.Store(ends + 160);
        z21.Store(ends + 168);
        z22.Store(ends + 176);
        z23.Store(ends + 184);
        z24.Store(ends + 192);
        z25.Store(ends + 200);
        z26.Store(ends + 208);
        z27.Store(ends + 216);
        z28.Store(ends + 224);
        z29.Store(ends + 232);
        z30.Store(ends + 240);
    }

    /// <summary>Applies <see cref="RegisterStep.Apply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Step(Vector512<ulong> value, Vector512<ulong> constant) =>
        Avx512F.RotateLeft(Avx512F.Add(value, constant), RegisterStep.ZmmRotation);
}
