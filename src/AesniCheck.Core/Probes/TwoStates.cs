using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes;

/// <summary>Two AES states in two vector registers, which complete the fourteen beside three <see cref="FourStates"/>.</summary>
internal unsafe struct TwoStates
{
    private Vector128<byte> _a;
    private Vector128<byte> _b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoStates Load(byte* input, Vector128<byte> key)
    {
        TwoStates states;
        states._a = Vector128.Load(input) ^ key;
        states._b = Vector128.Load(input + 16) ^ key;
        return states;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Round<T>(Vector128<byte> key)
        where T : struct, IAesniDirection
    {
        _a = T.Round(_a, key);
        _b = T.Round(_b, key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void LastRound<T>(Vector128<byte> key)
        where T : struct, IAesniDirection
    {
        _a = T.LastRound(_a, key);
        _b = T.LastRound(_b, key);
    }

    /// <summary>Like <see cref="FourStates.Exchange"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<byte> Exchange(byte* output, byte* expected, byte* nextInput, byte* keys, Vector128<byte> differences)
    {
        _a.Store(output);
        differences |= _a ^ Vector128.Load(expected);
        _a = Vector128.Load(nextInput) ^ Vector128.Load(keys);
        _b.Store(output + 16);
        differences |= _b ^ Vector128.Load(expected + 16);
        _b = Vector128.Load(nextInput + 16) ^ Vector128.Load(keys);
        return differences;
    }
}
