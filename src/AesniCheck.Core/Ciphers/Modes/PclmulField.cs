using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Modes;

/// <summary>
/// Multiplication in the field of GHASH, NIST SP 800-38D section 6.3, with PCLMULQDQ. The standard writes the coefficient of
/// x^0 into the highest bit of the first byte. Reversing the bytes of a block makes of it a number of 128 bits with the bits in
/// reverse, and a product of two such numbers is the reversed product but for one place: 255 bits, one short of 256. The hash
/// key is multiplied by x once to make up for it.
/// </summary>
internal static class PclmulField
{
    /// <summary>The upper half of the modulus x^128 + x^7 + x^2 + x + 1 in reverse: bits 63, 62 and 57 are x^0, x^1 and x^6, as the reduction needs x^1, x^2 and x^7 less one place.</summary>
    private const ulong Modulus = 0xc200_0000_0000_0000;

    /// <summary>PSHUFB's order that reverses 16 bytes, its lower half: 15 to 8, the lowest byte first.</summary>
    public const ulong ReversedLow = 0x0809_0a0b_0c0d_0e0f;

    /// <summary>Its upper half: 7 to 0.</summary>
    public const ulong ReversedHigh = 0x0001_0203_0405_0607;

    /// <summary>The 16 bytes in reverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Reverse(Vector128<byte> block) =>
        Ssse3.Shuffle(block, Vector128.Create(ReversedLow, ReversedHigh).AsByte());

    /// <summary>A hash key, its bytes reversed, made ready to be multiplied by: times x, modulo the modulus.</summary>
    public static Vector128<ulong> Prepare(Vector128<ulong> hashKey)
    {
        ulong low = hashKey.GetElement(0);
        ulong high = hashKey.GetElement(1);

        // In reverse, times x is a shift to the left, and what falls out of bit 127 is x^128 = x^7 + x^2 + x + 1.
        ulong carry = 0 - (high >> 63);
        return Vector128.Create((low << 1) ^ (carry & 1), (high << 1) ^ (low >> 63) ^ (carry & Modulus));
    }

    /// <summary>The product of blocks by prepared powers of the hash key, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Multiply<TOperations, TVector>(TVector blocks, TVector powers)
        where TOperations : struct, IPclmulVector<TVector>
        where TVector : struct
    {
        PclmulProduct<TOperations, TVector> product = default;
        product.Start(blocks, powers);
        return product.Reduce();
    }

    /// <summary>
    /// Takes a product of 256 bits modulo the modulus, half of 64 bits by half: the lowest 64 bits times the modulus are added
    /// 64 bits higher, which makes them zero and leaves 192; then once more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Reduce<TOperations, TVector>(TVector low, TVector middle, TVector high)
        where TOperations : struct, IPclmulVector<TVector>
        where TVector : struct
    {
        TVector modulus = TOperations.Broadcast(Modulus);

        // The modulus has the term x^0 besides, whose product is the half itself: it is what changing places adds.
        middle = TOperations.Xor(middle, TOperations.SwapHalves(low), TOperations.MultiplyLowLow(low, modulus));
        return TOperations.Xor(high, TOperations.SwapHalves(middle), TOperations.MultiplyLowLow(middle, modulus));
    }
}

/// <summary>
/// A sum of products that are not reduced yet: reducing is as dear as multiplying, and of a sum it is needed once. Schoolbook
/// multiplication: four PCLMULQDQ in three sums.
/// </summary>
internal struct PclmulProduct<TOperations, TVector>
    where TOperations : struct, IPclmulVector<TVector>
    where TVector : struct
{
    private TVector _low;
    private TVector _middle;
    private TVector _high;

    /// <summary>The first product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(TVector blocks, TVector powers)
    {
        _low = TOperations.MultiplyLowLow(blocks, powers);
        _middle = TOperations.Xor(TOperations.MultiplyLowHigh(blocks, powers), TOperations.MultiplyHighLow(blocks, powers));
        _high = TOperations.MultiplyHighHigh(blocks, powers);
    }

    /// <summary>Another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TVector blocks, TVector powers)
    {
        _low = TOperations.Xor(_low, TOperations.MultiplyLowLow(blocks, powers));
        _middle = TOperations.Xor(_middle, TOperations.MultiplyLowHigh(blocks, powers), TOperations.MultiplyHighLow(blocks, powers));
        _high = TOperations.Xor(_high, TOperations.MultiplyHighHigh(blocks, powers));
    }

    /// <summary>The sum in the field, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Reduce() => PclmulField.Reduce<TOperations, TVector>(_low, _middle, _high);
}
