using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Stressors;

/// <summary>The widest vector register of the machine, as a type argument, so that loops over it are compiled for it.</summary>
/// <typeparam name="TVector">The type of a register's value.</typeparam>
internal unsafe interface IMarkWidth<TVector>
    where TVector : unmanaged
{
    /// <summary>Loads a vector from memory.</summary>
    static abstract TVector Load(ulong* memory);

    /// <summary>Stores a vector to memory.</summary>
    static abstract void Store(TVector value, ulong* memory);

    /// <summary>Returns the bitwise OR.</summary>
    static abstract TVector Or(TVector left, TVector right);

    /// <summary>Returns the bitwise AND.</summary>
    static abstract TVector And(TVector left, TVector right);
}

/// <summary>The 512 bits of AVX-512.</summary>
internal readonly unsafe struct Zmm : IMarkWidth<Vector512<ulong>>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Load(ulong* memory) => Avx512F.LoadVector512(memory);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<ulong> value, ulong* memory) => Avx512F.Store(memory, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Or(Vector512<ulong> left, Vector512<ulong> right) => Avx512F.Or(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> And(Vector512<ulong> left, Vector512<ulong> right) => Avx512F.And(left, right);
}

/// <summary>The 256 bits of AVX2.</summary>
internal readonly unsafe struct Ymm : IMarkWidth<Vector256<ulong>>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Load(ulong* memory) => Avx.LoadVector256(memory);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<ulong> value, ulong* memory) => Avx.Store(memory, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Or(Vector256<ulong> left, Vector256<ulong> right) => Avx2.Or(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> And(Vector256<ulong> left, Vector256<ulong> right) => Avx2.And(left, right);
}

/// <summary>The 128 bits of SSE2.</summary>
internal readonly unsafe struct Xmm : IMarkWidth<Vector128<ulong>>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Load(ulong* memory) => Sse2.LoadVector128(memory);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<ulong> value, ulong* memory) => Sse2.Store(memory, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Or(Vector128<ulong> left, Vector128<ulong> right) => Sse2.Or(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> And(Vector128<ulong> left, Vector128<ulong> right) => Sse2.And(left, right);
}
