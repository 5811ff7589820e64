using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>The counting of a counter block whose bytes are reversed, so that its last byte is the lowest; a type argument of the counter loops.</summary>
internal interface IAesniCounter
{
    /// <summary>Adds a small number, which is in the lowest element.</summary>
    static abstract Vector128<ulong> Add(Vector128<ulong> counter, Vector128<ulong> number);
}

/// <summary>The 32-bit counter of GCM, SP 800-38D section 6.2: it wraps and leaves the other 96 bits unchanged.</summary>
internal readonly struct AesniCounter32 : IAesniCounter
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Add(Vector128<ulong> counter, Vector128<ulong> number) =>
        (counter.AsUInt32() + number.AsUInt32()).AsUInt64();
}

/// <summary>The low half of the 128-bit counter of CTR. The caller must not let it pass 2^64 within one call.</summary>
internal readonly struct AesniCounter64 : IAesniCounter
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Add(Vector128<ulong> counter, Vector128<ulong> number) => counter + number;
}
