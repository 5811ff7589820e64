using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// Four AES states in four vector registers. The JIT keeps a struct of four fields in registers, but not a larger one; three of these
/// are twelve blocks in flight.
/// </summary>
internal unsafe struct AesniFourBlocks
{
    private Vector128<byte> _a;
    private Vector128<byte> _b;
    private Vector128<byte> _c;
    private Vector128<byte> _d;

    /// <summary>Loads four blocks and applies ADDROUNDKEY().</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AesniFourBlocks Load(byte* input, Vector128<byte> key)
    {
        AesniFourBlocks blocks;
        blocks._a = Vector128.Load(input) ^ key;
        blocks._b = Vector128.Load(input + 16) ^ key;
        blocks._c = Vector128.Load(input + 32) ^ key;
        blocks._d = Vector128.Load(input + 48) ^ key;
        return blocks;
    }

    /// <summary>Makes four counter blocks, the given one and its successors, and applies ADDROUNDKEY().</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AesniFourBlocks Count<TCounter>(Vector128<ulong> counter, Vector128<byte> key)
        where TCounter : struct, IAesniCounter
    {
        AesniFourBlocks blocks;
        blocks._a = PclmulField.Reverse(counter.AsByte()) ^ key;
        blocks._b = PclmulField.Reverse(TCounter.Add(counter, Vector128.Create(1ul, 0)).AsByte()) ^ key;
        blocks._c = PclmulField.Reverse(TCounter.Add(counter, Vector128.Create(2ul, 0)).AsByte()) ^ key;
        blocks._d = PclmulField.Reverse(TCounter.Add(counter, Vector128.Create(3ul, 0)).AsByte()) ^ key;
        return blocks;
    }

    /// <summary>One round of encryption of twelve blocks. A single call, since a round key that is loaded for each four blocks is copied needlessly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encrypt(ref AesniFourBlocks first, ref AesniFourBlocks second, ref AesniFourBlocks third, Vector128<byte> key)
    {
        first.Encrypt(key);
        second.Encrypt(key);
        third.Encrypt(key);
    }

    /// <summary>The last round of encryption of twelve blocks. A single call, since a round key that is loaded for each four blocks is copied needlessly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EncryptLast(ref AesniFourBlocks first, ref AesniFourBlocks second, ref AesniFourBlocks third, Vector128<byte> key)
    {
        first.EncryptLast(key);
        second.EncryptLast(key);
        third.EncryptLast(key);
    }

    /// <summary>One round of encryption.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Encrypt(Vector128<byte> key)
    {
        _a = Aes.Encrypt(_a, key);
        _b = Aes.Encrypt(_b, key);
        _c = Aes.Encrypt(_c, key);
        _d = Aes.Encrypt(_d, key);
    }

    /// <summary>The last round of encryption.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EncryptLast(Vector128<byte> key)
    {
        _a = Aes.EncryptLast(_a, key);
        _b = Aes.EncryptLast(_b, key);
        _c = Aes.EncryptLast(_c, key);
        _d = Aes.EncryptLast(_d, key);
    }

    /// <summary>One round of decryption.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Decrypt(Vector128<byte> key)
    {
        _a = Aes.Decrypt(_a, key);
        _b = Aes.Decrypt(_b, key);
        _c = Aes.Decrypt(_c, key);
        _d = Aes.Decrypt(_d, key);
    }

    /// <summary>The last round of decryption.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void DecryptLast(Vector128<byte> key)
    {
        _a = Aes.DecryptLast(_a, key);
        _b = Aes.DecryptLast(_b, key);
        _c = Aes.DecryptLast(_c, key);
        _d = Aes.DecryptLast(_d, key);
    }

    /// <summary>XORs with four blocks in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Xor(byte* blocks)
    {
        _a ^= Vector128.Load(blocks);
        _b ^= Vector128.Load(blocks + 16);
        _c ^= Vector128.Load(blocks + 32);
        _d ^= Vector128.Load(blocks + 48);
    }

    /// <summary>XORs each block with the ciphertext block before it: the first of these is given, the others are in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void XorPrevious(Vector128<byte> previous, byte* blocks)
    {
        _a ^= previous;
        _b ^= Vector128.Load(blocks);
        _c ^= Vector128.Load(blocks + 16);
        _d ^= Vector128.Load(blocks + 32);
    }

    /// <summary>Writes four blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(byte* output)
    {
        _a.Store(output);
        _b.Store(output + 16);
        _c.Store(output + 32);
        _d.Store(output + 48);
    }
}
