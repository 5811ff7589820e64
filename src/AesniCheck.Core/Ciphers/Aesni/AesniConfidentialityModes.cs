using System.Runtime.Intrinsics;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>ECB, NIST SP 800-38A section 6.1, through the loops of <see cref="AesniEngine"/>.</summary>
internal sealed unsafe class AesniEcb : AesniConfidentialityCipher
{
    private readonly AesCipher _cipher;

    /// <param name="loops">The loops to use.</param>
    public AesniEcb(AesniLoops loops) => _cipher = loops.CreateBlocks(Schedule);

    /// <inheritdoc/>
    protected override void RequireMessage(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        RequireIv(iv, 0);
        AesCipher.RequireWholeBlocks(input, output);
    }

    /// <inheritdoc/>
    protected override void EncryptMessage(ReadOnlySpan<byte> iv, byte* input, byte* output, nint length) =>
        _cipher.Encrypt(new ReadOnlySpan<byte>(input, (int)length), new Span<byte>(output, (int)length));

    /// <inheritdoc/>
    protected override void DecryptMessage(ReadOnlySpan<byte> iv, byte* input, byte* output, nint length) =>
        _cipher.Decrypt(new ReadOnlySpan<byte>(input, (int)length), new Span<byte>(output, (int)length));
}

/// <summary>CBC, NIST SP 800-38A section 6.2, without padding.</summary>
internal sealed unsafe class AesniCbc(AesniLoops loops) : AesniConfidentialityCipher
{
    /// <inheritdoc/>
    protected override void RequireMessage(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        RequireIv(iv, BlockSize);
        AesCipher.RequireWholeBlocks(input, output);
    }

    /// <inheritdoc/>
    protected override void EncryptMessage(ReadOnlySpan<byte> iv, byte* input, byte* output, nint length) =>
        loops.EncryptCbc(Schedule.EncryptionKeys, Schedule.RoundCount, Vector128.Create(iv), input, output, length);

    /// <inheritdoc/>
    protected override void DecryptMessage(ReadOnlySpan<byte> iv, byte* input, byte* output, nint length) =>
        loops.DecryptCbc(Schedule.DecryptionKeys, Schedule.RoundCount, Vector128.Create(iv), input, output, length);
}

/// <summary>CTR, NIST SP 800-38A section 6.5, with a counter of 128 bits.</summary>
internal sealed unsafe class AesniCtr(AesniLoops loops) : AesniConfidentialityCipher
{
    /// <inheritdoc/>
    protected override void RequireMessage(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        RequireIv(iv, BlockSize);
        RequireEqualLengths(input, output);
    }

    /// <inheritdoc/>
    protected override void EncryptMessage(ReadOnlySpan<byte> iv, byte* input, byte* output, nint length)
    {
        Vector128<ulong> counter = PclmulField.Reverse(Vector128.Create(iv)).AsUInt64();

        // The loop counts in 64 bits. If they wrap within the message, it stops there and is run again with the carry.
        ulong blocksBeforeWrap = 0 - counter.GetElement(0);
        if (blocksBeforeWrap != 0 && blocksBeforeWrap < (ulong)length / BlockSize + 1)
        {
            nint before = (nint)Math.Min((ulong)length, blocksBeforeWrap * BlockSize);
            Transform(counter, input, output, before);
            counter = Vector128.Create(0, counter.GetElement(1) + 1);
            input += before;
            output += before;
            length -= before;
        }

        Transform(counter, input, output, length);
    }

    /// <inheritdoc/>
    protected override void DecryptMessage(ReadOnlySpan<byte> iv, byte* input, byte* output, nint length) =>
        EncryptMessage(iv, input, output, length);

    private void Transform(Vector128<ulong> counter, byte* input, byte* output, nint length) =>
        loops.TransformCtr64(Schedule.EncryptionKeys, Schedule.RoundCount, counter, input, output, length);
}
