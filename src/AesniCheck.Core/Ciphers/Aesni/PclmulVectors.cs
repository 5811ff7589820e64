using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// One, two or four blocks side by side in a register, and the operations of GHASH on them. A type argument: a loop is written
/// once and compiled for each width of PCLMULQDQ, with nothing between its instructions.
/// </summary>
/// <typeparam name="TVector">The register: each lane of 128 bits is a block, as two elements of 64.</typeparam>
internal unsafe interface IPclmulVector<TVector>
    where TVector : struct
{
    /// <summary>The number of blocks in a register.</summary>
    static abstract int BlockCount { get; }

    /// <summary>Loads blocks without changing them.</summary>
    static abstract TVector Load(byte* blocks);

    /// <summary>Loads blocks with the bytes of each reversed: see <see cref="PclmulField"/>.</summary>
    static abstract TVector LoadReversed(byte* blocks);

    /// <summary>Returns a block in the first lane and zeros in the others.</summary>
    static abstract TVector FromFirst(Vector128<ulong> block);

    /// <summary>Returns a number in each half of each block.</summary>
    static abstract TVector Broadcast(ulong number);

    /// <summary>Returns the sum in GF(2).</summary>
    static abstract TVector Xor(TVector left, TVector right);

    /// <summary>Returns the sum of three in GF(2).</summary>
    static abstract TVector Xor(TVector first, TVector second, TVector third);

    /// <summary>Swaps the halves of each block.</summary>
    static abstract TVector SwapHalves(TVector blocks);

    /// <summary>Multiplies the low halves of each block.</summary>
    static abstract TVector MultiplyLowLow(TVector left, TVector right);

    /// <summary>Multiplies the low half of the left block by the high half of the right.</summary>
    static abstract TVector MultiplyLowHigh(TVector left, TVector right);

    /// <summary>Multiplies the high half of the left block by the low half of the right.</summary>
    static abstract TVector MultiplyHighLow(TVector left, TVector right);

    /// <summary>Multiplies the high halves of each block.</summary>
    static abstract TVector MultiplyHighHigh(TVector left, TVector right);

    /// <summary>Returns the sum of all blocks.</summary>
    static abstract Vector128<ulong> Fold(TVector blocks);
}

/// <summary>
/// The immediates that the three widths share. In those of PCLMULQDQ, bit 0 selects the half of the left operand, and bit 4 that
/// of the right.
/// </summary>
internal static class PclmulImmediate
{
    /// <summary>Low by low.</summary>
    public const byte LowLow = 0x00;

    /// <summary>High by low.</summary>
    public const byte HighLow = 0x01;

    /// <summary>Low by high.</summary>
    public const byte LowHigh = 0x10;

    /// <summary>High by high.</summary>
    public const byte HighHigh = 0x11;

    /// <summary>PSHUFD's order of 32-bit elements 2, 3, 0, 1, two bits each, the lowest first: swaps the halves.</summary>
    public const byte SwapHalves = 0b01_00_11_10;

    /// <summary>VPTERNLOG's truth table of a ^ b ^ c: bit i is the result for the three bits of i.</summary>
    public const byte XorOfThree = 0b1001_0110;
}

