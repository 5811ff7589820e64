using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Benchmarks;

/// <summary>
/// What one core does on registers alone: AESENC in fourteen independent chains, which with the round keys fill the sixteen
/// registers that AESENC can name. No load, no store, no comparison: nothing that really encrypts can be faster.
/// </summary>
internal static class RegisterLimit
{
    /// <summary>The independent chains.</summary>
    public const int Chains = 14;

    /// <summary>Does <paramref name="steps"/> times four rounds in each chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector128<byte> Run(Vector128<byte> seed, Vector128<byte> key, long steps)
    {
        // All different, or the compiler would see that one chain is enough.
        Vector128<byte> a = Seed(seed, 1), b = Seed(seed, 2), c = Seed(seed, 3), d = Seed(seed, 4), e = Seed(seed, 5), f = Seed(seed, 6);
        Vector128<byte> g = Seed(seed, 7), h = Seed(seed, 8), i = Seed(seed, 9), j = Seed(seed, 10), k = Seed(seed, 11), l = Seed(seed, 12);
        Vector128<byte> m = Seed(seed, 13), n = Seed(seed, 14);
        for (long step = 0; step < steps; step++)
        {
            Round(key, ref a, ref b, ref c, ref d, ref e, ref f, ref g);
            Round(key, ref h, ref i, ref j, ref k, ref l, ref m, ref n);
            Round(key, ref a, ref b, ref c, ref d, ref e, ref f, ref g);
            Round(key, ref h, ref i, ref j, ref k, ref l, ref m, ref n);
            Round(key, ref a, ref b, ref c, ref d, ref e, ref f, ref g);
            Round(key, ref h, ref i, ref j, ref k, ref l, ref m, ref n);
            Round(key, ref a, ref b, ref c, ref d, ref e, ref f, ref g);
            Round(key, ref h, ref i, ref j, ref k, ref l, ref m, ref n);
        }

        return a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ i ^ j ^ k ^ l ^ m ^ n;
    }

    private static Vector128<byte> Seed(Vector128<byte> seed, byte number) => seed ^ Vector128.Create(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector128<byte> key,
        ref Vector128<byte> a,
        ref Vector128<byte> b,
        ref Vector128<byte> c,
        ref Vector128<byte> d,
        ref Vector128<byte> e,
        ref Vector128<byte> f,
        ref Vector128<byte> g)
    {
        a = Aes.Encrypt(a, key);
        b = Aes.Encrypt(b, key);
        c = Aes.Encrypt(c, key);
        d = Aes.Encrypt(d, key);
        e = Aes.Encrypt(e, key);
        f = Aes.Encrypt(f, key);
        g = Aes.Encrypt(g, key);
    }
}
