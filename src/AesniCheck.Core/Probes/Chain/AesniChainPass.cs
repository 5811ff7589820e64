using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes.Chain;

/// <summary>
/// The hot loops of the chain probe: fourteen chains and two round keys, each in its own register from the first step to
/// the last. Nothing is loaded, stored or compared in between.
/// </summary>
internal sealed unsafe class AesniChainPass : ChainPass
{
    /// <inheritdoc/>
    public override void Run(ChainStep step, byte* keys, byte* starts, byte* ends, int steps)
    {
        switch (step)
        {
            case ChainStep.Encrypt:
                RunChains<EncryptStep>(keys, starts, ends, steps);
                break;
            case ChainStep.Decrypt:
                RunChains<DecryptStep>(keys, starts, ends, steps);
                break;
            case ChainStep.LastRounds:
                RunChains<LastRoundsStep>(keys, starts, ends, steps);
                break;
            default:
                RunChains<InverseMixColumnsStep>(keys, starts, ends, steps);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunChains<T>(byte* keys, byte* starts, byte* ends, int steps)
        where T : struct, IStep
    {
        Vector128<byte> key0 = State(keys, 0);
        Vector128<byte> key1 = State(keys, 1);
        Vector128<byte> a = State(starts, 0);
        Vector128<byte> b = State(starts, 1);
        Vector128<byte> c = State(starts, 2);
        Vector128<byte> d = State(starts, 3);
        Vector128<byte> e = State(starts, 4);
        Vector128<byte> f = State(starts, 5);
        Vector128<byte> g = State(starts, 6);
        Vector128<byte> h = State(starts, 7);
        Vector128<byte> i = State(starts, 8);
        Vector128<byte> j = State(starts, 9);
        Vector128<byte> k = State(starts, 10);
        Vector128<byte> l = State(starts, 11);
        Vector128<byte> m = State(starts, 12);
        Vector128<byte> n = State(starts, 13);

        for (int step = 0; step < steps; step++)
        {
            a = T.Apply(a, key0, key1);
            b = T.Apply(b, key0, key1);
            c = T.Apply(c, key0, key1);
            d = T.Apply(d, key0, key1);
            e = T.Apply(e, key0, key1);
            f = T.Apply(f, key0, key1);
            g = T.Apply(g, key0, key1);
            h = T.Apply(h, key0, key1);
            i = T.Apply(i, key0, key1);
            j = T.Apply(j, key0, key1);
            k = T.Apply(k, key0, key1);
            l = T.Apply(l, key0, key1);
            m = T.Apply(m, key0, key1);
            n = T.Apply(n, key0, key1);
        }

        a.Store(ends + 0);
        b.Store(ends + 16);
        c.Store(ends + 32);
        d.Store(ends + 48);
        e.Store(ends + 64);
        f.Store(ends + 80);
        g.Store(ends + 96);
        h.Store(ends + 112);
        i.Store(ends + 128);
        j.Store(ends + 144);
        k.Store(ends + 160);
        l.Store(ends + 176);
        m.Store(ends + 192);
        n.Store(ends + 208);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> State(byte* states, int index) => Vector128.Load(states + (index * AesCipher.BlockSize));

    /// <summary>A step as a type argument; see <see cref="ChainStep"/>.</summary>
    private interface IStep
    {
        static abstract Vector128<byte> Apply(Vector128<byte> state, Vector128<byte> key0, Vector128<byte> key1);
    }

    private readonly struct EncryptStep : IStep
    {
        public static Vector128<byte> Apply(Vector128<byte> state, Vector128<byte> key0, Vector128<byte> key1) =>
            Aes.Encrypt(Aes.Encrypt(state, key0), key1);
    }

    private readonly struct DecryptStep : IStep
    {
        public static Vector128<byte> Apply(Vector128<byte> state, Vector128<byte> key0, Vector128<byte> key1) =>
            Aes.Decrypt(Aes.Decrypt(state, key0), key1);
    }

    private readonly struct LastRoundsStep : IStep
    {
        public static Vector128<byte> Apply(Vector128<byte> state, Vector128<byte> key0, Vector128<byte> key1) =>
            Aes.DecryptLast(Aes.EncryptLast(state, key0), key1);
    }

    private readonly struct InverseMixColumnsStep : IStep
    {
        public static Vector128<byte> Apply(Vector128<byte> state, Vector128<byte> key0, Vector128<byte> key1) =>
            Aes.InverseMixColumns(Aes.Encrypt(state, key0)) ^ key1;
    }
}
