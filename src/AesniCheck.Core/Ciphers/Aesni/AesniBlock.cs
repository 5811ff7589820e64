using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>Encryption of one block at a time: for hash keys, tag masks, tails and inherently serial work.</summary>
internal static unsafe class AesniBlock
{
    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>CIPHER() of FIPS 197 section 5.1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Encrypt(byte* keys, int rounds, Vector128<byte> block) =>
        Aes.EncryptLast(EncryptInner(keys, rounds, block ^ Vector128.Load(keys)), Vector128.Load(keys + (BlockSize * rounds)));

    /// <summary>The rounds of CIPHER() between the first ADDROUNDKEY() and the last round, unrolled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> EncryptInner(byte* keys, int rounds, Vector128<byte> state)
    {
        state = Aes.Encrypt(state, Vector128.Load(keys + 16));
        state = Aes.Encrypt(state, Vector128.Load(keys + 32));
        state = Aes.Encrypt(state, Vector128.Load(keys + 48));
        state = Aes.Encrypt(state, Vector128.Load(keys + 64));
        state = Aes.Encrypt(state, Vector128.Load(keys + 80));
        state = Aes.Encrypt(state, Vector128.Load(keys + 96));
        state = Aes.Encrypt(state, Vector128.Load(keys + 112));
        state = Aes.Encrypt(state, Vector128.Load(keys + 128));
        state = Aes.Encrypt(state, Vector128.Load(keys + 144));
        if (rounds > 10)
        {
            state = Aes.Encrypt(state, Vector128.Load(keys + 160));
            state = Aes.Encrypt(state, Vector128.Load(keys + 176));
        }

        if (rounds > 12)
        {
            state = Aes.Encrypt(state, Vector128.Load(keys + 192));
            state = Aes.Encrypt(state, Vector128.Load(keys + 208));
        }

        return state;
    }
}