/// <summary>PCLMULQDQ: one block.</summary>
internal readonly unsafe struct PclmulVector128 : IPclmulVector<Vector128<ulong>>
{
    /// <inheritdoc/>
    public static int BlockCount => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Load(byte* blocks) => Vector128.Load(blocks).AsUInt64();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> LoadReversed(byte* blocks) => PclmulField.Reverse(Vector128.Load(blocks)).AsUInt64();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> FromFirst(Vector128<ulong> block) => block;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Broadcast(ulong number) => Vector128.Create(number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> left, Vector128<ulong> right) => left ^ right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> first, Vector128<ulong> second, Vector128<ulong> third) => first ^ second ^ third;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> SwapHalves(Vector128<ulong> blocks) =>
        Sse2.Shuffle(blocks.AsUInt32(), PclmulImmediate.SwapHalves).AsUInt64();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> MultiplyLowLow(Vector128<ulong> left, Vector128<ulong> right) =>
        Pclmulqdq.CarrylessMultiply(left, right, PclmulImmediate.LowLow);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> MultiplyLowHigh(Vector128<ulong> left, Vector128<ulong> right) =>
        Pclmulqdq.CarrylessMultiply(left, right, PclmulImmediate.LowHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> MultiplyHighLow(Vector128<ulong> left, Vector128<ulong> right) =>
        Pclmulqdq.CarrylessMultiply(left, right, PclmulImmediate.HighLow);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> MultiplyHighHigh(Vector128<ulong> left, Vector128<ulong> right) =>
        Pclmulqdq.CarrylessMultiply(left, right, PclmulImmediate.HighHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Fold(Vector128<ulong> blocks) => blocks;
}

/// <summary>VPCLMULQDQ on YMM registers: two blocks.</summary>
internal readonly unsafe struct PclmulVector256 : IPclmulVector<Vector256<ulong>>
{
    /// <inheritdoc/>
    public static int BlockCount => 2;

    // Written out, since the JIT makes a constant in memory only from literals.
    private static Vector256<byte> ReversedOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(PclmulField.ReversedLow, PclmulField.ReversedHigh, PclmulField.ReversedLow, PclmulField.ReversedHigh).AsByte();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Load(byte* blocks) => Vector256.Load(blocks).AsUInt64();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> LoadReversed(byte* blocks) =>
        Avx2.Shuffle(Vector256.Load(blocks), ReversedOrder).AsUInt64();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> FromFirst(Vector128<ulong> block) => block.ToVector256();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Broadcast(ulong number) => Vector256.Create(number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> left, Vector256<ulong> right) => left ^ right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> first, Vector256<ulong> second, Vector256<ulong> third) => first ^ second ^ third;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> SwapHalves(Vector256<ulong> blocks) =>
        Avx2.Shuffle(blocks.AsUInt32(), PclmulImmediate.SwapHalves).AsUInt64();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> MultiplyLowLow(Vector256<ulong> left, Vector256<ulong> right) =>
        Pclmulqdq.V256.CarrylessMultiply(left, right, PclmulImmediate.LowLow);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> MultiplyLowHigh(Vector256<ulong> left, Vector256<ulong> right) =>
        Pclmulqdq.V256.CarrylessMultiply(left, right, PclmulImmediate.LowHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> MultiplyHighLow(Vector256<ulong> left, Vector256<ulong> right) =>
        Pclmulqdq.V256.CarrylessMultiply(left, right, PclmulImmediate.HighLow);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> MultiplyHighHigh(Vector256<ulong> left, Vector256<ulong> right) =>
        Pclmulqdq.V256.CarrylessMultiply(left, right, PclmulImmediate.HighHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Fold(Vector256<ulong> blocks) => blocks.GetLower() ^ blocks.GetUpper();
}

/// <summary>
/// VPCLMULQDQ on ZMM registers: four blocks. Uses the AVX-512 intrinsics throughout, since the runtime may consider
/// <see cref="Vector512"/> too slow on a CPU that supports them.
/// </summary>
internal readonly unsafe struct PclmulVector512 : IPclmulVector<Vector512<ulong>>
{
    /// <inheritdoc/>
    public static int BlockCount => 4;

    private static Vector512<byte> ReversedOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            PclmulField.ReversedLow,
            PclmulField.ReversedHigh,
            PclmulField.ReversedLow,
            PclmulField.ReversedHigh,
            PclmulField.ReversedLow,
            PclmulField.ReversedHigh,
            PclmulField.ReversedLow,
            PclmulField.ReversedHigh).AsByte();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Load(byte* blocks) => Avx512F.LoadVector512((ulong*)blocks);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> LoadReversed(byte* blocks) => Avx512BW.Shuffle(Avx512BW.LoadVector512(blocks), ReversedOrder).AsUInt64();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> FromFirst(Vector128<ulong> block) => block.ToVector256().ToVector512();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Broadcast(ulong number) => Vector512.Create(number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> left, Vector512<ulong> right) => Avx512F.Xor(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> first, Vector512<ulong> second, Vector512<ulong> third) =>
        Avx512F.TernaryLogic(first, second, third, PclmulImmediate.XorOfThree);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> SwapHalves(Vector512<ulong> blocks) =>
        Avx512F.Shuffle(blocks.AsUInt32(), PclmulImmediate.SwapHalves).AsUInt64();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> MultiplyLowLow(Vector512<ulong> left, Vector512<ulong> right) =>
        Pclmulqdq.V512.CarrylessMultiply(left, right, PclmulImmediate.LowLow);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> MultiplyLowHigh(Vector512<ulong> left, Vector512<ulong> right) =>
        Pclmulqdq.V512.CarrylessMultiply(left, right, PclmulImmediate.LowHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> MultiplyHighLow(Vector512<ulong> left, Vector512<ulong> right) =>
        Pclmulqdq.V512.CarrylessMultiply(left, right, PclmulImmediate.HighLow);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> MultiplyHighHigh(Vector512<ulong> left, Vector512<ulong> right) =>
        Pclmulqdq.V512.CarrylessMultiply(left, right, PclmulImmediate.HighHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Fold(Vector512<ulong> blocks) => PclmulVector256.Fold(blocks.GetLower() ^ blocks.GetUpper());
}
