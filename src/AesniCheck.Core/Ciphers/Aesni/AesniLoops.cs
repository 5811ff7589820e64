using System.Runtime.Intrinsics;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// The hot loops of the hardware modes. The product has one object for each width of PCLMULQDQ; tests substitute others,
/// which record the code paths taken, or break one of them. Stateless and thread-safe. The caller must pin the memory of all pointers
/// and check all arguments.
/// </summary>
/// <param name="width">The width at which GHASH multiplies.</param>
internal unsafe class AesniLoops(PclmulWidth width)
{
    /// <summary>The width at which GHASH multiplies.</summary>
    public PclmulWidth Width => width;

    /// <summary>Makes the bare block cipher over a schedule that its owner expands.</summary>
    public virtual AesCipher CreateBlocks(AesniKeySchedule schedule) => AesniEngine.CreateCipher(schedule);

    /// <inheritdoc cref="AesniCbcLoop.Encrypt"/>
    public virtual void EncryptCbc(byte* keys, int rounds, Vector128<byte> iv, byte* input, byte* output, nint length) =>
        AesniCbcLoop.Encrypt(keys, rounds, iv, input, output, length);

    /// <inheritdoc cref="AesniCbcLoop.Decrypt"/>
    public virtual void DecryptCbc(byte* keys, int rounds, Vector128<byte> iv, byte* input, byte* output, nint length) =>
        AesniCbcLoop.Decrypt(keys, rounds, iv, input, output, length);

    /// <summary>CTR while the low 64 bits of the counter do not wrap: <see cref="AesniCounterLoop.Transform"/>.</summary>
    public virtual void TransformCtr64(byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, nint length) =>
        AesniCounterLoop.Transform<AesniCounter64>(keys, rounds, counter, input, output, length);

    /// <summary>GCTR() of GCM: <see cref="AesniCounterLoop.Transform"/>.</summary>
    public virtual void TransformCtr32(byte* keys, int rounds, Vector128<ulong> counter, byte* input, byte* output, nint length) =>
        AesniCounterLoop.Transform<AesniCounter32>(keys, rounds, counter, input, output, length);

    /// <summary>GCM's counter mode and GHASH in one loop: <see cref="AesniGcmLoop.Transform"/>.</summary>
    public virtual Vector128<ulong> TransformGcm(
        byte* keys,
        int rounds,
        Vector128<ulong> counter,
        byte* input,
        byte* output,
        byte* hashed,
        nint groupCount,
        byte* powersEnd,
        Vector128<ulong> sum) => width switch
        {
            PclmulWidth.V512 => AesniGcmLoop.Transform<PclmulVector512, Vector512<ulong>>(
                keys, rounds, counter, input, output, hashed, groupCount, powersEnd, sum),
            PclmulWidth.V256 => AesniGcmLoop.Transform<PclmulVector256, Vector256<ulong>>(
                keys, rounds, counter, input, output, hashed, groupCount, powersEnd, sum),
            _ => AesniGcmLoop.Transform<PclmulVector128, Vector128<ulong>>(
                keys, rounds, counter, input, output, hashed, groupCount, powersEnd, sum),
        };

    /// <summary>GHASH of whole blocks: <see cref="PclmulGhashLoop.Hash"/>.</summary>
    public virtual Vector128<ulong> Hash(Vector128<ulong> sum, byte* powersEnd, byte* blocks, nint blockCount) => width switch
    {
        PclmulWidth.V512 => PclmulGhashLoop.Hash<PclmulVector512, Vector512<ulong>>(sum, powersEnd, blocks, blockCount),
        PclmulWidth.V256 => PclmulGhashLoop.Hash<PclmulVector256, Vector256<ulong>>(sum, powersEnd, blocks, blockCount),
        _ => PclmulGhashLoop.Hash<PclmulVector128, Vector128<ulong>>(sum, powersEnd, blocks, blockCount),
    };
}
