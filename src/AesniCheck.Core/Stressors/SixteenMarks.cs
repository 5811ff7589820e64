using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Marks in all sixteen vector registers of machines without AVX-512, live for some microseconds; their lower halves are still in
/// the registers when the thread yields its CPU.
/// </summary>
internal static unsafe class SixteenMarks
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

        for (int pause = 0; pause < MarkedRegisters.Pauses; pause++)
        {
            for (int turn = 0; turn < MarkedRegisters.TurnsPerPause; turn++)
            {
                // Marks of a thread differ only in the register's number. Mark 0 has only bits that all marks have, so each operation leaves
                // its mark unchanged. The compiler cannot know that.
                m0 = TWidth.And(m0, m15);
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

        return own.HandOver(theirs, milliseconds) ? MarkedRegisters.SwitchesPerHandOver : 0;
    }
}
