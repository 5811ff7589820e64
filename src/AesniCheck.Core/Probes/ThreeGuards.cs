using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Probes;

/// <summary>
/// Three guard values in three ZMM registers. Five of these fill the registers that AES instructions cannot name, ZMM16 to ZMM30,
/// and leave one to the compiler. Only if <see cref="Avx512F"/> is supported.
/// </summary>
internal unsafe struct ThreeGuards
{
    private Vector512<ulong> _a;
    private Vector512<ulong> _b;
    private Vector512<ulong> _c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ThreeGuards Load(byte* values)
    {
        ThreeGuards guards;
        guards._a = Avx512F.LoadVector512((ulong*)values);
        guards._b = Avx512F.LoadVector512((ulong*)(values + GuardValues.Length));
        guards._c = Avx512F.LoadVector512((ulong*)(values + (2 * GuardValues.Length)));
        return guards;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(byte* values)
    {
        Avx512F.Store((ulong*)values, _a);
        Avx512F.Store((ulong*)(values + GuardValues.Length), _b);
        Avx512F.Store((ulong*)(values + (2 * GuardValues.Length)), _c);
    }
}
