using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Stressors;

/// <summary>
/// Registers of one width and the step of a burst, as a type argument: x becomes r x (1 - x), lane by lane, computed as x times
/// (r - r x). With r = 3.9 a value between 0 and 1 moves between 0.09 and 0.98 for ever: most bits change in each step, and no value
/// becomes denormal or infinite.
/// </summary>
/// <typeparam name="TVector">The type of a register's value.</typeparam>
internal unsafe interface IBurstWidth<TVector>
    where TVector : unmanaged
{
    /// <summary>Returns a vector with the same number in each lane.</summary>
    static abstract TVector Create(double value);

    /// <summary>Loads a vector from memory.</summary>
    static abstract TVector Load(double* memory);

    /// <summary>Stores a vector to memory.</summary>
    static abstract void Store(TVector value, double* memory);

    /// <summary>Computes one step.</summary>
    static abstract TVector Step(TVector value, TVector rate);
}

/// <summary>512 bits: AVX-512.</summary>
internal readonly unsafe struct WideBurst : IBurstWidth<Vector512<double>>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Create(double value) => Vector512.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(double* memory) => Avx512F.LoadVector512(memory);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> value, double* memory) => Avx512F.Store(memory, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Step(Vector512<double> value, Vector512<double> rate) =>
        Avx512F.Multiply(value, Avx512F.FusedMultiplyAddNegated(value, rate, rate));
}

/// <summary>256 bits: AVX, with FMA if supported.</summary>
internal readonly unsafe struct MiddleBurst : IBurstWidth<Vector256<double>>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Create(double value) => Vector256.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(double* memory) => Avx.LoadVector256(memory);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> value, double* memory) => Avx.Store(memory, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Step(Vector256<double> value, Vector256<double> rate) =>
        Avx.Multiply(value, Fma.IsSupported ? Fma.MultiplyAddNegated(value, rate, rate) : Avx.Subtract(rate, Avx.Multiply(value, rate)));
}

/// <summary>128 bits, with FMA if supported.</summary>
internal readonly unsafe struct NarrowBurst : IBurstWidth<Vector128<double>>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Create(double value) => Vector128.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(double* memory) => Sse2.LoadVector128(memory);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<double> value, double* memory) => Sse2.Store(memory, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Step(Vector128<double> value, Vector128<double> rate) =>
        Sse2.Multiply(value, Fma.IsSupported ? Fma.MultiplyAddNegated(value, rate, rate) : Sse2.Subtract(rate, Sse2.Multiply(value, rate)));
}
