using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// The hot loop of GCM: the rounds of twelve counter blocks, interleaved with GHASH of twelve ciphertext blocks, so that
/// each fills the issue slots that the other leaves free.
/// </summary>
internal static unsafe class AesniGcmLoop
{
    /// <summary>The number of blocks in a group.</summary>
    public const int GroupBlocks = 12;

    /// <summary>The number of bytes in a group.</summary>
    public const int GroupSize = GroupBlocks * BlockSize;

    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>Encrypts counter blocks, XORs them with the input, and hashes the same number of ciphertext bytes.</summary>
    /// <param name="keys">The round keys of encryption.</param>
    /// <param name="rounds">10, 12 or 14.</param>
    /// <param name="counter">The first counter block, with its bytes reversed.</param>
    /// <param name="input">The input to XOR with.</param>
    /// <param name="output">Receives the result: <paramref name="input"/>, or memory that does not overlap it.</param>
    /// <param name="hashed">The ciphertext to hash: the input, or output groups before the one that is being written.</param>
    /// <param name="groupCount">The number of groups.</param>
    /// <param name="powersEnd">The first byte after the powers of the hash key.</param>
    /// <param name="sum">The hash so far, with its bytes reversed.</param>
    /// <returns>The hash.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector128<ulong> Transform<TOperations, TVector>(
        byte* keys,
        int rounds,
        Vector128<ulong> counter,
        byte* input,
        byte* output,
        byte* hashed,
        nint groupCount,
        byte* powersEnd,
        Vector128<ulong> sum)
        where TOperations : struct, IPclmulVector<TVector>
        where TVector : struct
    {
        byte* powers = powersEnd - GroupSize;
        for (nint end = groupCount * GroupSize, offset = 0; offset < end; offset += GroupSize)
        {
            var first = AesniFourBlocks.Count<AesniCounter32>(counter, Key(keys, 0));
            var second = AesniFourBlocks.Count<AesniCounter32>(AesniCounter32.Add(counter, Vector128.Create(4ul, 0)), Key(keys, 0));
            var third = AesniFourBlocks.Count<AesniCounter32>(AesniCounter32.Add(counter, Vector128.Create(8ul, 0)), Key(keys, 0));
            counter = AesniCounter32.Add(counter, Vector128.Create(12ul, 0));
            byte* ciphertext = hashed + offset;
            PclmulProduct<TOperations, TVector> product = default;

            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 1));
            AddPair(ref product, ciphertext, powers, 0, sum);
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 2));
            AddPair(ref product, ciphertext, powers, 2, sum);
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 3));
            AddPair(ref product, ciphertext, powers, 4, sum);
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 4));
            AddPair(ref product, ciphertext, powers, 6, sum);
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 5));
            AddPair(ref product, ciphertext, powers, 8, sum);
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 6));
            AddPair(ref product, ciphertext, powers, 10, sum);
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 7));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 8));
            AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 9));

            if (rounds > 10)
            {
                AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 10));
                AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 11));
            }

            if (rounds > 12)
            {
                AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 12));
                AesniFourBlocks.Encrypt(ref first, ref second, ref third, Key(keys, 13));
            }

            sum = TOperations.Fold(product.Reduce());

            AesniFourBlocks.EncryptLast(ref first, ref second, ref third, Key(keys, rounds));
            first.Xor(input + offset);
            second.Xor(input + offset + 64);
            third.Xor(input + offset + 128);
            first.Store(output + offset);
            second.Store(output + offset + 64);
            third.Store(output + offset + 128);
        }

        return sum;
    }

    /// <summary>
    /// Adds the products of two blocks, in two registers or in one. A register of four blocks is added with its first pair; its second pair adds
    /// nothing. All branches are decided at compile time, since the block is a constant.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair<TOperations, TVector>(
        ref PclmulProduct<TOperations, TVector> product, byte* ciphertext, byte* powers, int block, Vector128<ulong> sum)
        where TOperations : struct, IPclmulVector<TVector>
        where TVector : struct
    {
        if (block % TOperations.BlockCount != 0)
        {
            return;
        }

        TVector blocks = TOperations.LoadReversed(ciphertext + (BlockSize * block));
        if (block == 0)
        {
            product.Start(TOperations.Xor(blocks, TOperations.FromFirst(sum)), TOperations.Load(powers));
        }
        else
        {
            product.Add(blocks, TOperations.Load(powers + (BlockSize * block)));
        }

        if (TOperations.BlockCount == 1)
        {
            product.Add(TOperations.LoadReversed(ciphertext + (BlockSize * (block + 1))), TOperations.Load(powers + (BlockSize * (block + 1))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Key(byte* keys, int round) => Vector128.Load(keys + (BlockSize * round));
}
