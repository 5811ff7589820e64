using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes;

/// <summary>
/// Four AES states in four vector registers. Four fields is the largest struct that the JIT keeps in registers; two of these
/// are eight blocks in flight, three and a <see cref="TwoStates"/> are fourteen.
/// </summary>
internal unsafe struct FourStates
{
    private Vector128<byte> _a;
    private Vector128<byte> _b;
    private Vector128<byte> _c;
    private Vector128<byte> _d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourStates Load(byte* input, Vector128<byte> key)
    {
        FourStates states;
        states._a = Vector128.Load(input) ^ key;
        states._b = Vector128.Load(input + 16) ^ key;
        states._c = Vector128.Load(input + 32) ^ key;
        states._d = Vector128.Load(input + 48) ^ key;
        return states;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Round<T>(Vector128<byte> key)
        where T : struct, IAesniDirection
    {
        _a = T.Round(_a, key);
        _b = T.Round(_b, key);
        _c = T.Round(_c, key);
        _d = T.Round(_d, key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void LastRound<T>(Vector128<byte> key)
        where T : struct, IAesniDirection
    {
        _a = T.LastRound(_a, key);
        _b = T.LastRound(_b, key);
        _c = T.LastRound(_c, key);
        _d = T.LastRound(_d, key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(byte* output)
    {
        _a.Store(output);
        _b.Store(output + 16);
        _c.Store(output + 32);
        _d.Store(output + 48);
    }

    /// <summary>
    /// Stores the four results, ORs their differences from the expected blocks into <paramref name="differences"/>, and loads the
    /// next four inputs, each as soon as its register is free: no register is idle for more than an instruction.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<byte> Exchange(byte* output, byte* expected, byte* nextInput, byte* keys, Vector128<byte> differences)
    {
        _a.Store(output);
        differences |= _a ^ Vector128.Load(expected);
        _a = Vector128.Load(nextInput) ^ Vector128.Load(keys);
        _b.Store(output + 16);
        differences |= _b ^ Vector128.Load(expected + 16);
        _b = Vector128.Load(nextInput + 16) ^ Vector128.Load(keys);
        _c.Store(output + 32);
        differences |= _c ^ Vector128.Load(expected + 32);
        _c = Vector128.Load(nextInput + 32) ^ Vector128.Load(keys);
        _d.Store(output + 48);
        differences |= _d ^ Vector128.Load(expected + 48);
        _d = Vector128.Load(nextInput + 48) ^ Vector128.Load(keys);
        return differences;
    }

    /// <summary>Returns the OR of the differences from the four blocks at <paramref name="expected"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector128<byte> DifferencesTo(byte* expected) =>
        (_a ^ Vector128.Load(expected))
        | (_b ^ Vector128.Load(expected + 16))
        | (_c ^ Vector128.Load(expected + 32))
        | (_d ^ Vector128.Load(expected + 48));
}
