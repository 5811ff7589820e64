using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>The hot loops of CBC: serial encryption, which waits for each AESENC, and decryption with eight blocks in flight.</summary>
internal static unsafe class AesniCbcLoop
{
    /// <summary>The number of bytes that decryption has in flight.</summary>
    public const int GroupSize = 8 * BlockSize;

    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>Encrypts whole blocks, in place or without overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Encrypt(byte* keys, int rounds, Vector128<byte> iv, byte* input, byte* output, nint length)
    {
        var firstKey = Vector128.Load(keys);
        Vector128<byte> lastKey = Vector128.Load(keys + (BlockSize * rounds));
        Vector128<byte> previous = iv;
        for (nint offset = 0; offset < length; offset += BlockSize)
        {
            // The plaintext is XORed with the key first, since the previous block is on the critical path.
            Vector128<byte> state = previous ^ (Vector128.Load(input + offset) ^ firstKey);
            previous = Aes.EncryptLast(AesniBlock.EncryptInner(keys, rounds, state), lastKey);
            previous.Store(output + offset);
        }
    }

    /// <summary>Decrypts whole blocks, in place or without overlap, with the round keys of decryption.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Decrypt(byte* keys, int rounds, Vector128<byte> iv, byte* input, byte* output, nint length)
    {
        Vector128<byte> previous = iv;
        nint offset = 0;
        for (; offset + GroupSize <= length; offset += GroupSize)
        {
            var first = AesniFourBlocks.Load(input + offset, Key(keys, 0));
            var second = AesniFourBlocks.Load(input + offset + 64, Key(keys, 0));

            first.Decrypt(Key(keys, 1));
            second.Decrypt(Key(keys, 1));
            first.Decrypt(Key(keys, 2));
            second.Decrypt(Key(keys, 2));
            first.Decrypt(Key(keys, 3));
            second.Decrypt(Key(keys, 3));
            first.Decrypt(Key(keys, 4));
            second.Decrypt(Key(keys, 4));
            first.Decrypt(Key(keys, 5));
            second.Decrypt(Key(keys, 5));
            first.Decrypt(Key(keys, 6));
            second.Decrypt(Key(keys, 6));
            first.Decrypt(Key(keys, 7));
            second.Decrypt(Key(keys, 7));
            first.Decrypt(Key(keys, 8));
            second.Decrypt(Key(keys, 8));
            first.Decrypt(Key(keys, 9));
            second.Decrypt(Key(keys, 9));

            if (rounds > 10)
            {
                first.Decrypt(Key(keys, 10));
                second.Decrypt(Key(keys, 10));
                first.Decrypt(Key(keys, 11));
                second.Decrypt(Key(keys, 11));
            }

            if (rounds > 12)
            {
                first.Decrypt(Key(keys, 12));
                second.Decrypt(Key(keys, 12));
                first.Decrypt(Key(keys, 13));
                second.Decrypt(Key(keys, 13));
            }

            first.DecryptLast(Key(keys, rounds));
            second.DecryptLast(Key(keys, rounds));

            // In place, every ciphertext block must be read before any plaintext block is written.
            first.XorPrevious(previous, input + offset);
            second.XorPrevious(Vector128.Load(input + offset + 48), input + offset + 64);
            previous = Vector128.Load(input + offset + 112);
            first.Store(output + offset);
            second.Store(output + offset + 64);
        }

        for (; offset < length; offset += BlockSize)
        {
            var block = Vector128.Load(input + offset);
            Vector128<byte> state = block ^ Key(keys, 0);
            for (int round = 1; round < rounds; round++)
            {
                state = Aes.Decrypt(state, Key(keys, round));
            }

            (Aes.DecryptLast(state, Key(keys, rounds)) ^ previous).Store(output + offset);
            previous = block;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Key(byte* keys, int round) => Vector128.Load(keys + (BlockSize * round));
}
