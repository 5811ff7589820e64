using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Marks in all thirty-two vector registers of AVX-512, live for some microseconds. Half of them whole, and the lowest 128 bits of
/// the others, are still in the registers when the thread yields its CPU.
/// </summary>
internal static unsafe class ThirtyTwoMarks
{
    /// <summary>Implements <see cref="MarkedRegisters.HandOver"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int HandOver<TWidth, TVector>(ulong* marks, EventCounter theirs, EventCounter own, int milliseconds)
        where TWidth : struct, IMarkWidth<TVector>
        where TVector : unmanaged
    {
        int lanes = sizeof(TVector) / sizeof(ulong);
        TVector m0 = TWidth.Load(marks + (0 * lanes));
        TVector m1 = TWidth.Load(marks + (1 * lanes));
        TVector m2 = TWidth.Load(marks + (2 * lanes));
        TVector m3 = TWidth.Load(marks + (3 * lanes));
        TVector m4 = TWidth.Load(marks + (4 * lanes));
        TVector m5 = TWidth.Load(marks + (5 * lanes));
        TVector m6 = TWidth.Load(marks + (6 * lanes));
        TVector m7 = TWidth.Load(marks + (7 * lanes));
        TVector m8 = TWidth.Load(marks + (8 * lanes));
        TVector m9 = TWidth.Load(marks + (9 * lanes));
        TVector m10 = TWidth.Load(marks + (10 * lanes));
        TVector m11 = TWidth.Load(marks + (11 * lanes));
        TVector m12 = TWidth.Load(marks + (12 * lanes));
        TVector m13 = TWidth.Load(marks + (13 * lanes));
        TVector m14 = TWidth.Load(marks + (14 * lanes));
        TVector m15 = TWidth.Load(marks + (15 * lanes));
        TVector m16 = TWidth.Load(marks + (16 * lanes));
        TVector m17 = TWidth.Load(marks + (17 * lanes));
        TVector m18 = TWidth.Load(marks + (18 * lanes));
        TVector m19 = TWidth.Load(marks + (19 * lanes));
        TVector m20 = TWidth.Load(marks + (20 * lanes));
        TVector m21 = TWidth.Load(marks + (21 * lanes));
        TVector m22 = TWidth.Load(marks + (22 * lanes));
        TVector m23 = TWidth.Load(marks + (23 * lanes));
        TVector m24 = TWidth.Load(marks + (24 * lanes));
        TVector m25 = TWidth.Load(marks + (25 * lanes));
        TVector m26 = TWidth.Load(marks + (26 * lanes));
        TVector m27 = TWidth.Load(marks + (27 * lanes));
        TVector m28 = TWidth.Load(marks + (28 * lanes));
        TVector m29 = TWidth.Load(marks + (29 * lanes));
        TVector m30 = TWidth.Load(marks + (30 * lanes));
        TVector m31 = TWidth.Load(marks + (31 * lanes));

        for (int pause = 0; pause < MarkedRegisters.Pauses; pause++)
        {
            for (int turn = 0; turn < MarkedRegisters.TurnsPerPause; turn++)
            {
                // Marks of a thread differ only in the register's number. Mark 0 has only bits that all marks have, so each operation leaves
                // its mark unchanged. The compiler cannot know that.
                m0 = TWidth.And(m0, m31);
                m1 = TWidth.Or(m1, m0);
                m2 = TWidth.Or(m2, m0);
                m3 = TWidth.Or(m3, m0);
                m4 = TWidth.Or(m4, m0);
                m5 = TWidth.Or(m5, m0);
                m6 = TWidth.Or(m6, m0);
                m7 = TWidth.Or(m7, m0);
                m8 = TWidth.Or(m8, m0);
                m9 = TWidth.Or(m9, m0);
                m10 = TWidth.Or(m10, m0);
                m11 = TWidth.Or(m11, m0);
                m12 = TWidth.Or(m12, m0);
                m13 = TWidth.Or(m13, m0);
                m14 = TWidth.Or(m14, m0);
                m15 = TWidth.Or(m15, m0);
                m16 = TWidth.Or(m16, m0);
                m17 = TWidth.Or(m17, m0);
                m18 = TWidth.Or(m18, m0);
                m19 = TWidth.Or(m19, m0);
                m20 = TWidth.Or(m20, m0);
                m21 = TWidth.Or(m21, m0);
                m22 = TWidth.Or(m22, m0);
                m23 = TWidth.Or(m23, m0);
                m24 = TWidth.Or(m24, m0);
                m25 = TWidth.Or(m25, m0);
                m26 = TWidth.Or(m26, m0);
                m27 = TWidth.Or(m27, m0);
                m28 = TWidth.Or(m28, m0);
                m29 = TWidth.Or(m29, m0);
                m30 = TWidth.Or(m30, m0);
                m31 = TWidth.Or(m31, m0);
            }

            X86Base.Pause();
        }

        // Without a use after the loop, the JIT would remove the loop. Not stored over the marks: a mark changed by a fault would stay
        // changed for ever. The registers keep their contents.
        ulong* kept = marks + MarkedRegisters.KeptOffset;
        TWidth.Store(m0, kept + (0 * lanes));
        TWidth.Store(m1, kept + (1 * lanes));
        TWidth.Store(m2, kept + (2 * lanes));
        TWidth.Store(m3, kept + (3 * lanes));
        TWidth.Store(m4, kept + (4 * lanes));
        TWidth.Store(m5, kept + (5 * lanes));
        TWidth.Store(m6, kept + (6 * lanes));
        TWidth.Store(m7, kept + (7 * lanes));
        TWidth.Store(m8, kept + (8 * lanes));
        TWidth.Store(m9, kept + (9 * lanes));
        TWidth.Store(m10, kept + (10 * lanes));
        TWidth.Store(m11, kept + (11 * lanes));
        TWidth.Store(m12, kept + (12 * lanes));
        TWidth.Store(m13, kept + (13 * lanes));
        TWidth.Store(m14, kept + (14 * lanes));
        TWidth.Store(m15, kept + (15 * lanes));
        TWidth.Store(m16, kept + (16 * lanes));
        TWidth.Store(m17, kept + (17 * lanes));
        TWidth.Store(m18, kept + (18 * lanes));
        TWidth.Store(m19, kept + (19 * lanes));
        TWidth.Store(m20, kept + (20 * lanes));
        TWidth.Store(m21, kept + (21 * lanes));
        TWidth.Store(m22, kept + (22 * lanes));
        TWidth.Store(m23, kept + (23 * lanes));
        TWidth.Store(m24, kept + (24 * lanes));
        TWidth.Store(m25, kept + (25 * lanes));
        TWidth.Store(m26, kept + (26 * lanes));
        TWidth.Store(m27, kept + (27 * lanes));
        TWidth.Store(m28, kept + (28 * lanes));
        TWidth.Store(m29, kept + (29 * lanes));
        TWidth.Store(m30, kept + (30 * lanes));
        TWidth.Store(m31, kept + (31 * lanes));

        return own.HandOver(theirs, milliseconds) ? MarkedRegisters.SwitchesPerHandOver : 0;
    }
}
