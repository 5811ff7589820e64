namespace AesniCheck.Ciphers.Aesni;

/// <summary>A confidentiality mode of NIST SP 800-38A in hardware: an IV and a message, no authentication.</summary>
internal abstract unsafe class AesniConfidentialityCipher : AesniModeCipher
{
    /// <inheritdoc/>
    public override void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        RequireNoTag(associatedData, tag);
        RequireMessage(iv, plaintext, ciphertext);
        fixed (byte* input = plaintext, output = ciphertext)
        {
            EncryptMessage(iv, input, output, plaintext.Length);
        }

        // The garbage collector does not see the pointers into the schedule's pinned memory.
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public override bool Decrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        RequireNoTag(associatedData, tag);
        RequireMessage(iv, ciphertext, plaintext);
        fixed (byte* input = ciphertext, output = plaintext)
        {
            DecryptMessage(iv, input, output, ciphertext.Length);
        }

        GC.KeepAlive(this);
        return true;
    }

    /// <summary>Checks the IV and the message.</summary>
    /// <exception cref="ArgumentException">The mode does not permit a length, or the spans overlap in part.</exception>
    protected abstract void RequireMessage(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output);

    /// <summary>Encrypts; all arguments have been checked.</summary>
    protected abstract void EncryptMessage(ReadOnlySpan<byte> iv, byte* input, byte* output, nint length);

    /// <summary>Decrypts; all arguments have been checked.</summary>
    protected abstract void DecryptMessage(ReadOnlySpan<byte> iv, byte* input, byte* output, nint length);

    /// <summary>Requires an IV of a length.</summary>
    /// <exception cref="ArgumentException">The IV has another length.</exception>
    protected static void RequireIv(ReadOnlySpan<byte> iv, int length)
    {
        if (iv.Length != length)
        {
            throw new ArgumentException($"The IV has {iv.Length} bytes: the mode takes {length}.", nameof(iv));
        }
    }

    private void RequireNoTag(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> tag)
    {
        RequireKey();
        if (!associatedData.IsEmpty || !tag.IsEmpty)
        {
            throw new ArgumentException("The mode does not authenticate: it takes neither associated data nor a tag.", nameof(tag));
        }
    }
}
