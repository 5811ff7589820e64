using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// Multiplication in the field of GHASH, NIST SP 800-38D section 6.3, with PCLMULQDQ. The standard stores the coefficient of
/// x^0 in the highest bit of the first byte. Reversing the bytes of a block turns it into a number of 128 bits in which bit k
/// is x^(127 - k). In the product of two such numbers bit k is x^(254 - k), while in 256 bits of the same order it would be
/// x^(255 - k): the number is the product times x. Dividing the hash key by x once compensates for it.
/// </summary>
internal static class PclmulField
{
    /// <summary>
    /// The terms x^7, x^2 and x of the modulus x^128 + x^7 + x^2 + x + 1, in that order. Bit k of a product stands for x^(255 - k), which
    /// is x^(127 - k) times the sum of these terms and 1: bits k + 121, k + 126, k + 127 and k + 128. Minus 64, the first three are bits
    /// 57, 62 and 63.
    /// </summary>
    private const ulong Modulus = 0xc200_0000_0000_0000;

    /// <summary>The lower half of the PSHUFB order that reverses 16 bytes: 15 to 8, the lowest byte first.</summary>
    public const ulong ReversedLow = 0x0809_0a0b_0c0d_0e0f;

    /// <summary>The upper half of that order: 7 to 0.</summary>
    public const ulong ReversedHigh = 0x0001_0203_0405_0607;

    /// <summary>Reverses the 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Reverse(Vector128<byte> block) =>
        Ssse3.Shuffle(block, Vector128.Create(ReversedLow, ReversedHigh).AsByte());

    /// <summary>Prepares a hash key, with its bytes reversed, as a factor: divides it by x.</summary>
    public static Vector128<ulong> Prepare(Vector128<ulong> hashKey)
    {
        ulong low = hashKey.GetElement(0);
        ulong high = hashKey.GetElement(1);

        // In reversed order that is a shift to the left. The bit shifted out of bit 127 is x^-1 = x^127 + x^6 + x + 1: bits 0, 121, 126
        // and 127; the last three are again bits 57, 62 and 63 of the upper half.
        ulong carry = 0 - (high >> 63);
        return Vector128.Create((low << 1) ^ (carry & 1), (high << 1) ^ (low >> 63) ^ (carry & Modulus));
    }

    /// <summary>Returns the products of blocks and prepared powers of the hash key, lane by lane.</summary>
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
    /// Reduces a product of 256 bits in two steps of 64 bits: the lowest 64 bits times the modulus are added
    /// 64 bits higher, which clears them and leaves 192; then once more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Reduce<TOperations, TVector>(TVector low, TVector middle, TVector high)
        where TOperations : struct, IPclmulVector<TVector>
        where TVector : struct
    {
        TVector modulus = TOperations.Broadcast(Modulus);

        // The term 1 adds the lowest 64 bits, unchanged, 128 bits higher. Swapping the halves does that: the low half goes to the upper half of
        // the middle, which begins at bit 64, and the high half stays at its position, the lower half of the middle.
        middle = TOperations.Xor(middle, TOperations.SwapHalves(low), TOperations.MultiplyLowLow(low, modulus));
        return TOperations.Xor(high, TOperations.SwapHalves(middle), TOperations.MultiplyLowLow(middle, modulus));
    }
}

/// <summary>
/// A sum of unreduced products: reducing costs as much as multiplying, and a sum needs it only once. Schoolbook
/// multiplication: four PCLMULQDQ in three sums.
/// </summary>
internal struct PclmulProduct<TOperations, TVector>
    where TOperations : struct, IPclmulVector<TVector>
    where TVector : struct
{
    private TVector _low;
    private TVector _middle;
    private TVector _high;

    /// <summary>Sets the sum to a first product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(TVector blocks, TVector powers)
    {
        _low = TOperations.MultiplyLowLow(blocks, powers);
        _middle = TOperations.Xor(TOperations.MultiplyLowHigh(blocks, powers), TOperations.MultiplyHighLow(blocks, powers));
        _high = TOperations.MultiplyHighHigh(blocks, powers);
    }

    /// <summary>Adds a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TVector blocks, TVector powers)
    {
        _low = TOperations.Xor(_low, TOperations.MultiplyLowLow(blocks, powers));
        _middle = TOperations.Xor(_middle, TOperations.MultiplyLowHigh(blocks, powers), TOperations.MultiplyHighLow(blocks, powers));
        _high = TOperations.Xor(_high, TOperations.MultiplyHighHigh(blocks, powers));
    }

    /// <summary>Returns the sum in the field, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Reduce() => PclmulField.Reduce<TOperations, TVector>(_low, _middle, _high);
}
