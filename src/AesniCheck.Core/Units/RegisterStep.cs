using System.Numerics;
using System.Runtime.CompilerServices;

namespace AesniCheck.Units;

/// <summary>
/// What a step of the register probe does to one 64-bit lane of a register, in general-purpose registers, and back. Every step
/// is a bijection, so no error is ever masked again.
/// </summary>
internal static class RegisterStep
{
    /// <summary>How far a lane of a 512-bit register is rotated: odd, so that a bit visits all places.</summary>
    public const int ZmmRotation = 13;

    /// <summary>How far a lane of a 256-bit register is rotated: by words, since AVX2 shuffles words and can't rotate.</summary>
    public const int YmmRotation = 16;

    /// <summary>The top bit of each byte.</summary>
    private const ulong TopBits = 0x8080_8080_8080_8080;

    /// <summary>One step of a value, or of a source of masks: the constant is added, the sum rotated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Apply(RegisterKind kind, ulong value, ulong constant) => BitOperations.RotateLeft(value + constant, Rotation(kind));

    /// <summary>What <see cref="Apply"/> made this of.</summary>
    public static ulong Undo(RegisterKind kind, ulong value, ulong constant) => BitOperations.RotateRight(value, Rotation(kind)) - constant;

    /// <summary>
    /// One step of a sum: to each byte whose bit in the mask is set the increment is added. The source that made the mask goes
    /// its own way, so a mask that was wrong once leaves a difference that stays.
    /// </summary>
    /// <param name="sum">The sum, eight bytes.</param>
    /// <param name="source">The source before the same step.</param>
    /// <param name="increment">What is added.</param>
    /// <param name="threshold">The bit of a byte is set if its source is below this.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ApplySum(ulong sum, ulong source, ulong increment, ulong threshold) => AddBytes(sum, increment & BytesBelow(source, threshold));

    /// <summary>What <see cref="ApplySum"/> made this of.</summary>
    public static ulong UndoSum(ulong sum, ulong source, ulong increment, ulong threshold)
    {
        ulong subtracted = increment & BytesBelow(source, threshold);

        // With the top bits set no byte can borrow from the next one.
        ulong lower = (sum | TopBits) - (subtracted & ~TopBits);
        return lower ^ ((sum ^ ~subtracted) & TopBits);
    }

    /// <summary>Adds eight bytes to eight bytes, each for itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddBytes(ulong left, ulong right)
    {
        // Without the top bits no byte can carry into the next one; these are then added without a carry.
        ulong lower = (left & ~TopBits) + (right & ~TopBits);
        return lower ^ ((left ^ right) & TopBits);
    }

    /// <summary>0xff for each unsigned byte that is below the threshold's, else 0: what the mask's bits mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong BytesBelow(ulong bytes, ulong threshold)
    {
        // The top bit of each byte tells whether its lower seven bits are at least the threshold's.
        ulong atLeast = (bytes | TopBits) - (threshold & ~TopBits);
        ulong below = ((~bytes & threshold) | (~(bytes ^ threshold) & ~atLeast)) & TopBits;
        return (below >> 7) * 0xff;
    }

    private static int Rotation(RegisterKind kind) => kind == RegisterKind.Ymm ? YmmRotation : ZmmRotation;
}
