using System.Numerics;
using System.Runtime.CompilerServices;

namespace AesniCheck.Units;

/// <summary>
/// The step of the register probe on one 64-bit lane of a register, and its inverse, computed in general-purpose registers. Every step
/// is a bijection, so an error is never masked later.
/// </summary>
internal static class RegisterStep
{
    /// <summary>The rotation of a lane of a 512-bit register, in bits: odd, so that a bit visits all positions.</summary>
    public const int ZmmRotation = 13;

    /// <summary>The rotation of a lane of a 256-bit register, in bits: one 16-bit word, since AVX2 shuffles words and can't rotate.</summary>
    public const int YmmRotation = 16;

    /// <summary>The top bit of each byte.</summary>
    private const ulong TopBits = 0x8080_8080_8080_8080;

    /// <summary>Applies one step to a value, or to a source of masks: adds the constant and rotates the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Apply(RegisterKind kind, ulong value, ulong constant) => BitOperations.RotateLeft(value + constant, Rotation(kind));

    /// <summary>Inverts <see cref="Apply"/>.</summary>
    public static ulong Undo(RegisterKind kind, ulong value, ulong constant) => BitOperations.RotateRight(value, Rotation(kind)) - constant;

    /// <summary>
    /// Applies one step to a sum: adds the increment to each byte whose bit in the mask is set. The source of the mask
    /// advances independently, so a mask that was wrong once leaves a permanent difference.
    /// </summary>
    /// <param name="sum">The sum, eight bytes.</param>
    /// <param name="source">The source before the same step.</param>
    /// <param name="increment">The bytes to add.</param>
    /// <param name="threshold">The mask bit of a byte is set if the source's byte is below this one's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ApplySum(ulong sum, ulong source, ulong increment, ulong threshold) => AddBytes(sum, increment & BytesBelow(source, threshold));

    /// <summary>Inverts <see cref="ApplySum"/>.</summary>
    public static ulong UndoSum(ulong sum, ulong source, ulong increment, ulong threshold)
    {
        ulong subtracted = increment & BytesBelow(source, threshold);

        // With the top bits set, no byte can borrow from the next one.
        ulong lower = (sum | TopBits) - (subtracted & ~TopBits);
        return lower ^ ((sum ^ ~subtracted) & TopBits);
    }

    /// <summary>Adds eight bytes to eight bytes, without carries between bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddBytes(ulong left, ulong right)
    {
        // With the top bits cleared, no byte can carry into the next one; the top bits are then added without carry.
        ulong lower = (left & ~TopBits) + (right & ~TopBits);
        return lower ^ ((left ^ right) & TopBits);
    }

    /// <summary>Returns 0xff for each unsigned byte that is below the threshold's, else 0: the mask's bits as bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong BytesBelow(ulong bytes, ulong threshold)
    {
        // The top bit of each byte is set if its lower seven bits are at least the threshold's.
        ulong atLeast = (bytes | TopBits) - (threshold & ~TopBits);
        ulong below = ((~bytes & threshold) | (~(bytes ^ threshold) & ~atLeast)) & TopBits;
        return (below >> 7) * 0xff;
    }

    private static int Rotation(RegisterKind kind) => kind == RegisterKind.Ymm ? YmmRotation : ZmmRotation;
}
