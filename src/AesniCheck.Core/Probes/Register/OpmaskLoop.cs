using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Units;

namespace AesniCheck.Probes.Register;

/// <summary>
/// Seven masks in K1 to K7. Each is computed in one step of its source and used in the next step, where it selects the bytes
/// of three sums to which the increment is added; two more values fill the remaining registers. The compiler keeps the result
/// of a comparison in an opmask register only if all its uses are selections.
/// </summary>
internal static unsafe class OpmaskLoop
{
    /// <summary>Runs the loop; see <see cref="RegisterPass"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunMasks<T>(ulong* constants, ulong* starts, ulong* ends, int eventCount, int stepsPerEvent, byte* pages)
        where T : struct, IRegisterEvent
    {
        Vector512<ulong> increment = Vector512.Load(constants);
        Vector512<byte> threshold = Vector512.Load(constants + 8).AsByte();
        Vector512<ulong> a = Vector512.Load(starts + 0);
        Vector512<ulong> b = Vector512.Load(starts + 8);
        Vector512<ulong> c = Vector512.Load(starts + 16);
        Vector512<ulong> d = Vector512.Load(starts + 24);
        Vector512<ulong> e = Vector512.Load(starts + 32);
        Vector512<ulong> f = Vector512.Load(starts + 40);
        Vector512<ulong> g = Vector512.Load(starts + 48);
        Vector512<byte> a0 = Vector512.Load(starts + 56).AsByte();
        Vector512<byte> b0 = Vector512.Load(starts + 64).AsByte();
        Vector512<byte> c0 = Vector512.Load(starts + 72).AsByte();
        Vector512<byte> d0 = Vector512.Load(starts + 80).AsByte();
        Vector512<byte> e0 = Vector512.Load(starts + 88).AsByte();
        Vector512<byte> f0 = Vector512.Load(starts + 96).AsByte();
        Vector512<byte> g0 = Vector512.Load(starts + 104).AsByte();
        Vector512<byte> a1 = Vector512.Load(starts + 112).AsByte();
        Vector512<byte> b1 = Vector512.Load(starts + 120).AsByte();
        Vector512<byte> c1 = Vector512.Load(starts + 128).AsByte();
        Vector512<byte> d1 = Vector512.Load(starts + 136).AsByte();
        Vector512<byte> e1 = Vector512.Load(starts + 144).AsByte();
        Vector512<byte> f1 = Vector512.Load(starts + 152).AsByte();
        Vector512<byte> g1 = Vector512.Load(starts + 160).AsByte();
        Vector512<byte> a2 = Vector512.Load(starts + 168).AsByte();
        Vector512<byte> b2 = Vector512.Load(starts + 176).AsByte();
        Vector512<byte> c2 = Vector512.Load(starts + 184).AsByte();
        Vector512<byte> d2 = Vector512.Load(starts + 192).AsByte();
        Vector512<byte> e2 = Vector512.Load(starts + 200).AsByte();
        Vector512<byte> f2 = Vector512.Load(starts + 208).AsByte();
        Vector512<byte> g2 = Vector512.Load(starts + 216).AsByte();
        Vector512<ulong> h = Vector512.Load(starts + 224);
        Vector512<ulong> i = Vector512.Load(starts + 232);
        Vector512<byte> aMask = Avx512BW.CompareLessThan(a.AsByte(), threshold);
        Vector512<byte> bMask = Avx512BW.CompareLessThan(b.AsByte(), threshold);
        Vector512<byte> cMask = Avx512BW.CompareLessThan(c.AsByte(), threshold);
        Vector512<byte> dMask = Avx512BW.CompareLessThan(d.AsByte(), threshold);
        Vector512<byte> eMask = Avx512BW.CompareLessThan(e.AsByte(), threshold);
        Vector512<byte> fMask = Avx512BW.CompareLessThan(f.AsByte(), threshold);
        Vector512<byte> gMask = Avx512BW.CompareLessThan(g.AsByte(), threshold);

        for (int happened = 0; happened < eventCount; happened++)
        {
            for (int step = 0; step < stepsPerEvent; step++)
            {
                a = Step(a, increment);
                b = Step(b, increment);
                c = Step(c, increment);
                d = Step(d, increment);
                e = Step(e, increment);
                f = Step(f, increment);
                g = Step(g, increment);
                h = Step(h, increment);
                i = Step(i, increment);

                // Each mask is computed directly after the last use of the previous one, from a source that has long been ready:
                // between the two, the register holds no live value.
                a0 = Add(a0, increment, aMask);
                a1 = Add(a1, increment, aMask);
                a2 = Add(a2, increment, aMask);
                aMask = Avx512BW.CompareLessThan(a.AsByte(), threshold);
                b0 = Add(b0, increment, bMask);
                b1 = Add(b1, increment, bMask);
                b2 = Add(b2, increment, bMask);
                bMask = Avx512BW.CompareLessThan(b.AsByte(), threshold);
                c0 = Add(c0, increment, cMask);
                c1 = Add(c1, increment, cMask);
                c2 = Add(c2, increment, cMask);
                cMask = Avx512BW.CompareLessThan(c.AsByte(), threshold);
                d0 = Add(d0, increment, dMask);
                d1 = Add(d1, increment, dMask);
                d2 = Add(d2, increment, dMask);
                dMask = Avx512BW.CompareLessThan(d.AsByte(), threshold);
                e0 = Add(e0, increment, eMask);
                e1 = Add(e1, increment, eMask);
                e2 = Add(e2, increment, eMask);
                eMask = Avx512BW.CompareLessThan(e.AsByte(), threshold);
                f0 = Add(f0, increment, fMask);
                f1 = Add(f1, increment, fMask);
                f2 = Add(f2, increment, fMask);
                fMask = Avx512BW.CompareLessThan(f.AsByte(), threshold);
                g0 = Add(g0, increment, gMask);
                g1 = Add(g1, increment, gMask);
                g2 = Add(g2, increment, gMask);
                gMask = Avx512BW.CompareLessThan(g.AsByte(), threshold);
            }

            T.Happen(pages);
            pages += RegisterPass.PageBytes;
        }

        a.Store(ends + 0);
        b.Store(ends + 8);
        c.Store(ends + 16);
        d.Store(ends + 24);
        e.Store(ends + 32);
        f.Store(ends + 40);
        g.Store(ends + 48);
        a0.AsUInt64().Store(ends + 56);
        b0.AsUInt64().Store(ends + 64);
        c0.AsUInt64().Store(ends + 72);
        d0.AsUInt64().Store(ends + 80);
        e0.AsUInt64().Store(ends + 88);
        f0.AsUInt64().Store(ends + 96);
        g0.AsUInt64().Store(ends + 104);
        a1.AsUInt64().Store(ends + 112);
        b1.AsUInt64().Store(ends + 120);
        c1.AsUInt64().Store(ends + 128);
        d1.AsUInt64().Store(ends + 136);
        e1.AsUInt64().Store(ends + 144);
        f1.AsUInt64().Store(ends + 152);
        g1.AsUInt64().Store(ends + 160);
        a2.AsUInt64().Store(ends + 168);
        b2.AsUInt64().Store(ends + 176);
        c2.AsUInt64().Store(ends + 184);
        d2.AsUInt64().Store(ends + 192);
        e2.AsUInt64().Store(ends + 200);
        f2.AsUInt64().Store(ends + 208);
        g2.AsUInt64().Store(ends + 216);
        h.Store(ends + 224);
        i.Store(ends + 232);
    }

    /// <summary>Applies <see cref="RegisterStep.Apply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Step(Vector512<ulong> source, Vector512<ulong> increment) =>
        Avx512F.RotateLeft(Avx512F.Add(source, increment), RegisterStep.ZmmRotation);

    /// <summary>Applies <see cref="RegisterStep.ApplySum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Add(Vector512<byte> sum, Vector512<ulong> increment, Vector512<byte> mask) =>
        Avx512BW.BlendVariable(sum, Avx512BW.Add(sum, increment.AsByte()), mask);
}
