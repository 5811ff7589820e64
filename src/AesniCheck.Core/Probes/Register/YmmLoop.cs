using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// Fifteen values and a constant in the sixteen YMM registers of AVX2, each in its own register from the first step to the
/// last. Nothing is loaded, stored or compared in between.
/// </summary>
internal static unsafe class YmmLoop
{
    // Two bits select the source of each word of a lane, word 0 lowest: 3, 0, 1, 2 rotates left by one word.
    private const byte OneWordUp = 0b10_01_00_11;

    /// <summary>Runs the loop; see <see cref="RegisterPass"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunValues<T>(ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages)
        where T : struct, IRegisterEvent
    {
        Vector256<ulong> constant = Vector256.Load(constants);
        Vector256<ulong> y0 = Vector256.Load(starts + 0);
        Vector256<ulong> y1 = Vector256.Load(starts + 4);
        Vector256<ulong> y2 = Vector256.Load(starts + 8);
        Vector256<ulong> y3 = Vector256.Load(starts + 12);
        Vector256<ulong> y4 = Vector256.Load(starts + 16);
        Vector256<ulong> y5 = Vector256.Load(starts + 20);
        Vector256<ulong> y6 = Vector256.Load(starts + 24);
        Vector256<ulong> y7 = Vector256.Load(starts + 28);
        Vector256<ulong> y8 = Vector256.Load(starts + 32);
        Vector256<ulong> y9 = Vector256.Load(starts + 36);
        Vector256<ulong> y10 = Vector256.Load(starts + 40);
        Vector256<ulong> y11 = Vector256.Load(starts + 44);
        Vector256<ulong> y12 = Vector256.Load(starts + 48);
        Vector256<ulong> y13 = Vector256.Load(starts + 52);
        Vector256<ulong> y14 = Vector256.Load(starts + 56);

        for (int happened = 0; happened < eventCount; happened++)
        {
            for (int step = 0; step < stepsPerEvent; step++)
            {
                y0 = Step(y0, constant);
                y1 = Step(y1, constant);
                y2 = Step(y2, constant);
                y3 = Step(y3, constant);
                y4 = Step(y4, constant);
                y5 = Step(y5, constant);
                y6 = Step(y6, constant);
                y7 = Step(y7, constant);
                y8 = Step(y8, constant);
                y9 = Step(y9, constant);
                y10 = Step(y10, constant);
                y11 = Step(y11, constant);
                y12 = Step(y12, constant);
                y13 = Step(y13, constant);
                y14 = Step(y14, constant);
            }

            T.Happen(pages);
            pages += RegisterPass.PageBytes;
        }

        y0.Store(ends + 0);
        y1.Store(ends + 4);
        y2.Store(ends + 8);
        y3.Store(ends + 12);
        y4.Store(ends + 16);
        y5.Store(ends + 20);
        y6.Store(ends + 24);
        y7.Store(ends + 28);
        y8.Store(ends + 32);
        y9.Store(ends + 36);
        y10.Store(ends + 40);
        y11.Store(ends + 44);
        y12.Store(ends + 48);
        y13.Store(ends + 52);
        y14.Store(ends + 56);
    }

    /// <summary>Applies <see cref="RegisterStep.Apply"/>. No intermediate result needs a second register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Step(Vector256<ulong> value, Vector256<ulong> constant)
    {
        Vector256<ushort> words = Avx2.Add(value, constant).AsUInt16();
        return Avx2.ShuffleHigh(Avx2.ShuffleLow(words, OneWordUp), OneWordUp).AsUInt64();
    }
}
