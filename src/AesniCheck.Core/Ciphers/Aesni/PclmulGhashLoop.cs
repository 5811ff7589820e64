using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// The hot loops of GHASH: eight registers of data between two reductions, then the remaining whole registers, then the blocks
/// that do not fill a register.
/// </summary>
internal static unsafe class PclmulGhashLoop
{
    /// <summary>The number of data registers between two reductions.</summary>
    public const int GroupVectors = 8;

    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>Hashes whole blocks.</summary>
    /// <param name="sum">The hash so far, with its bytes reversed.</param>
    /// <param name="powersEnd">The first byte after the powers of the hash key: <see cref="PclmulGhash.PowersEnd"/>.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="blockCount">The number of blocks.</param>
    /// <returns>The hash.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector128<ulong> Hash<TOperations, TVector>(Vector128<ulong> sum, byte* powersEnd, byte* blocks, nint blockCount)
        where TOperations : struct, IPclmulVector<TVector>
        where TVector : struct
    {
        PclmulProduct<TOperations, TVector> product = default;
        nint size = BlockSize * TOperations.BlockCount;
        byte* powers = powersEnd - (GroupVectors * size);

        for (; blockCount >= GroupVectors * TOperations.BlockCount; blockCount -= GroupVectors * TOperations.BlockCount)
        {
            product.Start(TOperations.Xor(TOperations.LoadReversed(blocks), TOperations.FromFirst(sum)), TOperations.Load(powers));
            product.Add(TOperations.LoadReversed(blocks + size), TOperations.Load(powers + size));
            product.Add(TOperations.LoadReversed(blocks + (2 * size)), TOperations.Load(powers + (2 * size)));
            product.Add(TOperations.LoadReversed(blocks + (3 * size)), TOperations.Load(powers + (3 * size)));
            product.Add(TOperations.LoadReversed(blocks + (4 * size)), TOperations.Load(powers + (4 * size)));
            product.Add(TOperations.LoadReversed(blocks + (5 * size)), TOperations.Load(powers + (5 * size)));
            product.Add(TOperations.LoadReversed(blocks + (6 * size)), TOperations.Load(powers + (6 * size)));
            product.Add(TOperations.LoadReversed(blocks + (7 * size)), TOperations.Load(powers + (7 * size)));
            sum = TOperations.Fold(product.Reduce());
            blocks += GroupVectors * size;
        }

        // The rest: fewer registers than there are powers, then fewer blocks than a register holds.
        if (blockCount >= TOperations.BlockCount)
        {
            powers = powersEnd - (BlockSize * (blockCount - (blockCount % TOperations.BlockCount)));
            product.Start(TOperations.Xor(TOperations.LoadReversed(blocks), TOperations.FromFirst(sum)), TOperations.Load(powers));
            for (powers += size; powers != powersEnd; powers += size)
            {
                blocks += size;
                product.Add(TOperations.LoadReversed(blocks), TOperations.Load(powers));
            }

            sum = TOperations.Fold(product.Reduce());
            blocks += size;
            blockCount %= TOperations.BlockCount;
        }

        for (; blockCount > 0; blockCount--)
        {
            sum = PclmulField.Multiply<PclmulVector128, Vector128<ulong>>(
                sum ^ PclmulVector128.LoadReversed(blocks), PclmulVector128.Load(powersEnd - BlockSize));
            blocks += BlockSize;
        }

        return sum;
    }
}
