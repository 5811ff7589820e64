using System.Runtime.Intrinsics;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>
/// GCM, NIST SP 800-38D: CTR with a counter of 32 bits, and GHASH over the ciphertext; both in one loop for whole
/// groups of blocks, one after the other for the remaining blocks.
/// </summary>
internal sealed unsafe class AesniGcm(AesniLoops loops) : AesniModeCipher
{
    /// <summary>The hash; exposed so that tests can damage its powers.</summary>
    public PclmulGhash Hash { get; } = new(loops);

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key)
    {
        base.SetKey(key);
        Vector128<byte> hashKey = EncryptBlock(Vector128<byte>.Zero);
        Hash.SetKey(new ReadOnlySpan<byte>(&hashKey, BlockSize));
    }

    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Require(iv, plaintext, ciphertext, tag);
        Vector128<byte> first = FirstCounter(iv);
        Hash.Reset();
        Hash.Update(associatedData);
        fixed (byte* input = plaintext, output = ciphertext)
        {
            Encrypt(MessageCounter(first), input, output, plaintext.Length);
        }

        Span<byte> fullTag = stackalloc byte[BlockSize];
        MakeTag(first, associatedData.Length, plaintext.Length, fullTag);
        fullTag[..tag.Length].CopyTo(tag);
    }

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Require(iv, ciphertext, plaintext, tag);
        Vector128<byte> first = FirstCounter(iv);
        Hash.Reset();
        Hash.Update(associatedData);
        fixed (byte* input = ciphertext, output = plaintext)
        {
            Decrypt(MessageCounter(first), input, output, ciphertext.Length);
        }

        Span<byte> fullTag = stackalloc byte[BlockSize];
        MakeTag(first, associatedData.Length, ciphertext.Length, fullTag);
        return ScalarBytes.AreEqual(fullTag[..tag.Length], tag);
    }

    private void Require(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output, ReadOnlySpan<byte> tag)
    {
        RequireKey();
        RequireEqualLengths(input, output);
        if (iv.IsEmpty)
        {
            throw new ArgumentException("The IV is empty: GCM takes 1 byte or more.", nameof(iv));
        }

        if (tag.Length is not (4 or 8 or (>= 12 and <= 16)))
        {
            throw new ArgumentException($"The tag has {tag.Length} bytes: GCM has tags of 4, 8 and 12 to 16.", nameof(tag));
        }
    }

    /// <summary>J0 of SP 800-38D section 7.1: an IV of 12 bytes is followed by 1; any other IV is hashed together with its length.</summary>
    private Vector128<byte> FirstCounter(ReadOnlySpan<byte> iv)
    {
        Vector128<byte> block = Vector128<byte>.Zero;
        var bytes = new Span<byte>(&block, BlockSize);
        if (iv.Length == 12)
        {
            iv.CopyTo(bytes);
            bytes[^1] = 1;
        }
        else
        {
            Hash.Reset();
            Hash.Update(iv);
            Hash.UpdateLengths(0, (ulong)iv.Length);
            Hash.CopyTo(bytes);
        }

        return block;
    }

    /// <summary>The first counter block of the message, with its bytes reversed: the tag uses the one before.</summary>
    private static Vector128<ulong> MessageCounter(Vector128<byte> first) =>
        AesniCounter32.Add(PclmulField.Reverse(first).AsUInt64(), Vector128.Create(1ul, 0));

    /// <summary>Encrypts and hashes a message: encrypts the first group, then each further group while hashing the one before it.</summary>
    private void Encrypt(Vector128<ulong> counter, byte* input, byte* output, nint length)
    {
        nint groupCount = length / AesniGcmLoop.GroupSize;
        nint done = groupCount > 1 ? AesniGcmLoop.GroupSize : 0;
        nint hashed = 0;
        if (groupCount > 1)
        {
            Count(counter, input, output, done);
            counter = AesniCounter32.Add(counter, Vector128.Create((ulong)AesniGcmLoop.GroupBlocks, 0));
            hashed = (groupCount - 1) * AesniGcmLoop.GroupSize;
            counter = TransformGcm(counter, input + done, output + done, output, groupCount - 1);
            done += hashed;
        }

        Count(counter, input + done, output + done, length - done);
        Hash.Update(new ReadOnlySpan<byte>(output + hashed, (int)(length - hashed)));
    }

    /// <summary>Hashes and decrypts a message; each group is hashed and decrypted at the same time.</summary>
    private void Decrypt(Vector128<ulong> counter, byte* input, byte* output, nint length)
    {
        nint groupCount = length / AesniGcmLoop.GroupSize;
        nint done = groupCount * AesniGcmLoop.GroupSize;
        if (done != 0)
        {
            counter = TransformGcm(counter, input, output, input, groupCount);
        }

        Hash.Update(new ReadOnlySpan<byte>(input + done, (int)(length - done)));
        Count(counter, input + done, output + done, length - done);
    }

    private void Count(Vector128<ulong> counter, byte* input, byte* output, nint length)
    {
        loops.TransformCtr32(Schedule.EncryptionKeys, Schedule.RoundCount, counter, input, output, length);

        // The garbage collector does not see the pointers into pinned memory.
        GC.KeepAlive(this);
    }

    private Vector128<ulong> TransformGcm(Vector128<ulong> counter, byte* input, byte* output, byte* hashed, nint groupCount)
    {
        byte* keys = Schedule.EncryptionKeys;
        int rounds = Schedule.RoundCount;
        byte* end = Hash.PowersEnd;
        Vector128<ulong> sum = Hash.Sum;
        Hash.Sum = loops.TransformGcm(keys, rounds, counter, input, output, hashed, groupCount, end, sum);
        GC.KeepAlive(this);
        return AesniCounter32.Add(counter, Vector128.Create((ulong)(uint)(groupCount * AesniGcmLoop.GroupBlocks), 0));
    }

    private void MakeTag(Vector128<byte> first, int associatedLength, int length, Span<byte> tag)
    {
        Hash.UpdateLengths((ulong)associatedLength, (ulong)length);
        Hash.CopyTo(tag);
        (Vector128.Create(tag) ^ EncryptBlock(first)).CopyTo(tag);
    }

    private Vector128<byte> EncryptBlock(Vector128<byte> block)
    {
        Vector128<byte> result = AesniBlock.Encrypt(Schedule.EncryptionKeys, Schedule.RoundCount, block);
        GC.KeepAlive(this);
        return result;
    }
}
